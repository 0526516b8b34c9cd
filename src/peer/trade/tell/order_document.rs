//! An order at one of our restaurants as the customer's co-op may see it: its whole state.

use musette_domain::TextValue;
use musette_domain::order::{OrderState, Payment};
use musette_federation::Slug;
use musette_federation::order::{
    Carrier, OrderAgreement, OrderState as WireState, Payment as WirePayment,
};
use musette_federation::order_line::OrderLine as WireLine;

use crate::peer::trade::desk::{Desk, address, signing_key};
use crate::peer::trade::partner::fingerprint;
use crate::peer::trade::terms::{amount, count, currency_code, some_amount, under};
use crate::store::delivery::Delivery;
use crate::store::delivery_award::{AwardState, DeliveryAward};
use crate::store::order_line::OrderLine;
use crate::store::orders::Order;
use crate::store::partner::Partner;
use crate::store::receipt::{ReceiptDirection, ReceiptState};
use crate::store::{
    Conn, Error, Result, delivery, delivery_award, delivery_offer, order_line, partner, receipt,
};

/// The document of an order of `customers_coop`'s customer.
pub fn document(
    c: &mut Conn,
    desk: &Desk,
    order: &Order,
    customers_coop: &Partner,
) -> Result<OrderAgreement> {
    let id = order
        .agreement_id
        .clone()
        .unwrap_or_else(|| desk.urls.order_agreement(order.id.as_str()));
    Ok(OrderAgreement {
        id: address(&id)?,
        attributed_to: desk.url()?,
        under: under(customers_coop)?,
        revision: count(order.revision)?,
        state: state(order.state)?,
        reason: order.reason.as_deref().and_then(Slug::parse),
        orders: address(&desk.urls.part(&order.restaurant, "orders"))?,
        lines: lines(&order_line::of_order(c, &order.id)?)?,
        total: amount(order.total, order.currency),
        delivery_fee: some_amount(order.delivery_fee, order.currency),
        tip: None,
        currency: currency_code(order.currency)?,
        payment: match order.payment {
            Payment::Cash => WirePayment::Cash,
            Payment::Online => WirePayment::Online,
        },
        pay_by: None,
        payment_page: None,
        ready_at: Some(order.pickup_at.to_utc()),
        eta: order.eta.map(musette_domain::Instant::to_utc),
        carrier: carrier(c, desk, order, &id)?,
        receipt: accepted_receipt(c, order)?,
    })
}

/// The dishes of an order as they travel: which, in which revision, how many. No free text.
pub fn lines(rows: &[OrderLine]) -> Result<Vec<WireLine>> {
    rows.iter()
        .map(|row| {
            Ok(WireLine {
                item: address(&row.item)?,
                item_revision: count(row.item_revision)?,
                count: u32::try_from(row.count)
                    .map_err(|_| Error::Database("a line of less than nothing".into()))?,
                choices: Vec::new(),
            })
        })
        .collect()
}

/// The desk that may read the door, with the key that we know of it: the one that has the award, or our own when our courier rides.
fn carrier(c: &mut Conn, desk: &Desk, order: &Order, id: &str) -> Result<Option<Carrier>> {
    let Some(delivery) = delivery::of_order(c, &order.id)? else {
        return Ok(None);
    };
    if order.carrier_desk.as_deref() == Some(desk.urls.desk().as_str()) {
        return Ok(Some(Carrier {
            desk: desk.url()?,
            desk_key: signing_key(c, &desk.urls)?.public_key().fingerprint(),
            agreement: address(id)?,
            epoch: count(delivery.epoch.max(1))?,
        }));
    }
    let Some(award) = current_award(c, &delivery)? else {
        return Ok(None);
    };
    let Some(partner) = partner::find_optional(c, &award.partner_id)? else {
        return Ok(None);
    };
    Ok(Some(Carrier {
        desk: address(&partner.desk_id)?,
        desk_key: fingerprint(&partner)?,
        agreement: address(&award.agreement_id)?,
        epoch: count(award.epoch)?,
    }))
}

/// The award of the current epoch, unless it was taken or given back.
fn current_award(c: &mut Conn, delivery: &Delivery) -> Result<Option<DeliveryAward>> {
    let Some(offer) = delivery_offer::of_delivery(c, &delivery.id)? else {
        return Ok(None);
    };
    let award = delivery_award::of_epoch(c, &offer.id, offer.epoch)?;
    Ok(award.filter(|award| !matches!(award.state, AwardState::Revoked | AwardState::Released)))
}

/// The carrier's signed receipt, once we have accepted it: the customer's co-op can check PIN and proof itself.
fn accepted_receipt(c: &mut Conn, order: &Order) -> Result<Option<serde_json::Value>> {
    if order.state != OrderState::Delivered {
        return Ok(None);
    }
    let Some(delivery) = delivery::of_order(c, &order.id)? else {
        return Ok(None);
    };
    Ok(receipt::of_delivery(c, &delivery.id)?
        .iter()
        .find(|row| {
            row.direction == ReceiptDirection::Received && row.state == ReceiptState::Accepted
        })
        .and_then(|row| serde_json::from_str(&row.body).ok()))
}

/// The state as it travels: the same words.
pub fn state(state: OrderState) -> Result<WireState> {
    WireState::parse(state.as_str())
        .ok_or_else(|| Error::Database(format!("{state} is no state of the wire")))
}
