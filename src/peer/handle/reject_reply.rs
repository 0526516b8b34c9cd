//! Somebody whom one of ours answered does not want the answer: it is shown to nobody any more.

use super::accept_reply::answer_of_ours;
use super::{Done, Effect, Scene};
use crate::flow::conversation::decline;

/// The effect, if what is refused is an answer of ours.
pub(super) fn plan(scene: &Scene) -> Option<Effect> {
    let answer = answer_of_ours(scene)?;
    let (app, author) = (scene.app.clone(), scene.actor());
    Some(Box::new(move |c| {
        Ok(Done {
            topics: decline::run(c, &app, &author, &answer)?.topics,
            after: None,
        })
    }))
}
