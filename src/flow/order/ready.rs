//! The meal waits at the counter.

use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::{OrderEvent, OrderRefusal, OrderState};

use super::record;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

refusals! {
    /// Why an order cannot be marked as ready.
    pub enum ReadyRefusal {
        /// It does not belong to a restaurant of ours.
        #[error("this order is at a restaurant of another co-op")]
        Elsewhere = "ready-elsewhere",
        /// Not accepted, or over.
        #[error("{0}")]
        Order(OrderRefusal) = "ready-not-now",
    }
}

/// Marks the order as ready.
pub fn run(c: &mut Conn, app: &App, id: &OrderId) -> Result<Changed, ReadyRefusal> {
    let mut order = orders::lock(c, id)?;
    if order.side == OrderSide::Outgoing {
        return Err(ReadyRefusal::Elsewhere);
    }
    let state = match record::next(&order, OrderEvent::MarkReady) {
        Ok(state) => state,
        Err(OrderRefusal::Already(OrderState::Ready)) => return Ok(Changed::nothing()),
        Err(refusal) => return Err(ReadyRefusal::Order(refusal)),
    };
    timer::clear(c, JobKind::PreparationStarts, id.as_str())?;
    Ok(record::advance(c, app, &mut order, state, None)?)
}
