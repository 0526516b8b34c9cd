//! Our time to answer, our bid, or our time to acknowledge is over.

use musette_domain::handoff::{CarrierEvent, Epoch};

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, delivery_offer_received};

/// The timer of this epoch rang.
pub fn run(c: &mut Conn, app: &App, proposal: &str, epoch: Epoch) -> Result<Changed> {
    match delivery_offer_received::lock(c, proposal)? {
        Some(mut row) => machine::step(c, app, &mut row, CarrierEvent::DeadlinePassed { epoch }),
        None => Ok(Changed::nothing()),
    }
}
