//! The customer fetches the order at the counter.

use musette_domain::id::OrderId;
use musette_domain::order::{Fulfilment, OrderEvent, OrderRefusal, OrderState};

use super::record;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

refusals! {
    /// Why the customer does not get the order.
    pub enum CollectRefusal {
        /// It does not belong to a restaurant of ours.
        #[error("this order is at a restaurant of another co-op")]
        Elsewhere = "collect-elsewhere",
        /// A courier brings it.
        #[error("a courier brings this order; give it away against the pickup code")]
        IsDelivered = "collect-is-delivered",
        /// Not accepted, or over.
        #[error("{0}")]
        Order(OrderRefusal) = "collect-not-now",
    }
}

/// Gives the order to the customer who came for it.
pub fn run(c: &mut Conn, app: &App, id: &OrderId) -> Result<Changed, CollectRefusal> {
    let mut order = orders::lock(c, id)?;
    if order.side == OrderSide::Outgoing {
        return Err(CollectRefusal::Elsewhere);
    }
    if order.fulfilment == Fulfilment::Delivery {
        return Err(CollectRefusal::IsDelivered);
    }
    match record::next(&order, OrderEvent::HandOver) {
        Ok(state) => Ok(record::advance(c, app, &mut order, state, None)?),
        Err(OrderRefusal::Already(OrderState::Delivered)) => Ok(Changed::nothing()),
        Err(refusal) => Err(CollectRefusal::Order(refusal)),
    }
}
