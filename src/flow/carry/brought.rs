//! Our courier brought a neighbour's bag and was told the PIN: the signed receipt goes out.

use musette_domain::delivery::DeliveryState;
use musette_domain::handoff::{CarrierEvent, CarrierState, Progress};
use musette_domain::task::TaskEvent;

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::delivery::stop::{self, CourierRefusal};
use crate::flow::delivery::{own_door, tasks};
use crate::store::delivery::{self, Delivery};
use crate::store::{Conn, delivery_offer_received};

/// Ends our part of the delivery. The owner checks the PIN; a wrong one brings the delivery back to the courier's list.
pub fn run(
    c: &mut Conn,
    app: &App,
    delivery: &Delivery,
    pin: Option<&str>,
) -> Result<Changed, CourierRefusal> {
    let mut row = delivery_offer_received::lock_of_delivery(c, &delivery.id)?
        .ok_or(CourierRefusal::Handoff)?;
    // The counter gave the bag although nobody pressed the button: the report of it comes first.
    if let CarrierState::Carrying { trip } = machine::read(&row)?.state()
        && !trip.progress.has_had_bag()
    {
        let event = CarrierEvent::Progressed {
            progress: Progress::PickedUp,
            eta: None,
        };
        let _ = machine::step(c, app, &mut row, event)?;
    }
    let receipt = app.urls.receipt(&app.ids.uuid());
    let event = CarrierEvent::Brought {
        receipt,
        pin: pin.unwrap_or_default().trim().to_owned(),
    };
    let mut changed = machine::step(c, app, &mut row, event)?;
    if !matches!(machine::read(&row)?.state(), CarrierState::Delivered { .. }) {
        return Err(CourierRefusal::Handoff);
    }
    let mut delivery = delivery::lock(c, &delivery.id)?;
    let now = app.clock.now();
    delivery.state = DeliveryState::Delivered;
    delivery.trouble = None;
    delivery.cell = None;
    delivery.updated_at = now;
    delivery.ended_at = Some(now);
    delivery::save(c, &delivery)?;
    tasks::mark_both(c, app, &delivery, TaskEvent::Done)?;
    own_door::forget_later(c, app, &delivery.id)?;
    changed.join(stop::topics(c, &delivery)?);
    Ok(changed)
}
