//! Somebody whom one of ours answered says that the answer is welcome, because their interaction policy asks for that. The address of their approval
//! goes onto the answer: other servers look there before they show it.

use musette_federation::{Reference, same_origin};

use super::{Done, Effect, Scene};
use crate::flow::conversation::approve;
use crate::store::reply;

/// The effect, if what is accepted is an answer of ours; `otherwise` is the effect if it is something else.
pub(super) fn plan(scene: &Scene, otherwise: Effect) -> Effect {
    let Some(answer) = answer_of_ours(scene) else {
        return otherwise;
    };
    let (app, author) = (scene.app.clone(), scene.actor());
    let stamp = scene.activity.result.as_ref();
    let stamp = stamp.filter(|stamp| same_origin(stamp, &scene.activity.actor));
    let stamp = stamp.map(ToString::to_string);
    Box::new(move |c| {
        if reply::find_optional(c, &answer)?.is_none() {
            return otherwise(c);
        }
        let Some(stamp) = &stamp else {
            tracing::debug!(actor.id = author, "an approval without a place of its own");
            return Ok(Done::default());
        };
        Ok(Done {
            topics: approve::run(c, &app, &author, &answer, stamp)?.topics,
            after: None,
        })
    })
}

/// The answer of ours that may be judged: named itself, or by its Create, or as the instrument of a request to reply. An activity of ours that is named
/// by its address alone may as well be a Follow: whether there is such an answer is for the database to say.
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
