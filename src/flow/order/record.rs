//! Writing down what happened to an order: the state, the next revision, the line of its history.

use musette_domain::Instant;
use musette_domain::order::{OrderEvent, OrderRefusal, OrderState, OrderTerms};

use crate::app::{App, Topic};
use crate::flow::{Changed, address};
use crate::store::order_event::{self, OrderEvent as Line};
use crate::store::orders::{self, Order, OrderSide};
use crate::store::{Conn, Result};

/// What was agreed about an order and decides which states it passes.
pub const fn terms(order: &Order) -> OrderTerms {
    OrderTerms {
        fulfilment: order.fulfilment,
        payment: order.payment,
    }
}

/// The state after `event`, or why it cannot happen.
pub fn next(order: &Order, event: OrderEvent) -> Result<OrderState, OrderRefusal> {
    order.state.after(event, terms(order))
}

/// Moves an order to a state that [`next`] allowed, and tells the customer's co-op if it is another.
pub fn advance(
    c: &mut Conn,
    app: &App,
    order: &mut Order,
    state: OrderState,
    detail: Option<&str>,
) -> Result<Changed> {
    let changed = enter(c, app, order, state, order.revision + 1, detail)?;
    if order.side == OrderSide::Incoming {
        app.tell.order_changed(c, &order.id)?;
    }
    Ok(changed)
}

/// Moves an order to a state without telling anybody: answers have a message of their own, and a partner knows what it told us.
pub fn enter(
    c: &mut Conn,
    app: &App,
    order: &mut Order,
    state: OrderState,
    revision: i64,
    detail: Option<&str>,
) -> Result<Changed> {
    let now = app.clock.now();
    order.state = state;
    if let Some(detail) = detail {
        order.reason = Some(detail.to_owned());
    }
    if state.is_final() && order.ended_at.is_none() {
        order.ended_at = Some(now);
        address::close(c, &order.id)?;
        address::forget_at(c, &order.id, now)?;
    }
    write(order, revision, now);
    orders::save(c, order)?;
    history(c, order, detail, now)?;
    Ok(topics(order))
}

/// Something beside the state changed: who carries it, when it arrives. Tells the customer's co-op if it is another.
pub fn touch(c: &mut Conn, app: &App, order: &mut Order) -> Result<Changed> {
    write(order, order.revision + 1, app.clock.now());
    orders::save(c, order)?;
    if order.side == OrderSide::Incoming {
        app.tell.order_changed(c, &order.id)?;
    }
    Ok(topics(order))
}

/// A partner told something beside the state, under its own revision.
pub fn note(c: &mut Conn, app: &App, order: &mut Order, revision: i64) -> Result<Changed> {
    write(order, revision, app.clock.now());
    orders::save(c, order)?;
    Ok(topics(order))
}

const fn write(order: &mut Order, revision: i64, now: Instant) {
    order.revision = revision;
    order.updated_at = now;
}

/// The line of an order's history for its current revision.
pub fn history(c: &mut Conn, order: &Order, detail: Option<&str>, now: Instant) -> Result<()> {
    let line = Line {
        order_id: order.id.clone(),
        revision: order.revision,
        state: order.state,
        detail: detail.map(str::to_owned),
        at: now,
    };
    order_event::insert_if_absent(c, &line)?;
    Ok(())
}

/// Who wants to hear of a change of this order.
pub fn topics(order: &Order) -> Changed {
    let mut changed = Changed::topics([Topic::Order(order.id.clone()), Topic::Dispatch]);
    if let Some(restaurant) = &order.restaurant_id {
        changed.add(Topic::Restaurant(restaurant.clone()));
    }
    changed.order = Some(order.id.clone());
    changed
}

/// Whether the restaurant has said yes at some time.
pub const fn was_accepted(state: OrderState) -> bool {
    matches!(
        state,
        OrderState::Agreed
            | OrderState::Paid
            | OrderState::Preparing
            | OrderState::Ready
            | OrderState::HandedOver
            | OrderState::Delivered
    )
}
