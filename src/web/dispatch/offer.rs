//! `POST /dispatch/deliveries/{id}/offer`: a delivery is opened to neighbours.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use crate::flow::offer::machine::OfferRefusal;
use crate::flow::offer::open;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::store::partner::{self, PartnerState};
use crate::web::act_answer;
use crate::web::form::Form;

/// More desks than any co-op trades with.
const MOST: usize = 100;

/// Offers the delivery to the desks of the fields `desk`; without any, to all with whom we trade.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let chosen: Vec<String> = form.all("desk").take(MOST).map(ToOwned::to_owned).collect();
    let some = form.has("some");
    let app = site.app.clone();
    let outcome = site.app.db.write(move |c| -> Result<_, OfferRefusal> {
        let desks = if chosen.is_empty() && !some {
            let active = partner::in_state(c, PartnerState::Active)?;
            active.into_iter().map(|partner| partner.desk_id).collect()
        } else {
            chosen.clone()
        };
        open::run(c, &app, &id, &desks)
    });
    let outcome = outcome.await;
    let key = OfferRefusal::key;
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "dispatch-offered",
        super::PATH,
    )
    .await
}
