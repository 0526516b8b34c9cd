//! `…/events` of a host: what is ahead, and announcing another event.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fields::{EventFields, empty, read};
use super::host::{Beside, Host};
use super::show::when;
use crate::flow::event::{EventRefusal, publish};
use crate::http::frame::zone;
use crate::http::session::Session;
use crate::http::{PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::event::{self, Event};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Link, Look, Tag, Tone};
use crate::web::{act_answer, written};

/// An event that is ahead, with what can be done to it.
pub struct Ahead {
    page: Link,
    when: String,
    cancelled: Option<Tag>,
    acts: Option<(Link, Act)>,
}

/// The page.
#[derive(Template)]
#[template(path = "events/host.html")]
pub struct HostEventsPage {
    frame: Frame,
    w: Words,
    beside: Beside,
    errors: Option<ErrorSummary>,
    ahead: Vec<Ahead>,
    fields: EventFields,
}

impl HostEventsPage {
    fn new(frame: Frame, host: &Host, rows: &[Event], form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        Self {
            beside: host.beside(w),
            errors: ErrorSummary::of(w, errors),
            ahead: rows.iter().map(|row| ahead(&frame, host, row)).collect(),
            fields: EventFields::new(w, form, errors),
            w,
            frame,
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let row = super::show::sample();
        let rows = [row];
        let (form, errors) = (Form::default(), FormErrors::new());
        Self::new(Frame::sample(lang), &Host::Coop, &rows, &form, &errors)
    }
}

fn ahead(frame: &Frame, host: &Host, row: &Event) -> Ahead {
    let w = frame.w;
    let here = format!("{}/{}", host.path(), row.id);
    let cancel = Act::new(format!("{here}/cancel"), w.say("event-cancel"));
    Ahead {
        page: Link::new(format!("/events/{}", row.id), row.title.clone()).look(Look::Bare),
        when: when(frame.format, row),
        cancelled: row
            .cancelled_at
            .map(|_| Tag::new(w.say("event-cancelled"), Tone::Stop)),
        acts: row.cancelled_at.is_none().then(|| {
            (
                Link::new(here.clone(), w.say("event-edit")).look(Look::Bare),
                cancel.look(Look::Stop).small().spoken(&row.title),
            )
        }),
    }
}

async fn load(site: &Site, host: &Host) -> Result<Vec<Event>> {
    let (of, now) = (host.restaurant(), site.app.clock.now());
    let read = site
        .app
        .db
        .read(move |c| event::upcoming_of(c, of.as_ref(), now));
    Ok(read.await?)
}

/// Shows what is ahead, and an empty form.
pub async fn show(
    State(site): State<Site>,
    host: Host,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let rows = load(&site, &host).await?;
    let form = empty(site.app.clock.now(), zone(&coop));
    let page = HostEventsPage::new(frame, &host, &rows, &form, &FormErrors::new());
    Ok(page::render(&page))
}

/// Announces an event.
pub async fn send(
    State(site): State<Site>,
    host: Host,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    if let Some(wording) = read(&form, zone(&coop), &mut errors) {
        let (flow, of) = (site.app.clone(), host.restaurant());
        let published = site
            .app
            .db
            .write(move |c| publish::run(c, &flow, of.as_ref(), &wording))
            .await;
        match published {
            Ok((_, changed)) => {
                site.app.committed(changed);
                return act_answer::say(&site, &session, "event-published", &host.path()).await;
            }
            Err(refusal) => refused(refusal, &mut errors)?,
        }
    }
    let rows = load(&site, &host).await?;
    let page = HostEventsPage::new(frame, &host, &rows, &form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// What the flow refused, at the field that is wrong.
pub(super) fn refused(refusal: EventRefusal, errors: &mut FormErrors) -> Result<()> {
    let field = match refusal {
        EventRefusal::Past | EventRefusal::Backwards | EventRefusal::TooLong => "to",
        EventRefusal::TooFar => "from",
        _ => "title",
    };
    written::refusal(field, refusal.key(), refusal, errors)
}
