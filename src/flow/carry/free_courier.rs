//! Who could take a neighbour's delivery now: has declared time for neighbours, and neither a stop to do nor a promise given.

use std::collections::HashSet;

use musette_domain::id::UserId;

use crate::app::App;
use crate::store::delivery_offer_received::{self, DeliveryOfferReceived, ReceivedOfferState};
use crate::store::{Conn, Result, availability, task};

/// The first such courier, in the order in which the times were declared.
pub fn find(c: &mut Conn, app: &App, row: &DeliveryOfferReceived) -> Result<Option<UserId>> {
    let now = app.clock.now();
    let promised: HashSet<UserId> = delivery_offer_received::in_states(
        c,
        &[ReceivedOfferState::Bid, ReceivedOfferState::Awarded],
        1_000,
    )?
    .into_iter()
    .filter(|other| other.proposal_id != row.proposal_id)
    .filter_map(|other| other.courier_id)
    .collect();
    for time in availability::between(c, now, row.arrive_by)? {
        let covers = time.neighbours && time.starts_at <= now && time.ends_at >= row.arrive_by;
        if !covers || promised.contains(&time.courier_id) {
            continue;
        }
        if task::open_of_courier(c, &time.courier_id)?.is_empty() {
            return Ok(Some(time.courier_id));
        }
    }
    Ok(None)
}
