//! `/events/{id}`: an event as everybody reads it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
#[cfg(test)]
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::EventId;
use serde_json::{Value, json};

use crate::app::App;
use crate::http::{PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::{Markup, Words};
use crate::store::event::{self, Event};
use crate::store::restaurant::{self, Restaurant};
use crate::store::{self};
use crate::web::format::Format;
use crate::web::page::{self, Door, Frame, Share};
use crate::web::parts::{Link, Look, Notice, Tone};

/// The page.
#[derive(Template)]
#[template(path = "events/show.html")]
pub struct EventPage {
    frame: Frame,
    w: Words,
    title: String,
    when: String,
    machine: (String, String),
    place: Vec<String>,
    paragraphs: Vec<String>,
    host: Link,
    cancelled: Option<Notice>,
}

impl EventPage {
    fn new(mut frame: Frame, row: &Event, of: Option<&Restaurant>) -> Self {
        let (w, format) = (frame.w, frame.format);
        frame.share = Some(Share {
            title: row.title.clone(),
            description: when(format, row),
            image: None,
        });
        let host = match of {
            Some(of) => Link::new(format!("/@{}", of.handle), of.name.clone()),
            None => Link::new("/about", frame.coop.name.clone()),
        };
        Self {
            title: row.title.clone(),
            when: when(format, row),
            machine: (format.machine(row.starts_at), format.machine(row.ends_at)),
            place: place(row, of),
            paragraphs: row.description.lines().map(str::to_owned).collect(),
            host: host.look(Look::Bare),
            cancelled: row
                .cancelled_at
                .map(|_| Notice::new(Tone::Stop, w.say("event-cancelled-title")).icon("cal")),
            w,
            frame: frame.behind(Door::Coop),
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        Self::new(Frame::sample(lang), &sample(), None)
    }
}

/// From when to when, in words.
pub(super) fn when(format: Format, row: &Event) -> String {
    let day = format.day_year(format.day_of(row.starts_at));
    if format.day_of(row.starts_at) == format.day_of(row.ends_at) {
        return format!("{day}, {}", format.window(row.starts_at, row.ends_at));
    }
    let last = format.day_year(format.day_of(row.ends_at));
    let (from, to) = (format.time(row.starts_at), format.time(row.ends_at));
    format!("{day}, {from} – {last}, {to}")
}

/// Where, in lines; an evening without a place of its own is at the restaurant.
fn place(row: &Event, of: Option<&Restaurant>) -> Vec<String> {
    let mut lines = vec![row.place.clone(), row.address.clone()];
    if let Some(of) = of.filter(|_| lines.iter().all(String::is_empty)) {
        lines = vec![
            format!("{} {}", of.street, of.housenumber),
            format!("{} {}", of.postcode, of.city),
        ];
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// An event for tests and previews.
#[cfg(test)]
pub(super) fn sample() -> Event {
    let from = Instant::from_millis(1_795_800_000_000);
    Event {
        id: EventId::parse("assembly").unwrap(),
        restaurant_id: None,
        title: "Assemblée <générale>".into(),
        description: "Ordre du jour : les prix.\nVenez <tous>.".into(),
        place: "La Remise".into(),
        address: "rue du Pignon 3".into(),
        latitude: None,
        longitude: None,
        starts_at: from,
        ends_at: from.plus(chrono::TimeDelta::hours(3)),
        published_at: from,
        edited_at: None,
        cancelled_at: Some(from),
    }
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    PageFrame { mut frame, .. }: PageFrame,
) -> Result<Response> {
    let id = EventId::parse(&id)?;
    let found = site.app.db.read(move |c| -> store::Result<_> {
        let row = event::find(c, &id)?;
        let of = match &row.restaurant_id {
            Some(id) => Some(restaurant::find(c, id)?),
            None => None,
        };
        Ok((row, of))
    });
    let (row, of) = found.await?;
    frame.canonical = Some(site.app.urls.event_page(row.id.as_str()));
    frame.activity = Some(site.app.urls.event(row.id.as_str()));
    frame.structured = Some(structured(&site.app, &frame, &row, of.as_ref()));
    Ok(page::render(&EventPage::new(frame, &row, of.as_ref())))
}

/// The event as schema.org has it.
fn structured(app: &App, frame: &Frame, row: &Event, of: Option<&Restaurant>) -> Markup {
    let status = match row.cancelled_at {
        Some(_) => "https://schema.org/EventCancelled",
        None => "https://schema.org/EventScheduled",
    };
    let host = of.map_or_else(|| frame.coop.name.clone(), |of| of.name.clone());
    let data: Value = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": app.urls.event(row.id.as_str()),
        "url": app.urls.event_page(row.id.as_str()),
        "name": row.title,
        "description": row.description,
        "startDate": row.starts_at.to_rfc3339(),
        "endDate": row.ends_at.to_rfc3339(),
        "eventStatus": status,
        "location": {"@type": "Place", "name": row.place, "address": place(row, of).join(", ")},
        "organizer": {"@type": "Organization", "name": host},
    });
    Markup::structured(&data)
}
