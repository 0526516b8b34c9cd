//! Somebody whom our instance asked to follow, or already follows, says no.

use super::accept_follow::asked;
use super::{Done, Effect, Scene};
use crate::store::following;
use crate::store::following::FollowState;

pub(super) fn plan(scene: &Scene) -> Effect {
    let (actor, follow) = (scene.actor(), scene.object());
    Box::new(move |c| {
        if let Some(mut row) = asked(c, &actor, follow.as_deref())? {
            row.state = FollowState::Rejected;
            row.accepted_at = None;
            following::save(c, &row)?;
        }
        Ok(Done::default())
    })
}
