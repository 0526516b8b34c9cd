//! `Update(Agreement)`: how far an order of a partner's customer is, and which desk may read the door.

use chrono::TimeDelta;
use musette_domain::id::OrderId;
use musette_federation::TradeMessage;

use super::order_document::document;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::store::orders::OrderSide;
use crate::store::{Conn, Result, orders, partner};

/// How long a state is tried to be told; the next one replaces it.
const TRIED: TimeDelta = TimeDelta::hours(24);

/// Tells the customer's co-op. An order of our own customers concerns nobody elsewhere.
pub fn tell(c: &mut Conn, desk: &Desk, id: &OrderId) -> Result<()> {
    let order = orders::find(c, id)?;
    let (OrderSide::Incoming, Some(to), Some(context)) =
        (order.side, order.partner_id.clone(), order.context.clone())
    else {
        return Ok(());
    };
    let partner = partner::find(c, &to)?;
    let message = TradeMessage::OrderUpdated(document(c, desk, &order, &partner)?);
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &to,
            id: None,
            context: &context,
            valid_through: desk.now().plus(TRIED),
            message,
        },
    )?;
    Ok(())
}
