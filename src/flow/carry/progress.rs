//! Our courier gets on with a neighbour's delivery.

use musette_domain::Instant;
use musette_domain::handoff::{CarrierEvent, Progress};
use musette_domain::id::DeliveryId;

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::delivery::stop::CourierRefusal;
use crate::store::{Conn, delivery_offer_received};

/// Tells the machine, which tells the neighbour. What does not fit (a second click, a skipped step) changes nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    progress: Progress,
    eta: Option<Instant>,
) -> Result<Changed, CourierRefusal> {
    let mut row =
        delivery_offer_received::lock_of_delivery(c, id)?.ok_or(CourierRefusal::Handoff)?;
    let event = CarrierEvent::Progressed { progress, eta };
    Ok(machine::step(c, app, &mut row, event)?)
}
