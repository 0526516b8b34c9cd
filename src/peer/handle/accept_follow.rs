//! Somebody whom our instance asked to follow says yes. The Follow is ours, so it is recognised by our own table.

use super::{Done, Effect, Scene};
use crate::store::following::{FollowState, Following};
use crate::store::{self, Conn, following};

pub(super) fn plan(scene: &Scene) -> Effect {
    let (actor, follow) = (scene.actor(), scene.object());
    let now = scene.peer.clock.wire();
    Box::new(move |c| {
        let Some(mut row) = asked(c, &actor, follow.as_deref())? else {
            return Ok(Done::default());
        };
        row.state = FollowState::Accepted;
        row.accepted_at = row.accepted_at.or(Some(now));
        following::save(c, &row)?;
        Ok(Done::default())
    })
}

/// What we asked this actor: by the id of our Follow, which must have been for this very actor.
pub(super) fn asked(
    c: &mut Conn,
    actor: &str,
    follow: Option<&str>,
) -> store::Result<Option<Following>> {
    let Some(follow) = follow else {
        return Ok(None);
    };
    Ok(following::find_by_follow(c, follow)?.filter(|row| row.target_id == actor))
}
