//! `POST /dispatch/deliveries/{id}/failed`: the dispatch takes note that a neighbour could not deliver.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;

use musette_domain::id::DeliveryId;

use crate::flow::offer::close;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;

/// Ends the delivery as failed; the trip is owed. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let app = site.app.clone();
    let outcome = site
        .app
        .db
        .write(move |c| close::failed(c, &app, &id))
        .await;
    act_answer::back(
        &site,
        &session,
        outcome,
        act_answer::never,
        "dispatch-failed-noted",
        super::PATH,
    )
    .await
}
