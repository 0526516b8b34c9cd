//! A delivery is not offered any more: its order was cancelled, our own courier takes it, or it failed at the door.

use musette_domain::handoff::{CloseReason, OwnerEvent};
use musette_domain::id::DeliveryId;

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, delivery_offer};

/// Closes the offer of a delivery. Fine if there is none. A neighbour that had acknowledged is owed its trip.
pub fn run(c: &mut Conn, app: &App, id: &DeliveryId, reason: CloseReason) -> Result<Changed> {
    match delivery_offer::lock_of_delivery(c, id)? {
        Some(offer) => Ok(machine::step(c, app, offer, OwnerEvent::Close { reason })?.changed),
        None => Ok(Changed::nothing()),
    }
}

/// The dispatch takes note that a neighbour could not deliver: the delivery ends, the trip is owed.
pub fn failed(c: &mut Conn, app: &App, id: &DeliveryId) -> Result<Changed> {
    let mut changed = run(c, app, id, CloseReason::Failed)?;
    let mut row = crate::store::delivery::find(c, id)?;
    if !row.state.is_final() && row.state.bag_is_gone() {
        row.state = musette_domain::delivery::DeliveryState::Failed;
        row.ended_at = Some(app.clock.now());
        row.updated_at = app.clock.now();
        crate::store::delivery::save(c, &row)?;
        changed.join(crate::flow::delivery::stop::topics(c, &row)?);
    }
    Ok(changed)
}
