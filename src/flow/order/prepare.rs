//! The kitchen begins: at its time by itself, or when somebody says so.

use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::OrderEvent;

use super::record;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

refusals! {
    /// Why the kitchen does not begin.
    pub enum PrepareRefusal {
        /// It does not belong to a restaurant of ours.
        #[error("this order is at a restaurant of another co-op")]
        Elsewhere = "prepare-elsewhere",
    }
}

/// Marks the order as being prepared, if it is waiting for that.
pub fn run(c: &mut Conn, app: &App, id: &OrderId) -> Result<Changed, PrepareRefusal> {
    let mut order = orders::lock(c, id)?;
    if order.side == OrderSide::Outgoing {
        return Err(PrepareRefusal::Elsewhere);
    }
    timer::clear(c, JobKind::PreparationStarts, id.as_str())?;
    match record::next(&order, OrderEvent::StartPreparing) {
        Ok(state) => Ok(record::advance(c, app, &mut order, state, None)?),
        Err(_) => Ok(Changed::nothing()),
    }
}
