//! Notes of ours that answer somebody: a restaurant's answer, a hint of an actor that no person reads.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use url::Url;

use crate::activity::social::one_or_list;
use crate::fields::{present, with};
use crate::note::beside;
use crate::{context, time};

/// Whom a Note of ours speaks to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The actor's id.
    pub href: Url,
    /// Its handle, such as `@anna@social.example`.
    pub name: String,
}

/// A Note that answers another. Its content names whom it answers, because a mention is what notifies people.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyNote {
    /// Its address.
    pub id: Url,
    /// Our actor.
    pub attributed_to: Url,
    /// Recipients.
    pub to: Vec<String>,
    /// Recipients of copies.
    pub cc: Vec<String>,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// When it was last corrected.
    pub updated: Option<DateTime<Utc>>,
    /// Its page for people.
    pub url: Option<Url>,
    /// What it says, in HTML.
    pub content: String,
    /// The language of the content, such as `fr`.
    pub language: Option<String>,
    /// What it answers.
    pub in_reply_to: Url,
    /// Whom it answers.
    pub mention: Mention,
    /// Where the author of what it answers says that the answer is welcome: what an interaction policy may ask for.
    pub approved_by: Option<Url>,
    /// Its collection of answers, if everybody may read the Note; likes and shares lie beside it.
    pub replies: Option<Url>,
}

impl ReplyNote {
    /// Writes the Note by itself.
    pub fn to_json(&self) -> Value {
        let texts = |items: &[String]| one_or_list(items.iter().map(|item| json!(item)).collect());
        let in_language = self.language.as_ref().map(|language| {
            let mut map = Map::new();
            map.insert(language.clone(), json!(self.content));
            map
        });
        let note = present(json!({
            "id": self.id,
            "type": "Note",
            "attributedTo": self.attributed_to,
            "to": texts(&self.to),
            "cc": texts(&self.cc),
            "published": time::format(self.published),
            "updated": self.updated.map(time::format),
            "url": self.url,
            "content": self.content,
            "contentMap": in_language,
            "sensitive": false,
            "tag": [{"type": "Mention", "href": self.mention.href, "name": self.mention.name}],
            "inReplyTo": self.in_reply_to,
            "approvedBy": self.approved_by,
            "replies": self.replies,
            "likes": beside(self.replies.as_ref(), "likes"),
            "shares": beside(self.replies.as_ref(), "shares"),
            "interactionPolicy": self.replies.as_ref().map(|_| quotable()),
        }));
        let context = match self.approved_by {
            Some(_) => context::approved_note(),
            None => context::note(),
        };
        with(note, "@context", context)
    }
}

/// What everybody may read, everybody may quote.
fn quotable() -> Value {
    json!({"canQuote": {"automaticApproval": [context::PUBLIC]}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remote_note::RemoteNote;

    fn url(path: &str) -> Url {
        Url::parse(&format!("https://schaan.example{path}")).unwrap()
    }

    fn answer() -> ReplyNote {
        ReplyNote {
            id: url("/ap/n/2"),
            attributed_to: url("/ap/r/loewen"),
            to: vec!["https://social.example/users/anna".to_owned()],
            cc: vec![context::PUBLIC.to_owned()],
            published: "2026-11-27T09:30:00Z".parse().unwrap(),
            updated: None,
            url: None,
            content: "<p>Gern!</p>".to_owned(),
            language: Some("de".to_owned()),
            in_reply_to: Url::parse("https://social.example/notes/1").unwrap(),
            mention: Mention {
                href: Url::parse("https://social.example/users/anna").unwrap(),
                name: "@anna@social.example".to_owned(),
            },
            approved_by: None,
            replies: Some(url("/ap/n/2/replies")),
        }
    }

    #[test]
    fn an_approval_is_a_term_with_a_meaning() {
        let stamp = Url::parse("https://social.example/approvals/1").unwrap();
        let approved = ReplyNote {
            approved_by: Some(stamp.clone()),
            updated: Some("2026-11-27T10:00:00Z".parse().unwrap()),
            ..answer()
        };
        let note = approved.to_json();
        assert_eq!(note["approvedBy"], json!(stamp));
        assert_eq!(note["@context"][1]["approvedBy"]["@id"], "gts:approvedBy");
        assert!(RemoteNote::from_json(&note).unwrap().updated.is_some());
        let without = answer().to_json();
        assert!(without.get("approvedBy").is_none() && without.get("updated").is_none());
        assert!(without["@context"][1].get("approvedBy").is_none());
    }

    #[test]
    fn an_answer_names_whom_it_answers() {
        let note = answer().to_json();
        assert_eq!(note["likes"], json!(url("/ap/n/2/likes")));
        assert_eq!(note["shares"], json!(url("/ap/n/2/shares")));
        assert_eq!(note["contentMap"], json!({"de": "<p>Gern!</p>"}));
        let read = RemoteNote::from_json(&note).unwrap();
        assert_eq!(read.in_reply_to, Some(answer().in_reply_to));
        assert_eq!(read.mentions, [answer().mention.href]);
        assert!(read.is_public());
    }

    #[test]
    fn a_private_answer_has_no_collections_and_is_not_quoted() {
        let private = ReplyNote {
            cc: Vec::new(),
            replies: None,
            ..answer()
        };
        let note = private.to_json();
        for name in ["cc", "replies", "likes", "shares", "interactionPolicy"] {
            assert!(note.get(name).is_none(), "{name}");
        }
        assert!(!RemoteNote::from_json(&note).unwrap().is_public());
    }
}
