//! `POST …/events/{id}/cancel` of a host: the event does not take place.

use axum::extract::{RawPathParams, State};
use axum::response::Response;

use super::host::Host;
use crate::flow::event::{EventRefusal, cancel};
use crate::http::session::Session;
use crate::http::{Result, Site};
use crate::web::act_answer;

/// Cancels it.
pub async fn send(
    State(site): State<Site>,
    host: Host,
    path: RawPathParams,
    session: Session,
) -> Result<Response> {
    let (app, of, id) = (site.app.clone(), host.restaurant(), super::edit::id(&path)?);
    let outcome = site
        .app
        .db
        .write(move |c| cancel::run(c, &app, of.as_ref(), &id))
        .await;
    let key = EventRefusal::key;
    let back = host.path();
    act_answer::back(&site, &session, outcome, key, "event-cancel-done", &back).await
}
