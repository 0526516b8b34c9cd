//! An actor elsewhere changed its profile: hours, address, closure, keys. The document it sends is believed, since its own key signed it.

use musette_federation::RemoteActor;
use serde_json::Value;

use super::{After, Done, Effect, Scene};
use crate::app::Topic;
use crate::flow::read_coop;
use crate::peer::fetch::actor::row;
use crate::peer::keys::remote::store_keys;
use crate::peer::read;
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
    let (scene, value) = (scene.clone(), value.clone());
    Box::new(move |c| apply(c, &scene, &document, &value))
}

fn apply(
    c: &mut Conn,
    scene: &Scene,
    document: &RemoteActor,
    value: &Value,
) -> store::Result<Done> {
    let now = scene.peer.clock.wire();
    let new = row(document, value, now);
    // Somebody we never met stays unknown: their key came from their document, so they are known by now.
    if remote_actor::find_optional(c, &new.id)?.is_none() {
        return Ok(Done::default());
    }
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
        fresh.menu_revision = old.menu_revision;
        fresh.menu_fetched_at = old.menu_fetched_at;
        remote_restaurant::save(c, &fresh)?;
        return Ok(Done {
            topics: vec![Topic::Specials],
            after: Some(After::ForgetKeys(new.id.clone())),
        });
    }
    if let Some(old) = remote_coop::find_optional(c, &new.id)? {
        let mut fresh = read::coop(document, value, now);
        fresh.walked_at = old.walked_at;
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
