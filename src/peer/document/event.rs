//! An event as everybody may read it (FEP-8a8e), and the Note that announces it to who reads only Notes.

use musette_domain::TextValue;
use musette_domain::opening_week::on_the_wall;
use musette_federation::context::PUBLIC;
use musette_federation::event::EventDocument;
use musette_federation::note::SpecialNote;
use musette_federation::{Address, Place};

use super::html::{escape, paragraphs};
use super::{address, words};
use crate::store::coop::Coop;
use crate::store::event::Event;
use crate::store::restaurant::Restaurant;
use crate::store::{self};
use crate::url::Urls;

/// Who invites: a restaurant of ours, or the co-op itself.
pub struct Host<'a> {
    /// The co-op.
    pub coop: &'a Coop,
    /// The restaurant, if it is one.
    pub restaurant: Option<&'a Restaurant>,
}

impl Host<'_> {
    fn actor(&self, urls: &Urls) -> String {
        match self.restaurant {
            Some(row) => urls.restaurant(&row.handle),
            None => urls.coop(),
        }
    }
}

/// The event.
pub fn document(urls: &Urls, host: &Host<'_>, row: &Event) -> store::Result<EventDocument> {
    let actor = host.actor(urls);
    Ok(EventDocument {
        id: address(&urls.event(row.id.as_str()))?,
        attributed_to: address(&actor)?,
        to: vec![PUBLIC.to_owned()],
        cc: vec![urls.part(&actor, "followers")],
        name: row.title.clone(),
        content: paragraphs(&row.description),
        language: Some(words::language(&host.coop.locale).to_owned()),
        start_time: row.starts_at.to_utc(),
        end_time: row.ends_at.to_utc(),
        timezone: host.coop.timezone.clone(),
        cancelled: row.cancelled_at.is_some(),
        location: place(host, row),
        url: address(&urls.event_page(row.id.as_str()))?,
        published: row.published_at.to_utc(),
        updated: row
            .edited_at
            .max(row.cancelled_at)
            .map(musette_domain::Instant::to_utc),
    })
}

/// Where it is; an evening without a place of its own is at the restaurant.
fn place(host: &Host<'_>, row: &Event) -> Option<Place> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    if row.place.is_empty() && row.address.is_empty() {
        return host.restaurant.map(super::actor::place);
    }
    Some(Place {
        name: some(&row.place),
        latitude: row.latitude,
        longitude: row.longitude,
        address: Address {
            street: some(&row.address),
            ..Address::default()
        },
    })
}

/// The Note.
pub fn note(urls: &Urls, host: &Host<'_>, row: &Event) -> store::Result<SpecialNote> {
    let actor = host.actor(urls);
    let event = urls.event(row.id.as_str());
    Ok(SpecialNote {
        id: address(&format!("{event}/note"))?,
        attributed_to: address(&actor)?,
        to: vec![PUBLIC.to_owned()],
        cc: vec![urls.part(&actor, "followers")],
        published: row.published_at.to_utc(),
        updated: row
            .edited_at
            .max(row.cancelled_at)
            .map(musette_domain::Instant::to_utc),
        end_time: Some(row.ends_at.to_utc()),
        url: Some(address(&urls.event_page(row.id.as_str()))?),
        content: content(urls, host, row),
        language: Some(words::language(&host.coop.locale).to_owned()),
        hashtags: Vec::new(),
        images: Vec::new(),
        about: Some(address(&event)?),
        in_reply_to: None,
        replies: None,
    })
}

/// What, when, where, and the page.
fn content(urls: &Urls, host: &Host<'_>, row: &Event) -> String {
    let words = words::of(&host.coop.locale);
    let title = escape(&row.title);
    let title = match row.cancelled_at {
        Some(_) => format!(
            "<p><strong>{}: <del>{title}</del></strong></p>",
            words.cancelled
        ),
        None => format!("<p><strong>{title}</strong></p>"),
    };
    let zone: chrono_tz::Tz = host.coop.timezone.parse().unwrap_or(chrono_tz::UTC);
    let from = on_the_wall(row.starts_at, zone);
    let until = on_the_wall(row.ends_at, zone);
    let end = if from.day == until.day {
        format!("{:02}:{:02}", until.hour, until.minute)
    } else {
        words.moment(until)
    };
    let mut html = format!(
        "{title}<p>{} – {}",
        escape(&words.moment(from)),
        escape(&end)
    );
    let mut lines = vec![row.place.clone(), row.address.clone()];
    if let Some(place) = place(host, row).filter(|_| lines.iter().all(String::is_empty)) {
        lines = vec![place.name.unwrap_or_default(), place.address.on_one_line()];
    }
    for line in lines.iter().filter(|line| !line.is_empty()) {
        html = html + "<br>" + &escape(line);
    }
    html += "</p>";
    html += &paragraphs(&row.description);
    let page = urls.event_page(row.id.as_str());
    html + &format!("<p><a href=\"{0}\">{0}</a></p>", escape(&page))
}
