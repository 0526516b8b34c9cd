//! Somebody follows a restaurant or the co-op: taken at once. The instance and the desk take no followers.

use musette_federation::{Reference, SocialActivity, SocialKind};
use serde_json::json;

use super::{Done, Effect, Scene};
use crate::peer::address::authority;
use crate::peer::document::{actor::takes_followers, address};
use crate::peer::enqueue::{self, Sending};
use crate::peer::fetch::{Actor, Errand};
use crate::peer::problem::Problem;
use crate::peer::tell::write::activity;
use crate::store::follower::Follower;
use crate::store::{self, Conn, follower, local_actor, outbox_message, peer_host, remote_actor};

/// How many messages may wait for a host that does not take them before its Follows, each of which makes one more, are put off.
pub(in crate::peer) const MOST_WAITING: i64 = 1_000;

pub(super) async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let Some(target) = scene.object().filter(|id| scene.peer.urls.is_ours(id)) else {
        return Ok(super::nothing());
    };
    let actor = who_asks(scene, errand).await?;
    let scene = scene.clone();
    Ok(Box::new(move |c| apply(c, &scene, &target, &actor)))
}

/// Who sent the Follow. Puts off who asks and asks and does not take the answers. One look at the table finds both, unless the sender's row is old.
async fn who_asks(scene: &Scene, errand: &Errand) -> Result<Actor, Problem> {
    let id = scene.activity.actor.clone();
    let (key, host) = (scene.actor(), authority(&id));
    let look = scene.peer.db.read(move |c| -> store::Result<_> {
        let row = remote_actor::find_optional(c, &key)?;
        let fails = peer_host::find_optional(c, &host)?.is_some_and(|row| row.fails > 0);
        let full = fails && outbox_message::as_many_wait(c, &host, MOST_WAITING)?;
        Ok((row, full))
    });
    let (row, full) = look.await?;
    if full {
        return Err(Problem::later(
            "Your server does not take our messages, and many wait for it; send this again when it does.",
            3600,
        ));
    }
    match row.map(|row| Actor::found(id, row, scene.peer.clock.wire())) {
        Some(actor) if !actor.is_stale() => Ok(actor),
        _ => super::sender(scene, errand).await,
    }
}

fn apply(c: &mut Conn, scene: &Scene, target: &str, from: &Actor) -> store::Result<Done> {
    let Some(ours) = local_actor::find_optional(c, target)?.filter(|row| row.gone_at.is_none())
    else {
        return Ok(Done::default());
    };
    let now = scene.peer.clock.wire();
    // Who has moved is followed at the new place.
    let kind = if takes_followers(ours.kind)
        && ours.moved_to.is_none()
        && is_room(c, scene, &ours.name, from)?
    {
        let row = Follower {
            actor_name: ours.name.clone(),
            follower_id: from.row.id.clone(),
            follow_id: scene.activity.id.to_string(),
            inbox: from.row.inbox.clone(),
            shared_inbox: from.row.shared_inbox.clone(),
            host: from.row.host.clone(),
            musette: from.row.musette,
            accepted_at: now,
            repeated_id: None,
        };
        follower::keep(c, &row)?;
        SocialKind::Accept
    } else {
        SocialKind::Reject
    };
    let id = scene.peer.urls.activity(&scene.peer.ids.uuid());
    let follow = json!({
        "id": scene.activity.id,
        "type": "Follow",
        "actor": scene.activity.actor,
        "object": target,
    });
    let embedded = Reference::read(&follow).ok_or(store::Error::NotFound)?;
    let mut answer = SocialActivity::new(address(&id)?, kind, address(target)?, embedded);
    answer.to = vec![from.row.id.clone()];
    let inbox = [(from.row.inbox.clone(), from.row.host.clone())];
    enqueue::social(
        c,
        scene.peer.ids.as_ref(),
        &activity(&answer, None, false),
        &inbox,
        Sending::answer(now),
    )?;
    Ok(Done::default())
}

/// Whether one more of its host may follow; who follows already may say so again.
fn is_room(c: &mut Conn, scene: &Scene, ours: &str, from: &Actor) -> store::Result<bool> {
    let crowded = scene.peer.crowded.contains(&from.row.host);
    Ok(!crowded || follower::find_optional(c, ours, &from.row.id)?.is_some())
}
