//! Somebody elsewhere likes or boosts a Note of ours.

use super::{Done, Effect, Scene};
use crate::flow::conversation::react;
use crate::peer::address::authority;
use crate::store::reaction::{Reaction, ReactionKind};

pub(super) fn plan(scene: &Scene) -> Effect {
    of_kind(scene, ReactionKind::Like)
}

/// Counts what is done to one of our Notes; what is done to others' is nobody's business here.
pub(super) fn of_kind(scene: &Scene, kind: ReactionKind) -> Effect {
    let Some(row) = row(scene, kind) else {
        return super::nothing();
    };
    let app = scene.app.clone();
    Box::new(move |c| {
        react::run(c, &app, &row)?;
        Ok(Done::default())
    })
}

/// The row of what the sender does to something of ours.
pub(super) fn row(scene: &Scene, kind: ReactionKind) -> Option<Reaction> {
    let object_id = scene.object().filter(|id| scene.peer.urls.is_ours(id))?;
    Some(Reaction {
        kind,
        actor_id: scene.actor(),
        object_id,
        activity_id: scene.activity.id.to_string(),
        host: authority(&scene.activity.actor),
        received_at: scene.peer.clock.now(),
    })
}
