//! `…/events/{id}` of a host: changing an event that was announced.

use askama::Template;
use axum::extract::{RawPathParams, State};
use axum::http::StatusCode;
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::EventId;

use super::fields::{EventFields, form_of, read};
use super::host::{Beside, Host};
use super::publish::refused;
use crate::flow::event::edit;
use crate::http::frame::zone;
use crate::http::session::Session;
use crate::http::{Error, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::web::act_answer;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::ErrorSummary;

/// The page.
#[derive(Template)]
#[template(path = "events/edit.html")]
pub struct EditEventPage {
    frame: Frame,
    w: Words,
    beside: Beside,
    errors: Option<ErrorSummary>,
    back: String,
    fields: EventFields,
}

impl EditEventPage {
    fn new(frame: Frame, host: &Host, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        Self {
            beside: host.beside(w),
            errors: ErrorSummary::of(w, errors),
            back: host.path(),
            fields: EventFields::new(w, form, errors),
            w,
            frame,
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let form = form_of(&super::show::sample(), chrono_tz::UTC);
        Self::new(Frame::sample(lang), &Host::Coop, &form, &FormErrors::new())
    }
}

/// The event of a page's address.
pub(super) fn id(path: &RawPathParams) -> Result<EventId> {
    let id = path.iter().find(|(name, _)| *name == "id");
    Ok(EventId::parse(id.map_or("", |(_, id)| id))?)
}

/// Shows the event as it is.
pub async fn show(
    State(site): State<Site>,
    host: Host,
    path: RawPathParams,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let (of, id) = (host.restaurant(), id(&path)?);
    let found = site.app.db.read(move |c| Host::find(of.as_ref(), c, &id));
    let row = found.await?;
    if row.cancelled_at.is_some() || row.ends_at <= site.app.clock.now() {
        return Err(Error::conflict("event-over"));
    }
    let form = form_of(&row, zone(&coop));
    let page = EditEventPage::new(frame, &host, &form, &FormErrors::new());
    Ok(page::render(&page))
}

/// Changes the event.
pub async fn send(
    State(site): State<Site>,
    host: Host,
    path: RawPathParams,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    if let Some(wording) = read(&form, zone(&coop), &mut errors) {
        let (flow, of, id) = (site.app.clone(), host.restaurant(), id(&path)?);
        let edited = site
            .app
            .db
            .write(move |c| edit::run(c, &flow, of.as_ref(), &id, &wording))
            .await;
        match edited {
            Ok(changed) => {
                site.app.committed(changed);
                return act_answer::say(&site, &session, "event-edited", &host.path()).await;
            }
            Err(refusal) => refused(refusal, &mut errors)?,
        }
    }
    let page = EditEventPage::new(frame, &host, &form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
