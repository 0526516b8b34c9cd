//! Nobody answered an order in time: the restaurant, or the restaurant's co-op.

use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::{OrderEvent, RefusalReason};

use super::place_elsewhere::GRACE;
use super::{letter, record};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

refusals! {
    /// Why an order does not expire.
    pub enum ExpireRefusal {
        /// There is still time.
        #[error("the time to answer is not over yet")]
        NotYet = "expire-not-yet",
    }
}

/// Ends an order that is still unanswered after its time; any other order stays as it is.
pub fn run(c: &mut Conn, app: &App, id: &OrderId) -> Result<Changed, ExpireRefusal> {
    let mut order = orders::lock(c, id)?;
    let Ok(state) = record::next(&order, OrderEvent::Expire) else {
        return Ok(Changed::nothing());
    };
    let until = match order.side {
        OrderSide::Outgoing => order.answer_by.plus(GRACE),
        OrderSide::Local | OrderSide::Incoming => order.answer_by,
    };
    if app.clock.now() < until {
        return Err(ExpireRefusal::NotYet);
    }
    let revision = order.revision + 1;
    let reason = RefusalReason::RestaurantTimeout.text();
    let changed = record::enter(c, app, &mut order, state, revision, Some(reason))?;
    timer::clear(c, JobKind::OrderUnanswered, id.as_str())?;
    match order.side {
        OrderSide::Incoming => app.tell.order_answered(c, id)?,
        OrderSide::Outgoing => {
            app.tell.order_withdrawn(c, id)?;
            letter::ended(c, app, &order)?;
        }
        OrderSide::Local => letter::ended(c, app, &order)?,
    }
    Ok(changed)
}
