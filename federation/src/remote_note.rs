//! Notes of others: specials of other co-ops' restaurants, and replies by anybody.

use chrono::{DateTime, Utc};
use serde_json::Value;
use url::Url;

use crate::fields::{Fields, link, same_origin};
use crate::{Image, Malformed, context, limits};

/// A Note of another server. Its texts are a stranger's HTML and have to be cleaned before they are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteNote {
    /// Its address.
    pub id: Url,
    /// Its author, of the same origin.
    pub attributed_to: Url,
    /// What it says, in HTML, cut to a sane length.
    pub content: String,
    /// A content warning.
    pub summary: Option<String>,
    /// The language, if it says so.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated: Option<DateTime<Utc>>,
    /// When a special is over.
    pub end_time: Option<DateTime<Utc>>,
    /// What it answers.
    pub in_reply_to: Option<Url>,
    /// Its page for people.
    pub url: Option<Url>,
    /// Recipients.
    pub to: Vec<String>,
    /// Recipients of copies.
    pub cc: Vec<String>,
    /// The dish it is about.
    pub about: Option<Url>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Actors it mentions.
    pub mentions: Vec<Url>,
    /// Hashtags, without `#`.
    pub hashtags: Vec<String>,
}

impl RemoteNote {
    /// Reads a Note. Needed are `id` and an author of the same origin.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Note", value)?;
        let id = fields.url("id")?;
        let attributed_to = fields
            .lenient_url("attributedTo")
            .ok_or(Malformed::Missing {
                document: "Note",
                field: "attributedTo",
            })?;
        if !same_origin(&id, &attributed_to) {
            return Err(Malformed::Ownership(
                "the Note is at another host than its author",
            ));
        }
        let in_language = fields
            .get("contentMap")
            .and_then(Value::as_object)
            .and_then(|map| map.iter().find(|(_, text)| text.is_string()));
        let content = fields
            .lenient_text("content", limits::CONTENT)
            .or_else(|| {
                in_language
                    .and_then(|(_, text)| text.as_str())
                    .map(|text| text.chars().take(limits::CONTENT).collect())
            })
            .unwrap_or_default();
        let tags = |kind: &'static str| {
            fields
                .all("tag")
                .take(100)
                .filter_map(move |tag| Fields::typed(kind, tag).ok())
        };
        let recipients = |field: &str| -> Vec<String> {
            fields
                .all(field)
                .filter_map(Value::as_str)
                .filter(|text| text.len() <= limits::URL)
                .take(limits::RECIPIENTS)
                .map(str::to_owned)
                .collect()
        };
        Ok(Self {
            content,
            summary: fields.lenient_text("summary", limits::NAME * 5),
            language: in_language.map(|(language, _)| language.chars().take(20).collect()),
            published: fields.lenient_time("published"),
            updated: fields.lenient_time("updated"),
            end_time: fields.lenient_time("endTime"),
            in_reply_to: fields.lenient_url("inReplyTo"),
            url: fields.lenient_url("url"),
            to: recipients("to"),
            cc: recipients("cc"),
            about: fields
                .lenient_url("about")
                .filter(|about| same_origin(about, &id)),
            images: fields
                .all("attachment")
                .filter_map(|image| Image::from_json(image).ok())
                .take(8)
                .collect(),
            mentions: tags("Mention")
                .filter_map(|tag| link(tag.get("href")?))
                .collect(),
            hashtags: tags("Hashtag")
                .filter_map(|tag| tag.lenient_text("name", limits::NAME))
                .map(|name| name.trim_start_matches('#').to_owned())
                .collect(),
            attributed_to,
            id,
        })
    }

    /// Whether everybody may read it.
    pub fn is_public(&self) -> bool {
        self.to
            .iter()
            .chain(&self.cc)
            .any(|recipient| context::is_public(recipient))
    }
}
