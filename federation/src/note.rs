//! Notes of ours: the special of the day as everybody sees it (J4).

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use url::Url;

use crate::activity::social::one_or_list;
use crate::fields::{present, some_of, with};
use crate::{Image, context, time};

/// The most pictures of one Note; Mastodon shows four.
const MOST_IMAGES: usize = 4;

/// A hashtag in a Note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hashtag {
    /// The tag with its `#`.
    pub name: String,
    /// The page of the tag.
    pub href: Url,
}

/// A Note that one of our actors publishes. It has no `summary`: Mastodon would fold the menu away behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct SpecialNote {
    /// Its address.
    pub id: Url,
    /// The restaurant.
    pub attributed_to: Url,
    /// Recipients; everybody is [`context::PUBLIC`].
    pub to: Vec<String>,
    /// Recipients of copies: the followers.
    pub cc: Vec<String>,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// When it was last changed; without it Mastodon ignores an `Update`.
    pub updated: Option<DateTime<Utc>>,
    /// When the special is over.
    pub end_time: Option<DateTime<Utc>>,
    /// Its page for people.
    pub url: Option<Url>,
    /// What it says, in HTML.
    pub content: String,
    /// The language of the content, such as `fr`.
    pub language: Option<String>,
    /// Hashtags.
    pub hashtags: Vec<Hashtag>,
    /// Pictures, each with a text.
    pub images: Vec<Image>,
    /// The dish, for those who can read it.
    pub about: Option<Url>,
    /// What it answers.
    pub in_reply_to: Option<Url>,
    /// Its collection of answers; those of likes and shares lie beside it.
    pub replies: Option<Url>,
}

impl SpecialNote {
    /// Writes the Note by itself.
    pub fn to_json(&self) -> Value {
        with(self.embedded(), "@context", context::note())
    }

    /// Writes the Note for use inside an activity, which brings the context.
    pub fn embedded(&self) -> Value {
        let tags: Vec<Value> = self
            .hashtags
            .iter()
            .map(|tag| json!({"type": "Hashtag", "name": tag.name, "href": tag.href}))
            .collect();
        let images: Vec<Value> = self
            .images
            .iter()
            .take(MOST_IMAGES)
            .map(Image::to_json)
            .collect();
        let in_language = self.language.as_ref().map(|language| {
            let mut map = Map::new();
            map.insert(language.clone(), json!(self.content));
            map
        });
        let texts = |items: &[String]| one_or_list(items.iter().map(|item| json!(item)).collect());
        present(json!({
            "id": self.id,
            "type": "Note",
            "attributedTo": self.attributed_to,
            "to": texts(&self.to),
            "cc": texts(&self.cc),
            "published": time::format(self.published),
            "updated": self.updated.map(time::format),
            "endTime": self.end_time.map(time::format),
            "url": self.url,
            "content": self.content,
            "contentMap": in_language,
            "sensitive": false,
            "tag": some_of(&tags),
            "attachment": some_of(&images),
            "about": self.about,
            "inReplyTo": self.in_reply_to,
            "replies": self.replies,
            "likes": beside(self.replies.as_ref(), "likes"),
            "shares": beside(self.replies.as_ref(), "shares"),
            "interactionPolicy": open_to_everybody(),
        }))
    }
}

/// A collection of a Note, which lies beside the one of its answers.
pub(crate) fn beside(replies: Option<&Url>, name: &str) -> Option<Url> {
    replies.and_then(|replies| replies.join(name).ok())
}

/// Everybody may answer, like, boost and quote; said outright, because some servers ask first where nothing is said (GoToSocial's interaction policies).
pub(crate) fn open_to_everybody() -> Value {
    let everybody = json!({"automaticApproval": [context::PUBLIC]});
    json!({
        "canReply": everybody,
        "canLike": everybody,
        "canAnnounce": everybody,
        "canQuote": everybody,
    })
}

/// Writes what stands where something stood that was deleted: what it was (`Note`, `MenuItem`), and since when it is gone.
pub fn tombstone(id: &Url, former_type: &str, deleted: DateTime<Utc>) -> Value {
    json!({
        "@context": context::ACTIVITYSTREAMS,
        "id": id,
        "type": "Tombstone",
        "formerType": former_type,
        "deleted": time::format(deleted),
    })
}
