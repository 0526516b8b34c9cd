//! `POST /courier/availability/{id}/withdraw`: a courier takes a declared time back.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::AvailabilityId;

use crate::flow::availability::{AvailabilityRefusal, withdraw};
use crate::http::session::Session;
use crate::http::{Courier, Result, Site};
use crate::web::act_answer;

/// Takes the time back. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    courier: Courier,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = AvailabilityId::parse(&id)?;
    let (app, me) = (site.app.clone(), courier.id.clone());
    let outcome = site.app.db.write(move |c| withdraw::run(c, &app, &me, &id));
    let outcome = outcome.await;
    let (key, done) = (AvailabilityRefusal::key, "courier-withdrawn");
    act_answer::back(&site, &session, outcome, key, done, super::PATH).await
}
