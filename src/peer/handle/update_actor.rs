//! An actor elsewhere changed its profile: hours, address, closure, keys. The document it sends is believed, since its own key signed it.

use musette_domain::text::mixes_alphabets;
use musette_federation::RemoteActor;
use serde_json::Value;

use super::{After, Done, Effect, Scene};
use crate::app::Topic;
use crate::flow::read_coop;
use crate::peer::fetch::actor::{keeps_type, row};
use crate::peer::keys::remote::store_keys;
use crate::peer::read;
use crate::store::noise::{self, NoiseReason};
use crate::store::{self, Conn, follower, remote_actor, remote_coop, remote_restaurant};

pub(super) fn plan(scene: &Scene) -> Effect {
    let Some(value) = scene.activity.object().and_then(|object| object.value()) else {
        return super::nothing();
    };
    let Some(document) = RemoteActor::from_json(value)
        .ok()
        .filter(|document| document.id == scene.activity.actor)
    else {
        return super::nothing();
    };
    let now = scene.peer.clock.wire();
    let row = match row(&document, value, now) {
        Ok(row) => row,
        Err(problem) => {
            tracing::warn!(actor.id = scene.actor(), %problem, "a changed profile is not taken");
            return super::nothing();
        }
    };
    let (scene, value) = (scene.clone(), value.clone());
    Box::new(move |c| apply(c, &scene, &document, &value, &row))
}

fn apply(
    c: &mut Conn,
    scene: &Scene,
    document: &RemoteActor,
    value: &Value,
    row: &remote_actor::RemoteActor,
) -> store::Result<Done> {
    let now = scene.peer.clock.wire();
    // Somebody we never met stays unknown: their key came from their document, so they are known by now.
    let Some(old) = remote_actor::find_optional(c, &row.id)? else {
        return Ok(Done::default());
    };
    if let Err(changed) = keeps_type(&old, row) {
        tracing::warn!(actor.id = row.id, peer.host = row.host, %changed, "a changed profile is not taken");
        noise::once(c, &row.host, NoiseReason::TypeChanged, now)?;
        return Ok(Done::default());
    }
    if mixes_alphabets(&row.display_name) {
        noise::once(c, &row.host, NoiseReason::MixedScripts, now)?;
    }
    // A name is not taken by saying so: WebFinger says whose it is when somebody looks for it.
    let new = remote_actor::RemoteActor {
        name: old.name,
        ..row.clone()
    };
    remote_actor::put(c, &new)?;
    if !document.keys.is_empty() {
        store_keys(c, &new.id, &document.keys, now)?;
    }
    follower::move_inbox(
        c,
        &new.id,
        &new.inbox,
        new.shared_inbox.as_deref(),
        new.musette,
    )?;
    if let Some(old) = remote_restaurant::find_optional(c, &new.id)? {
        let mut fresh = read::restaurant(document, value, old.coop_id.clone(), now);
        fresh.handle.clone_from(&old.handle);
        fresh.menu_revision = old.menu_revision;
        fresh.menu_fetched_at = old.menu_fetched_at;
        // Who is gone is not back by saying so: that is seen when its co-op is read.
        let moved = document.moved_to.is_some().then(|| scene.peer.clock.now());
        fresh.gone_at = old.gone_at.or(moved);
        remote_restaurant::save(c, &fresh)?;
        return Ok(Done {
            topics: vec![Topic::Specials],
            after: Some(After::ForgetKeys(new.id.clone())),
        });
    }
    if let Some(old) = remote_coop::find_optional(c, &new.id)? {
        let mut fresh = read::coop(document, value, now);
        fresh.walked_at = old.walked_at;
        // How far away it is, neighbours said; following it is for people to decide.
        fresh.depth = old.depth;
        fresh.found_via = old.found_via;
        remote_coop::save(c, &fresh)?;
        // It says this as well when a restaurant is new or gone.
        read_coop::soon(c, &scene.app, &new.id)?;
        return Ok(Done {
            topics: vec![Topic::Coop],
            after: Some(After::ForgetKeys(new.id.clone())),
        });
    }
    Ok(Done {
        topics: Vec::new(),
        after: Some(After::ForgetKeys(new.id)),
    })
}
