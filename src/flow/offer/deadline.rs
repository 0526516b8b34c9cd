//! The winner's time to acknowledge, or to fetch the bag, is over: it is asked before anything is taken from it.

use musette_domain::handoff::OwnerEvent;
use musette_domain::id::DeliveryOfferId;

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, delivery_offer};

/// The timer of the acknowledgement or the stall rang.
pub fn run(c: &mut Conn, app: &App, id: &DeliveryOfferId, epoch: u32) -> Result<Changed> {
    feed(c, app, id, OwnerEvent::DeadlinePassed { epoch })
}

/// The winner's time to say how far it is is over, too.
pub fn asked_in_vain(c: &mut Conn, app: &App, id: &DeliveryOfferId, epoch: u32) -> Result<Changed> {
    feed(c, app, id, OwnerEvent::AskedInVain { epoch })
}

fn feed(c: &mut Conn, app: &App, id: &DeliveryOfferId, event: OwnerEvent) -> Result<Changed> {
    match delivery_offer::lock(c, id)? {
        Some(offer) => Ok(machine::step(c, app, offer, event)?.changed),
        None => Ok(Changed::nothing()),
    }
}
