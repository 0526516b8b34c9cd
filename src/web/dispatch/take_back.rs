//! `POST /dispatch/deliveries/{id}/take-back`: a delivery is not offered to neighbours any more, or taken from the one who has it.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::handoff::CloseReason;
use musette_domain::id::DeliveryId;

use crate::flow::offer::close;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;

/// Takes the delivery back to our own list. A neighbour who had acknowledged is owed its trip; a bag that has gone stays gone.
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
        .write(move |c| close::run(c, &app, &id, CloseReason::OwnCourier))
        .await;
    act_answer::back(
        &site,
        &session,
        outcome,
        act_answer::never,
        "dispatch-taken-back",
        super::PATH,
    )
    .await
}
