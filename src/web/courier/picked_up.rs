//! `POST /courier/deliveries/{id}/picked-up`: the courier has the bag.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use crate::flow::delivery::picked_up;
use crate::flow::delivery::stop::CourierRefusal;
use crate::http::session::Session;
use crate::http::{Courier, Result, Site};
use crate::web::act_answer;

/// Says that the courier has the bag. A second press changes nothing.
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
        .write(move |c| picked_up::run(c, &app, &id, Some(&me)));
    let outcome = outcome.await;
    act_answer::back(
        &site,
        &session,
        outcome,
        CourierRefusal::key,
        "courier-picked-up",
        super::PATH,
    )
    .await
}
