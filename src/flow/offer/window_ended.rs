//! The neighbours' time to offer is over: one bid wins, or nobody came.

use musette_domain::handoff::OwnerEvent;
use musette_domain::id::DeliveryOfferId;

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, delivery_offer};

/// Decides the offer of this epoch, if it still waits for that.
pub fn run(c: &mut Conn, app: &App, id: &DeliveryOfferId, epoch: u32) -> Result<Changed> {
    let Some(offer) = delivery_offer::lock(c, id)? else {
        return Ok(Changed::nothing());
    };
    let event = OwnerEvent::WindowEnded {
        epoch,
        fresh: machine::fresh(app),
    };
    Ok(machine::step(c, app, offer, event)?.changed)
}
