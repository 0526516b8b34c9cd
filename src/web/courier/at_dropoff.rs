//! `POST /courier/deliveries/{id}/at-dropoff`: the courier is at the door.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use crate::flow::delivery::at_dropoff;
use crate::flow::delivery::stop::CourierRefusal;
use crate::http::session::Session;
use crate::http::{Courier, Result, Site};
use crate::web::act_answer;

/// Says that the courier is at the door. A second press changes nothing.
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
        .write(move |c| at_dropoff::run(c, &app, &id, Some(&me)));
    let outcome = outcome.await;
    act_answer::back(
        &site,
        &session,
        outcome,
        CourierRefusal::key,
        "courier-at-dropoff",
        super::PATH,
    )
    .await
}
