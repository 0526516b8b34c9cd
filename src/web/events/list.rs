//! `/events`: what the co-op and its restaurants invite to.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::show::when;
use crate::http::{PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::event::{self, Event};
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Empty, Link, Look, Tag, Tone};

/// How many are listed.
const MOST: i64 = 100;

/// The page.
#[derive(Template)]
#[template(path = "events/list.html")]
pub struct EventsPage {
    frame: Frame,
    w: Words,
    events: Vec<(Link, String, Option<Tag>)>,
    empty: Option<Empty>,
}

impl EventsPage {
    fn new(frame: Frame, rows: &[Event]) -> Self {
        let w = frame.w;
        let events = rows.iter().map(|row| {
            let link = Link::new(format!("/events/{}", row.id), row.title.clone());
            let cancelled = row.cancelled_at;
            let tag = cancelled.map(|_| Tag::new(w.say("event-cancelled"), Tone::Stop));
            (link.look(Look::Bare), when(frame.format, row), tag)
        });
        Self {
            events: events.collect(),
            empty: rows.is_empty().then(|| {
                Empty::new(frame.coop.hue, "users", w.say("events-none"))
                    .text(w.say("events-none-text"))
            }),
            w,
            frame: frame.behind(Door::Coop),
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        Self::new(Frame::sample(lang), &[super::show::sample()])
    }
}

/// Shows them.
pub async fn show(
    State(site): State<Site>,
    PageFrame { mut frame, .. }: PageFrame,
) -> Result<Response> {
    let now = site.app.clock.now();
    let rows = site.app.db.read(move |c| event::upcoming(c, now, MOST));
    let rows = rows.await?;
    frame.canonical = Some(site.app.urls.absolute("/events"));
    Ok(page::render(&EventsPage::new(frame, &rows)))
}
