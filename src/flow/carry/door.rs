//! The customer's door has been asked for: read, not open yet, or refused.

use musette_domain::handoff::{CarrierEvent, CarrierState, Epoch};

use super::machine;
use crate::app::App;
use crate::app::handoffs::Door;
use crate::flow::Changed;
use crate::flow::delivery::own_door;
use crate::store::delivery_offer_received::{self, DeliveryOfferReceived};
use crate::store::{Conn, Result};

/// What the job has to ask for: URL, agreement, and epoch; none when it is not wanted any more.
pub fn wanted(c: &mut Conn, proposal: &str, epoch: Epoch) -> Result<Option<(String, String, i64)>> {
    let Some(row) = delivery_offer_received::find_optional(c, proposal)? else {
        return Ok(None);
    };
    let carrier = machine::read(&row)?;
    let wanted = match carrier.state() {
        CarrierState::Awarded { trip, .. } | CarrierState::Carrying { trip } => trip.epoch == epoch,
        _ => false,
    };
    Ok(row
        .handoff_url
        .zip(row.agreement_id)
        .filter(|_| wanted)
        .map(|(url, agreement)| (url, agreement, i64::from(epoch))))
}

/// The door was read: it is kept, the delivery is ours, and the neighbour hears the acknowledgement.
pub fn committed(
    c: &mut Conn,
    app: &App,
    proposal: &str,
    epoch: Epoch,
    door: &Door,
) -> Result<Changed> {
    let Some(mut row) = delivery_offer_received::lock(c, proposal)? else {
        return Ok(Changed::nothing());
    };
    let mut changed = machine::step(c, app, &mut row, CarrierEvent::HandoffRead { epoch })?;
    if carries(&row, epoch)?
        && let Some(id) = &row.delivery_id
    {
        changed.join(own_door::keep(c, app, id, door)?);
    }
    Ok(changed)
}

/// It is not open yet: it will be asked for again in three seconds, until the time to acknowledge is over.
pub fn not_yet_open(c: &mut Conn, app: &App, proposal: &str, epoch: Epoch) -> Result<Changed> {
    feed(c, app, proposal, CarrierEvent::HandoffNotYetOpen { epoch })
}

/// It is not ours to read: we give the delivery back.
pub fn refused(c: &mut Conn, app: &App, proposal: &str, epoch: Epoch) -> Result<Changed> {
    feed(c, app, proposal, CarrierEvent::HandoffRefused { epoch })
}

/// It was closed. Who has had an earlier award of the same delivery may be too early for the new one, as the door remembers its last reader; anybody else gives the delivery back.
pub fn over(c: &mut Conn, app: &App, proposal: &str, epoch: Epoch) -> Result<Changed> {
    let Some(mut row) = delivery_offer_received::lock(c, proposal)? else {
        return Ok(Changed::nothing());
    };
    let event = if machine::read(&row)?.had_earlier_award() {
        CarrierEvent::HandoffNotYetOpen { epoch }
    } else {
        CarrierEvent::HandoffRefused { epoch }
    };
    machine::step(c, app, &mut row, event)
}

fn feed(c: &mut Conn, app: &App, proposal: &str, event: CarrierEvent) -> Result<Changed> {
    match delivery_offer_received::lock(c, proposal)? {
        Some(mut row) => machine::step(c, app, &mut row, event),
        None => Ok(Changed::nothing()),
    }
}

fn carries(row: &DeliveryOfferReceived, epoch: Epoch) -> Result<bool> {
    let carrier = machine::read(row)?;
    Ok(match carrier.state() {
        CarrierState::Carrying { trip } => trip.epoch == epoch,
        _ => false,
    })
}
