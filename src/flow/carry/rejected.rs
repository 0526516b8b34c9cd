//! The neighbour chose another co-op, or our bid came too late.

use musette_domain::handoff::CarrierEvent;

use super::machine;
use super::machine::CarryRefusal;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, delivery_offer_received};

/// Takes the rejection of the bid with this activity id.
pub fn run(c: &mut Conn, app: &App, desk: &str, bid: &str) -> Result<Changed, CarryRefusal> {
    let mut row = delivery_offer_received::lock_of_bid(c, bid)?
        .filter(|row| row.partner_id == desk)
        .ok_or(CarryRefusal::Unknown)?;
    let event = CarrierEvent::BidRejected {
        bid: bid.to_owned(),
    };
    Ok(machine::step(c, app, &mut row, event)?)
}
