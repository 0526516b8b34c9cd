//! A partner's customer takes an order at our restaurant back.

use musette_domain::order::CancelReason;

use super::cancel::{self, CancelRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::Conn;
use crate::store::orders::{self, OrderSide};

refusals! {
    /// Why a withdrawal is not looked at.
    pub enum WithdrawnRefusal {
        /// No such order with this desk.
        #[error("this desk has not offered us this order")]
        Unknown = "withdrawn-unknown",
    }
}

/// Ends the order if the kitchen has not begun. Otherwise the partner is told the order's state again, which is the refusal.
pub fn run(
    c: &mut Conn,
    app: &App,
    desk: &str,
    offer_id: &str,
) -> Result<Changed, WithdrawnRefusal> {
    let order = orders::lock_of_offer(c, offer_id)?
        .filter(|order| {
            order.side == OrderSide::Incoming && order.partner_id.as_deref() == Some(desk)
        })
        .ok_or(WithdrawnRefusal::Unknown)?;
    if order.state.is_final() {
        return Ok(Changed::nothing());
    }
    if order.state.free_to_cancel() {
        match cancel::run(c, app, &order.id, CancelReason::Customer) {
            Ok(changed) => return Ok(changed),
            Err(CancelRefusal::Store(error)) => return Err(error.into()),
            Err(_) => {}
        }
    }
    app.tell.order_changed(c, &order.id)?;
    Ok(Changed::nothing())
}
