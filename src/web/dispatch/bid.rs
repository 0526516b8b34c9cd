//! `POST /dispatch/offers/bid`: we offer to carry a neighbour's delivery.

use axum::extract::State;
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::UserId;

use crate::flow::carry::bid;
use crate::flow::carry::machine::CarryRefusal;
use crate::http::session::Session;
use crate::http::{Dispatcher, Error, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Offers to carry the delivery of the field `proposal`, with the courier of the field `courier` or with whoever is free then.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    form: Form,
) -> Result<Response> {
    let proposal = form.text("proposal").to_owned();
    let courier = match form.filled("courier") {
        Some(id) => Some(UserId::parse(id).map_err(|_| Error::invalid("dispatch-choose-courier"))?),
        None => None,
    };
    let app = site.app.clone();
    let outcome = site
        .app
        .db
        .write(move |c| bid::run(c, &app, &proposal, courier.as_ref()));
    let outcome = outcome.await;
    let key = CarryRefusal::key;
    act_answer::back(&site, &session, outcome, key, "dispatch-bid", super::PATH).await
}
