//! `POST /dispatch/deliveries/{id}/unassign`: a delivery is taken from its courier.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;

use musette_domain::id::DeliveryId;

use crate::flow::delivery::stop::CourierRefusal;
use crate::flow::delivery::unassign;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;

/// Takes the delivery back to the list. A second press changes nothing.
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
        .write(move |c| unassign::run(c, &app, &id, None))
        .await;
    act_answer::back(
        &site,
        &session,
        outcome,
        CourierRefusal::key,
        "dispatch-unassigned",
        super::PATH,
    )
    .await
}
