//! The dispatch does not wait for the end of the window.

use musette_domain::handoff::OwnerEvent;
use musette_domain::id::DeliveryId;

use super::machine::{self, OfferRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::Conn;

/// Awards the delivery among the bids that are there. Without one the window stays open.
pub fn run(c: &mut Conn, app: &App, id: &DeliveryId) -> Result<Changed, OfferRefusal> {
    let offer = machine::of_delivery(c, id)?;
    let event = OwnerEvent::DecideNow {
        fresh: machine::fresh(app),
    };
    Ok(machine::step(c, app, offer, event)?.changed)
}
