//! `POST /dispatch/deliveries/{id}/handed-over`: the dispatch vouches for the courier at the counter, when codes do not help any more.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use crate::flow::order::hand_over::{self, CounterSays, HandOverRefusal};
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::store::{self, delivery};
use crate::web::act_answer;

/// Hands the bag over without a code.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let app = site.app.clone();
    let outcome = site.app.db.write(move |c| -> Result<_, HandOverRefusal> {
        let order = delivery::find(c, &id)?.order_id;
        let order = order.ok_or(store::Error::NotFound)?;
        hand_over::by_hand(c, &app, &order)
    });
    let said = match outcome.await {
        Ok(CounterSays::HandOver(changed)) => {
            site.app.committed(changed);
            "board-handed-over"
        }
        Ok(CounterSays::AlreadyHandedOver) => "board-handed-over-before",
        Ok(CounterSays::TakenBack(changed) | CounterSays::Locked(changed)) => {
            site.app.committed(changed);
            "board-code-taken-back"
        }
        Ok(
            CounterSays::Wrong { .. } | CounterSays::OldForm { .. } | CounterSays::NobodyExpected,
        ) => "board-code-nobody",
        Err(no) => act_answer::sentence(&no, HandOverRefusal::key)?,
    };
    act_answer::say(&site, &session, said, super::PATH).await
}
