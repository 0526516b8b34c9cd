//! The restaurant says yes.

use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::{Fulfilment, OrderEvent, OrderRefusal};

use super::record;
use crate::app::App;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::flow::{Changed, delivery};
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

refusals! {
    /// Why an order cannot be accepted.
    pub enum AcceptRefusal {
        /// It does not belong to a restaurant of ours.
        #[error("this order is at a restaurant of another co-op")]
        Elsewhere = "accept-elsewhere",
        /// Too late, or over.
        #[error("{0}")]
        Order(OrderRefusal) = "accept-not-now",
    }
}

/// Accepts the order: the delivery is made, the customer (or the customer's co-op) hears of it.
pub fn run(c: &mut Conn, app: &App, id: &OrderId) -> Result<Changed, AcceptRefusal> {
    let mut order = orders::lock(c, id)?;
    if order.side == OrderSide::Outgoing {
        return Err(AcceptRefusal::Elsewhere);
    }
    if record::was_accepted(order.state) {
        return Ok(Changed {
            order: Some(order.id),
            ..Changed::nothing()
        });
    }
    let state = record::next(&order, OrderEvent::Accept).map_err(AcceptRefusal::Order)?;
    let revision = order.revision + 1;
    let mut changed = record::enter(c, app, &mut order, state, revision, None)?;
    timer::clear(c, JobKind::OrderUnanswered, id.as_str())?;
    let begin = order.prepare_at.max(app.clock.now());
    timer::at(c, app, JobKind::PreparationStarts, id.as_str(), begin)?;
    if order.fulfilment == Fulfilment::Delivery {
        changed.join(delivery::create_for_order::run(c, app, &order)?);
    }
    if order.side == OrderSide::Incoming {
        app.tell.order_answered(c, id)?;
    }
    Ok(changed)
}
