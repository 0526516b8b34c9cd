//! The neighbour's progress, shown to our dispatch and to the customer.

use musette_domain::Instant;
use musette_domain::delivery::DeliveryState;
use musette_domain::handoff::{Progress, Question};

use super::award;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::offer::machine::Stored;
use crate::flow::order::record;
use crate::store::delivery_offer::DeliveryOffer;
use crate::store::{Conn, Result, delivery};

/// Takes over state and time. A cell that came with the report has been stored by the caller before.
pub(super) fn state(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    stored: &Stored,
    progress: Progress,
    eta: Option<Instant>,
) -> Result<Changed> {
    let mut row = delivery::lock(c, &offer.delivery_id)?;
    if let Some(state) = show(progress, stored.owner.bag_is_gone())
        && !row.state.is_final()
    {
        row.state = state;
    }
    if progress.has_had_bag() && row.trouble.as_deref() == Some(Question::ReleasedWithBag.text()) {
        // The carrier had given back what its courier held; now it says so itself.
        row.trouble = None;
    }
    row.eta = eta.or(row.eta);
    row.updated_at = app.clock.now();
    delivery::save(c, &row)?;
    let Some(mut order) = award::order(c, offer)? else {
        return Ok(Changed::nothing());
    };
    order.eta = row.eta;
    order.cell.clone_from(&row.cell);
    record::touch(c, app, &mut order)
}

/// What our list shows for a neighbour's report. The bag is gone when our counter says so, not before.
pub const fn show(progress: Progress, bag_is_gone: bool) -> Option<DeliveryState> {
    match progress {
        Progress::Committed | Progress::Assigned => Some(DeliveryState::Assigned),
        Progress::AtPickup if !bag_is_gone => Some(DeliveryState::AtPickup),
        Progress::AtPickup | Progress::PickedUp if bag_is_gone => Some(DeliveryState::PickedUp),
        Progress::AtDropoff | Progress::Delivered if bag_is_gone => Some(DeliveryState::AtDropoff),
        _ => None,
    }
}
