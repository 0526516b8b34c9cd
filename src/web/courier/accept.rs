//! `POST /courier/deliveries/{id}/accept`: the courier has seen the delivery and will do it.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use crate::flow::delivery::accept_task;
use crate::flow::delivery::stop::CourierRefusal;
use crate::http::session::Session;
use crate::http::{Courier, Result, Site};
use crate::web::act_answer;

/// Accepts both stops; from now on the courier sees the door. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    courier: Courier,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let (app, me) = (site.app.clone(), courier.id.clone());
    let outcome = site
        .app
        .db
        .write(move |c| accept_task::run(c, &app, &id, &me));
    let outcome = outcome.await;
    act_answer::back(
        &site,
        &session,
        outcome,
        CourierRefusal::key,
        "courier-accepted",
        super::PATH,
    )
    .await
}
