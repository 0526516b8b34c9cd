//! Somebody takes back what they did: a like, a boost, a block, a Follow. What it was is found by its id in our own tables, or by what it was done to;
//! only the actor who did it takes it back.

use super::{Done, Effect, Scene, undo_follow};
use crate::flow::conversation::react::{self, Undone};
use crate::store::reaction::ReactionKind;

pub(super) fn plan(scene: &Scene) -> Effect {
    let undone = Undone {
        actor: scene.actor(),
        activity: scene.object(),
        act: act(scene),
    };
    let follow = undo_follow::plan(scene);
    Box::new(move |c| {
        if react::take_back(c, &undone)? {
            return Ok(Done::default());
        }
        follow(c)
    })
}

/// What the embedded activity says that it was.
fn act(scene: &Scene) -> Option<(ReactionKind, String)> {
    let object = scene.activity.object()?;
    let kind = match object.kind()? {
        "Like" => ReactionKind::Like,
        "Announce" => ReactionKind::Boost,
        "Block" => ReactionKind::Block,
        _ => return None,
    };
    let to = object.inner()?.id()?.to_string();
    Some((kind, to))
}
