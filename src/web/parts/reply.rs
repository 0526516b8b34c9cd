//! What somebody said: a reply, a mention, an answer of the restaurant.

use askama::Template;

use super::{Tag, Tone};
use crate::i18n::{Markup, Words};
use crate::store::reply::Reply;
use crate::web::format::Format;
use musette_domain::Instant;

/// A reply with its author.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/reply_card.html")]
pub struct ReplyCard {
    /// The words.
    pub w: Words,
    /// The author's name.
    pub name: String,
    /// The author's handle.
    pub handle: String,
    /// When it was said: for machines and for people.
    pub posted: (String, String),
    /// Whether it was corrected.
    pub edited: bool,
    /// The author's warning, behind which the text is folded away.
    pub warning: Option<String>,
    /// The text, sanitised.
    pub text: Markup,
    /// The text's language, if it says so.
    pub lang: Option<String>,
    /// Where it stands at the author's server.
    pub href: Option<String>,
    /// Words beside it: that it is hidden, that it is private, whom it answers.
    pub tags: Vec<Tag>,
    /// Whether the restaurant itself says it.
    pub ours: bool,
}

impl ReplyCard {
    /// The card of a row.
    pub fn new((w, format): (Words, Format), row: &Reply, now: Instant) -> Self {
        let at = row.published_at;
        Self {
            w,
            name: row.author_name.clone(),
            handle: row.author_handle.clone(),
            posted: (format.machine(at), format.moment(at, now)),
            edited: row.edited_at.is_some(),
            warning: row.summary.clone(),
            text: Markup::sanitised(&row.content),
            lang: row.language.clone(),
            href: row.url.clone(),
            tags: Vec::new(),
            ours: row.ours,
        }
    }
    /// With a word beside it.
    #[must_use]
    pub fn tag(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.tags.push(Tag::new(text, tone));
        self
    }
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self {
            w,
            name: "Anna <b>".into(),
            handle: "@anna@social.example".into(),
            posted: ("2026-11-12T10:42:00+01:00".into(), "10:42".into()),
            edited: true,
            warning: Some("Hunger <b>".into()),
            text: Markup::sanitised("<p>Encore&nbsp;! <script>x</script></p>"),
            lang: Some("fr".into()),
            href: Some("https://social.example/@anna/1".into()),
            tags: Vec::new(),
            ours: false,
        }
        .tag("<b>", Tone::Warn)
    }
}

super::html!(ReplyCard);
