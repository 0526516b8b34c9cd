//! The bag of one of our orders leaves the counter, and reaches the customer. Both write order, delivery and stops together.

use musette_domain::delivery::DeliveryState;
use musette_domain::order::OrderEvent;
use musette_domain::task::{TaskEvent, TaskKind};

use super::{own_door, stop, tasks};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::order::record;
use crate::flow::timer::{self, JobKind};
use crate::store::delivery::{self, Delivery};
use crate::store::orders;
use crate::store::{Conn, Result};
use musette_domain::TextValue;

/// The counter gave the bag to a courier, ours or a neighbour's. Harmless when it had gone before.
pub fn gone(c: &mut Conn, app: &App, row: &mut Delivery) -> Result<Changed> {
    if !row.state.bag_is_gone() && !row.state.is_final() {
        row.state = DeliveryState::PickedUp;
        row.updated_at = app.clock.now();
        delivery::save(c, row)?;
        tasks::mark(c, app, row, TaskKind::Pickup, TaskEvent::Done)?;
    }
    let mut changed = stop::topics(c, row)?;
    changed.join(order(c, app, row, OrderEvent::HandOver)?);
    Ok(changed)
}

/// The customer has it.
pub fn brought(c: &mut Conn, app: &App, row: &mut Delivery) -> Result<Changed> {
    let now = app.clock.now();
    if row.state != DeliveryState::Delivered {
        row.state = DeliveryState::Delivered;
        row.updated_at = now;
        row.ended_at = Some(now);
        row.trouble = None;
        row.cell = None;
        delivery::save(c, row)?;
        tasks::mark_both(c, app, row, TaskEvent::Done)?;
        own_door::forget_later(c, app, &row.id)?;
    }
    let mut changed = stop::topics(c, row)?;
    // A counter that could not say so has given the bag away all the same.
    changed.join(order(c, app, row, OrderEvent::HandOver)?);
    changed.join(order(c, app, row, OrderEvent::Deliver)?);
    Ok(changed)
}

/// Moves the delivery's order on, if it has one that can.
fn order(c: &mut Conn, app: &App, row: &Delivery, event: OrderEvent) -> Result<Changed> {
    let Some(id) = &row.order_id else {
        return Ok(Changed::nothing());
    };
    let mut order = orders::lock(c, id)?;
    let Ok(state) = record::next(&order, event) else {
        return Ok(Changed::nothing());
    };
    timer::clear(c, JobKind::PreparationStarts, id.as_str())?;
    if state.is_final() {
        order.cell = None;
    }
    record::advance(c, app, &mut order, state, None)
}
