//! An order ends before its customer has it: the restaurant or the dispatch cannot keep it.

use musette_domain::TextValue;
use musette_domain::handoff::CloseReason;
use musette_domain::id::OrderId;
use musette_domain::order::{CancelReason, OrderEvent, OrderRefusal, OrderState};

use super::{letter, record};
use crate::app::App;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::flow::{Changed, delivery, offer};
use crate::store::orders::{self, Order, OrderSide};
use crate::store::{Conn, delivery as deliveries};

refusals! {
    /// Why an order cannot be cancelled.
    pub enum CancelRefusal {
        /// It does not belong to a restaurant of ours.
        #[error("this order is at a restaurant of another co-op; take it back instead")]
        Elsewhere = "cancel-elsewhere",
        /// A courier is on the way to the customer with it.
        #[error("a courier already has the bag; call the dispatch")]
        BagIsGone = "cancel-bag-is-gone",
        /// Over already.
        #[error("{0}")]
        Order(OrderRefusal) = "cancel-not-now",
    }
}

/// Cancels the order, takes its delivery from whoever has it, and tells the customer (or the customer's co-op).
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &OrderId,
    reason: CancelReason,
) -> Result<Changed, CancelRefusal> {
    let mut order = orders::lock(c, id)?;
    if order.side == OrderSide::Outgoing {
        return Err(CancelRefusal::Elsewhere);
    }
    let state = match record::next(&order, OrderEvent::Cancel) {
        Ok(state) => state,
        Err(OrderRefusal::Already(OrderState::Cancelled)) => return Ok(Changed::nothing()),
        Err(refusal) => return Err(CancelRefusal::Order(refusal)),
    };
    let mut changed = end_delivery(c, app, &order)?;
    // The offer's end may have written the order: no carrier any more.
    order = orders::lock(c, id)?;
    order.carrier_desk = None;
    order.carrier_name = None;
    changed.join(record::advance(
        c,
        app,
        &mut order,
        state,
        Some(reason.text()),
    )?);
    for kind in [JobKind::OrderUnanswered, JobKind::PreparationStarts] {
        timer::clear(c, kind, id.as_str())?;
    }
    letter::ended(c, app, &order)?;
    changed.order = Some(order.id);
    Ok(changed)
}

fn end_delivery(c: &mut Conn, app: &App, order: &Order) -> Result<Changed, CancelRefusal> {
    let Some(delivery) = deliveries::lock_of_order(c, &order.id)? else {
        return Ok(Changed::nothing());
    };
    if delivery.state.is_final() {
        return Ok(Changed::nothing());
    }
    if delivery.state.bag_is_gone() || order.state == OrderState::HandedOver {
        return Err(CancelRefusal::BagIsGone);
    }
    let mut changed = offer::close::run(c, app, &delivery.id, CloseReason::Cancelled)?;
    changed.join(delivery::cancel::run(c, app, &delivery.id)?);
    Ok(changed)
}
