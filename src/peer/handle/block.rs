//! Somebody elsewhere blocks an actor of ours. It is honoured: nothing more is sent to them, and no answer names them.

use super::{Done, Effect, Scene, like};
use crate::flow::conversation::react;
use crate::store::reaction::ReactionKind;

pub(super) fn plan(scene: &Scene) -> Effect {
    let Some(row) = like::row(scene, ReactionKind::Block) else {
        return super::nothing();
    };
    Box::new(move |c| {
        react::block(c, &row)?;
        Ok(Done::default())
    })
}
