//! `Offer(Agreement)`: our customer wants something from a partner's restaurant. The door stays here, behind the Handoff's address.

use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::{Fulfilment, Payment};
use musette_domain::zone::CellSize;
use musette_federation::order::{OrderOffer, Payment as WirePayment};
use musette_federation::{PinCheck, TradeMessage};

use super::order_document::lines;
use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{amount, cell, currency_code, some_amount, under};
use crate::store::orders::Order;
use crate::store::{Conn, Error, Result, order_line, orders, partner};

/// Tells the restaurant's co-op. The activity's id is the order's `offer_id`.
pub fn tell(c: &mut Conn, desk: &Desk, id: &OrderId) -> Result<()> {
    let mut order = orders::find(c, id)?;
    let to = order
        .partner_id
        .clone()
        .ok_or_else(|| Error::Database(format!("order {} has no partner", order.number)))?;
    let partner = partner::find(c, &to)?;
    let context = order
        .context
        .get_or_insert_with(|| desk.urls.context(order.id.as_str()))
        .clone();
    let offer_id = order
        .offer_id
        .get_or_insert_with(|| desk.new_activity())
        .clone();
    orders::save(c, &order)?;
    let lines = lines(&order_line::of_order(c, id)?)?;
    let offer = OrderOffer {
        under: under(&partner)?,
        orders: address(&desk.urls.part(&order.restaurant, "orders"))?,
        lines,
        total: amount(order.total, order.currency),
        delivery_fee: some_amount(order.delivery_fee, order.currency),
        tip: None,
        currency: currency_code(order.currency)?,
        payment: match order.payment {
            Payment::Cash => WirePayment::Cash,
            Payment::Online => WirePayment::Online,
        },
        dropoff: dropoff(&order)?,
        handoff: match order.fulfilment {
            Fulfilment::Delivery => order.handoff_url.as_deref().map(address).transpose()?,
            Fulfilment::Collection => None,
        },
        pin_check: order.pin_check.as_deref().and_then(PinCheck::parse),
        ready_at: Some(order.window_from.to_utc()),
        arrive_by: Some(order.window_to.to_utc()),
    };
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &to,
            id: Some(offer_id),
            context: &context,
            valid_through: order.answer_by,
            message: TradeMessage::OrderOffered(offer),
        },
    )?;
    Ok(())
}

/// The area of the door, none when the customer fetches the food.
fn dropoff(order: &Order) -> Result<Vec<musette_federation::Cell>> {
    if order.fulfilment == Fulfilment::Collection {
        return Ok(Vec::new());
    }
    let zone = order.zone.as_deref().unwrap_or_default();
    cell(zone, CellSize::Block)
        .map(|cell| vec![cell])
        .ok_or_else(|| Error::Database(format!("order {} has no area", order.number)))
}
