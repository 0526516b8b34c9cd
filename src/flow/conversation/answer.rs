//! A restaurant, or the co-op, answers a reply or a mention.

use musette_domain::id::RestaurantId;
use musette_domain::text::{self, TextProblem};

use super::topic;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::services::plain_text;
use crate::store::local_actor::LocalActor;
use crate::store::reaction::ReactionKind;
use crate::store::reply::Reply;
use crate::store::{Conn, Error, coop, local_actor, policies, reaction, reply, restaurant};

/// How often one reply is answered.
pub const OF_ONE_REPLY: usize = 10;

refusals! {
    /// Why an answer is not taken.
    pub enum AnswerRefusal {
        /// Nothing was written, too much, or what cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "answer-text",
        /// What would be answered was taken back.
        #[error("what you answer was taken back by its author")]
        Gone = "answer-gone",
        /// The restaurant has no account in the Fediverse.
        #[error("show the restaurant first; without an account in the Fediverse it can answer nobody")]
        NoAccount = "answer-no-account",
        /// The co-op blocked the author's server.
        #[error("your co-op does not exchange messages with this server")]
        Blocked = "answer-blocked",
        /// The author wants to hear nothing of this restaurant.
        #[error("this person has blocked your restaurant; what you write would not reach them")]
        BlockedUs = "answer-blocked-us",
        /// Enough said.
        #[error("you have answered this {OF_ONE_REPLY} times; more answers are not sent")]
        TooMany = "answer-too-many",
        /// A colleague was faster.
        #[error("this answer was taken back")]
        TakenBack = "answer-is-taken-back",
    }
}

/// Publishes the answer: to the author, and to everybody where the author spoke to everybody. The same words twice are one answer.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: Option<&RestaurantId>,
    to: &str,
    written: &str,
) -> Result<Changed, AnswerRefusal> {
    let row = reply::find(c, to)?;
    if row.restaurant_id.as_ref() != of || row.ours {
        return Err(Error::NotFound.into());
    }
    if row.removed_at.is_some() {
        return Err(AnswerRefusal::Gone);
    }
    let content = words(written)?;
    let (ours, name) = writer(c, app, of)?;
    if policies::load(c)?.suspends(&row.host, Some(&row.author_id)) {
        return Err(AnswerRefusal::Blocked);
    }
    if reaction::find_optional(c, ReactionKind::Block, &row.author_id, &ours.id)?.is_some() {
        return Err(AnswerRefusal::BlockedUs);
    }
    let before = reply::answers_to(c, &[to.to_owned()])?;
    if before.iter().any(|answer| answer.content == content) {
        return Ok(Changed::nothing());
    }
    if before.len() >= OF_ONE_REPLY {
        return Err(AnswerRefusal::TooMany);
    }
    let now = app.clock.now();
    let answer = Reply {
        id: app.urls.answer(&app.ids.uuid()),
        restaurant_id: of.cloned(),
        special_id: row.special_id,
        in_reply_to: Some(row.id),
        depth: row.depth + 1,
        author_id: ours.id,
        author_handle: format!("@{}@{}", ours.name, app.urls.authority()),
        author_name: name,
        author_inbox: String::new(),
        host: app.urls.authority().to_owned(),
        ours: true,
        public: row.public,
        summary: None,
        content,
        language: coop::ours(c)?.map(|coop| language(&coop.locale)),
        url: None,
        published_at: now,
        edited_at: None,
        hidden_at: None,
        removed_at: None,
        received_at: now,
        approved_by: None,
    };
    if !reply::insert_if_absent(c, &answer)? {
        return Err(Error::Conflict(answer.id).into());
    }
    app.tell.reply_published(c, &answer.id)?;
    Ok(Changed::topics([topic(answer.restaurant_id)]))
}

/// Who answers: the actor and its name.
fn writer(
    c: &mut Conn,
    app: &App,
    of: Option<&RestaurantId>,
) -> Result<(LocalActor, String), AnswerRefusal> {
    let (actor, name) = match of {
        Some(of) => (
            local_actor::find_by_restaurant(c, of)?,
            restaurant::find(c, of)?.name,
        ),
        None => (
            local_actor::find_optional(c, &app.urls.coop())?,
            coop::ours(c)?.map(|coop| coop.name).unwrap_or_default(),
        ),
    };
    let actor = actor.filter(|actor| actor.gone_at.is_none());
    Ok((actor.ok_or(AnswerRefusal::NoAccount)?, name))
}

/// What was written, as HTML.
pub(super) fn words(written: &str) -> Result<String, AnswerRefusal> {
    let text = text::description(written).map_err(AnswerRefusal::Text)?;
    if text.is_empty() {
        return Err(AnswerRefusal::Text(TextProblem::Empty));
    }
    Ok(plain_text::as_html(&text))
}

/// The language of a locale: `de` of `de-LI`.
fn language(locale: &str) -> String {
    let language = locale.split(['-', '_']).next();
    language.unwrap_or("en").to_owned()
}
