//! `Undo(Offer)`: our customer does not want the order any more.

use chrono::TimeDelta;
use musette_domain::id::OrderId;
use musette_federation::{Slug, TradeMessage};

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::store::{Conn, Error, Result, orders};

/// How long it is tried to be delivered.
const TRIED: TimeDelta = TimeDelta::hours(24);

/// Tells the restaurant's co-op.
pub fn tell(c: &mut Conn, desk: &Desk, id: &OrderId) -> Result<()> {
    let order = orders::find(c, id)?;
    let (Some(to), Some(offer), Some(context)) =
        (&order.partner_id, &order.offer_id, &order.context)
    else {
        return Err(Error::Database(format!(
            "order {} was never offered to anybody",
            order.number
        )));
    };
    outgoing::write(
        c,
        desk,
        Outgoing {
            to,
            id: None,
            context,
            valid_through: desk.now().plus(TRIED),
            message: TradeMessage::OrderWithdrawn {
                offer: address(offer)?,
                reason: order.reason.as_deref().and_then(Slug::parse),
            },
        },
    )?;
    Ok(())
}
