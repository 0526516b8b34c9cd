//! Something elsewhere is gone: a special, a reply, a dish, or an actor with all that it had. Only its owner may say so.

use super::{After, Done, Effect, Scene};
use crate::app::Topic;
use crate::flow::conversation::remove;
use crate::store::{
    self, Conn, actor_key, follower, following, reaction, remote_actor, remote_coop,
    remote_menu_item, remote_restaurant, remote_special, reply,
};
use musette_domain::Instant;

pub(in crate::peer) fn plan(scene: &Scene) -> Effect {
    let Some(object) = scene.object() else {
        return super::nothing();
    };
    let actor = scene.actor();
    let (wire, trade) = (scene.peer.clock.wire(), scene.peer.clock.now());
    if object == actor {
        return Box::new(move |c| actor_gone(c, &actor, wire, trade));
    }
    Box::new(move |c| object_gone(c, &actor, &object, trade))
}

fn object_gone(c: &mut Conn, actor: &str, object: &str, now: Instant) -> store::Result<Done> {
    let mut topics = remove::run(c, actor, object, now)?.topics;
    if let Some(mut row) = remote_special::find_optional(c, object)?
        && row.actor_id == actor
        && row.removed_at.is_none()
    {
        row.removed_at = Some(now);
        row.content = String::new();
        remote_special::save(c, &row)?;
        topics.push(Topic::Specials);
    } else if let Some(row) = remote_menu_item::find_optional(c, object)?
        && row.restaurant_id == actor
    {
        remote_menu_item::mark_removed(c, object, now)?;
        topics.push(Topic::Specials);
    }
    Ok(Done {
        topics,
        after: None,
    })
}

/// Forgets an actor: what it followed, what it published, its keys.
fn actor_gone(c: &mut Conn, actor: &str, wire: Instant, trade: Instant) -> store::Result<Done> {
    remote_actor::mark_gone(c, actor, wire)?;
    actor_key::delete_of(c, actor)?;
    follower::delete_everywhere(c, actor)?;
    following::delete(c, actor)?;
    remote_special::remove_of(c, actor, trade)?;
    reply::remove_of(c, actor, trade)?;
    reaction::delete_of(c, actor)?;
    if let Some(mut row) = remote_restaurant::find_optional(c, actor)? {
        row.gone_at = Some(trade);
        remote_restaurant::save(c, &row)?;
    }
    if let Some(mut row) = remote_coop::find_optional(c, actor)? {
        row.gone_at = Some(trade);
        remote_coop::save(c, &row)?;
    }
    Ok(Done {
        topics: vec![Topic::Specials],
        after: Some(After::ForgetKeys(actor.to_owned())),
    })
}
