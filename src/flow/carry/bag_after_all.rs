//! Our courier was given the bag of a delivery that had left our list: our dispatch gave it back, or its owner took it back.

use musette_domain::handoff::{CarrierEvent, CarrierState, Progress};
use musette_domain::id::DeliveryId;

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::delivery::stop::CourierRefusal;
use crate::store::{Conn, delivery_offer_received};

/// What we gave back comes on the list again, and its owner hears that the bag is with us. What was taken from us is for people to clear up: both
/// co-ops see it, and nothing moves by itself.
pub fn run(c: &mut Conn, app: &App, id: &DeliveryId) -> Result<Changed, CourierRefusal> {
    let mut row =
        delivery_offer_received::lock_of_delivery(c, id)?.ok_or(CourierRefusal::Handoff)?;
    let event = CarrierEvent::Progressed {
        progress: Progress::PickedUp,
        eta: None,
    };
    match machine::read(&row)?.state() {
        CarrierState::Released { .. } | CarrierState::Revoked { .. } => {
            Ok(machine::step(c, app, &mut row, event)?)
        }
        _ => Err(CourierRefusal::Handoff),
    }
}
