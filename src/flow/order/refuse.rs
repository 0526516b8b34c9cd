//! The restaurant says no.

use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::{OrderEvent, OrderRefusal, OrderState, RefusalReason};

use super::{letter, record};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

refusals! {
    /// Why an order cannot be refused.
    pub enum RefuseRefusal {
        /// It does not belong to a restaurant of ours.
        #[error("this order is at a restaurant of another co-op")]
        Elsewhere = "refuse-elsewhere",
        /// It has been answered.
        #[error("{0}")]
        Order(OrderRefusal) = "refuse-not-now",
    }
}

/// Refuses the order with a reason that the customer is shown.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &OrderId,
    reason: RefusalReason,
) -> Result<Changed, RefuseRefusal> {
    let mut order = orders::lock(c, id)?;
    if order.side == OrderSide::Outgoing {
        return Err(RefuseRefusal::Elsewhere);
    }
    let state = match record::next(&order, OrderEvent::Refuse) {
        Ok(state) => state,
        Err(OrderRefusal::Already(OrderState::Rejected)) => return Ok(Changed::nothing()),
        Err(refusal) => return Err(RefuseRefusal::Order(refusal)),
    };
    let revision = order.revision + 1;
    let changed = record::enter(c, app, &mut order, state, revision, Some(reason.text()))?;
    timer::clear(c, JobKind::OrderUnanswered, id.as_str())?;
    if order.side == OrderSide::Incoming {
        app.tell.order_answered(c, id)?;
    } else {
        letter::ended(c, app, &order)?;
    }
    Ok(changed)
}
