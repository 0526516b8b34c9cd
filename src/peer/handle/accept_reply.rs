//! Somebody whom one of ours answered says that the answer is welcome, because their interaction policy asks for that. The address of their approval
//! goes onto the answer: other servers look there before they show it.

use musette_federation::{Reference, same_origin};

use super::{Done, Effect, Scene};
use crate::flow::conversation::approve;

/// The effect, if what is accepted is an answer of ours.
pub(super) fn plan(scene: &Scene) -> Option<Effect> {
    let answer = answer_of_ours(scene)?;
    let (app, author) = (scene.app.clone(), scene.actor());
    let stamp = scene.activity.result.as_ref();
    let stamp = stamp.filter(|stamp| same_origin(stamp, &scene.activity.actor));
    let Some(stamp) = stamp.map(ToString::to_string) else {
        tracing::debug!(actor.id = author, "an approval without a place of its own");
        return Some(super::nothing());
    };
    Some(Box::new(move |c| {
        Ok(Done {
            topics: approve::run(c, &app, &author, &answer, &stamp)?.topics,
            after: None,
        })
    }))
}

/// The answer of ours that is judged: named itself, or by its Create, or as the instrument of a request to reply.
pub(super) fn answer_of_ours(scene: &Scene) -> Option<String> {
    let urls = &scene.peer.urls;
    let object = scene.activity.object()?;
    let within = match object.kind() {
        Some("Create") => Some("object"),
        Some("ReplyRequest") => Some("instrument"),
        _ => None,
    };
    let named = match within {
        Some(field) => Reference::read(object.value()?.get(field)?)?
            .id()?
            .to_string(),
        None => object.id()?.to_string(),
    };
    if urls.note_id(&named).is_some() {
        return Some(named);
    }
    urls.activity_id(&named).map(|id| urls.answer(id))
}
