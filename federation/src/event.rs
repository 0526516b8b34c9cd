//! Events of ours: an assembly, a tasting night (FEP-8a8e).

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use url::Url;

use crate::activity::social::one_or_list;
use crate::fields::{present, with};
use crate::{Place, context, time};

/// An event as everybody may read it. One comes along to it without telling anybody: `joinMode` is `none`.
#[derive(Debug, Clone, PartialEq)]
pub struct EventDocument {
    /// Its address.
    pub id: Url,
    /// The co-op or restaurant.
    pub attributed_to: Url,
    /// Recipients; everybody is [`context::PUBLIC`].
    pub to: Vec<String>,
    /// Recipients of copies: the followers.
    pub cc: Vec<String>,
    /// What it is, as plain text.
    pub name: String,
    /// What it says, in HTML.
    pub content: String,
    /// The language of both, such as `fr`.
    pub language: Option<String>,
    /// From when.
    pub start_time: DateTime<Utc>,
    /// Until when.
    pub end_time: DateTime<Utc>,
    /// The IANA time zone in which it takes place.
    pub timezone: String,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// Where.
    pub location: Option<Place>,
    /// Its page for people.
    pub url: Url,
    /// When it was announced.
    pub published: DateTime<Utc>,
    /// When it was last changed.
    pub updated: Option<DateTime<Utc>>,
}

impl EventDocument {
    /// Writes the event by itself.
    pub fn to_json(&self) -> Value {
        let texts = |items: &[String]| one_or_list(items.iter().map(|item| json!(item)).collect());
        let in_language = self.language.as_ref().map(|language| {
            let mut map = Map::new();
            map.insert(language.clone(), json!(self.content));
            map
        });
        let status = if self.cancelled {
            "EventCancelled"
        } else {
            "EventScheduled"
        };
        let event = present(json!({
            "@context": context::event(),
            "id": self.id,
            "type": "Event",
            "attributedTo": self.attributed_to,
            "to": texts(&self.to),
            "cc": texts(&self.cc),
            "name": self.name,
            "content": self.content,
            "contentMap": in_language,
            "startTime": time::format(self.start_time),
            "endTime": time::format(self.end_time),
            "timezone": self.timezone,
            "eventStatus": status,
            "joinMode": "none",
            "location": self.location.as_ref().map(Place::to_open_json),
            "url": self.url,
            "published": time::format(self.published),
            "updated": self.updated.map(time::format),
        }));
        // Who organises it is who it is attributed to, which is said by saying nothing.
        with(event, "organizers", Value::Null)
    }
}
