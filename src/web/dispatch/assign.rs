//! `POST /dispatch/deliveries/{id}/assign`: a delivery is put on a courier's list.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::{DeliveryId, UserId};

use crate::flow::delivery::assign;
use crate::flow::delivery::stop::CourierRefusal;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Gives the delivery to the courier of the field `courier`. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let Ok(courier) = UserId::parse(form.text("courier")) else {
        return act_answer::say(&site, &session, "dispatch-choose-courier", super::PATH).await;
    };
    let app = site.app.clone();
    let outcome = site
        .app
        .db
        .write(move |c| assign::run(c, &app, &id, &courier));
    let outcome = outcome.await;
    let key = CourierRefusal::key;
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "dispatch-assigned",
        super::PATH,
    )
    .await
}
