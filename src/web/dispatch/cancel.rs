//! `POST /dispatch/deliveries/{id}/cancel`: nobody can carry it, or nobody took it; the order ends.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;
use musette_domain::order::CancelReason;

use crate::flow::order::cancel::{self, CancelRefusal};
use crate::http::session::Session;
use crate::http::{Dispatcher, Error, Result, Site};
use crate::store::{self, delivery};
use crate::web::act_answer;
use crate::web::form::Form;

/// Cancels the delivery's order, with the field `reason` (`noCourier`, `noShow` or `dispatch`).
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let reason = match form.filled("reason") {
        None => CancelReason::NoCourier,
        Some(text) => CancelReason::parse(text)
            .ok()
            .filter(|reason| {
                use CancelReason::{Dispatch, NoCourier, NoShow};
                matches!(reason, NoCourier | NoShow | Dispatch)
            })
            .ok_or_else(|| Error::invalid("dispatch-cancel-why"))?,
    };
    let app = site.app.clone();
    let outcome = site.app.db.write(move |c| -> Result<_, CancelRefusal> {
        let order = delivery::find(c, &id)?.order_id;
        let order = order.ok_or(store::Error::NotFound)?;
        cancel::run(c, &app, &order, reason)
    });
    let outcome = outcome.await;
    let key = CancelRefusal::key;
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "dispatch-cancelled",
        super::PATH,
    )
    .await
}
