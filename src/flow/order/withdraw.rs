//! The customer takes an order back while the kitchen has not begun.

use musette_domain::id::{OrderId, UserId};
use musette_domain::order::{CancelReason, OrderState};

use super::cancel::{self, CancelRefusal};
use super::record;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

/// What an order elsewhere says while the other co-op has not answered the withdrawal.
pub const REQUESTED: &str = "withdrawalRequested";

refusals! {
    /// Why an order cannot be taken back.
    pub enum WithdrawRefusal {
        /// Another person's order.
        #[error("this is somebody else's order")]
        NotYours = "withdraw-not-yours",
        /// The kitchen has begun.
        #[error("the kitchen has begun; please call the restaurant")]
        TooLate = "withdraw-too-late",
    }
}

/// Takes the order back. One at a partner's restaurant ends when its co-op agrees: the kitchen may just have begun.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &OrderId,
    user: &UserId,
) -> Result<Changed, WithdrawRefusal> {
    let mut order = orders::lock(c, id)?;
    if order.user_id.as_ref() != Some(user) {
        return Err(WithdrawRefusal::NotYours);
    }
    if order.state == OrderState::Cancelled || order.reason.as_deref() == Some(REQUESTED) {
        return Ok(Changed {
            order: Some(order.id),
            ..Changed::nothing()
        });
    }
    if !order.state.free_to_cancel() {
        return Err(WithdrawRefusal::TooLate);
    }
    if order.side == OrderSide::Outgoing {
        order.reason = Some(REQUESTED.to_owned());
        order.updated_at = app.clock.now();
        orders::save(c, &order)?;
        app.tell.order_withdrawn(c, id)?;
        return Ok(record::topics(&order));
    }
    match cancel::run(c, app, id, CancelReason::Customer) {
        Ok(changed) => Ok(changed),
        Err(CancelRefusal::Store(error)) => Err(error.into()),
        Err(_) => Err(WithdrawRefusal::TooLate),
    }
}
