//! `Accept` or `Reject` of an order that a partner's customer wants from our restaurant.

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::OrderState;
use musette_federation::TradeMessage;
use musette_federation::activity::Refused;

use super::order_document::document;
use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::reason;
use crate::store::{Conn, Error, Result, orders, partner};

/// How long the answer is tried to be delivered; the customer's co-op asks by itself long before.
const TRIED: TimeDelta = TimeDelta::hours(2);

/// Tells the customer's co-op.
pub fn tell(c: &mut Conn, desk: &Desk, id: &OrderId) -> Result<()> {
    let mut order = orders::find(c, id)?;
    let missing = |what: &str| Error::Database(format!("order {} has no {what}", order.number));
    let to = order.partner_id.clone().ok_or_else(|| missing("partner"))?;
    let offer = order.offer_id.clone().ok_or_else(|| missing("offer"))?;
    let context = order.context.clone().ok_or_else(|| missing("context"))?;
    let offer = address(&offer)?;
    let partner = partner::find(c, &to)?;
    let refused = matches!(order.state, OrderState::Rejected | OrderState::Expired);
    let message = if refused {
        TradeMessage::OrderRejected(Refused {
            object: offer,
            reason: reason(order.reason.as_deref())?,
        })
    } else {
        if order.agreement_id.is_none() {
            order.agreement_id = Some(desk.urls.order_agreement(order.id.as_str()));
            orders::save(c, &order)?;
        }
        TradeMessage::OrderAccepted {
            offer,
            order: document(c, desk, &order, &partner)?,
        }
    };
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
