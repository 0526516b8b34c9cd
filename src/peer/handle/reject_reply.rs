//! Somebody whom one of ours answered does not want the answer: it is shown to nobody any more.

use super::accept_reply::answer_of_ours;
use super::{Done, Effect, Scene};
use crate::flow::conversation::decline;
use crate::store::reply;

/// The effect, if what is refused is an answer of ours; `otherwise` is the effect if it is something else.
pub(super) fn plan(scene: &Scene, otherwise: Effect) -> Effect {
    let Some(answer) = answer_of_ours(scene) else {
        return otherwise;
    };
    let (app, author) = (scene.app.clone(), scene.actor());
    Box::new(move |c| {
        if reply::find_optional(c, &answer)?.is_none() {
            return otherwise(c);
        }
        Ok(Done {
            topics: decline::run(c, &app, &author, &answer)?.topics,
            after: None,
        })
    })
}
