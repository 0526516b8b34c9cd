//! Who carries an order and may read its door, as the customer's co-op is told.

use musette_domain::TextValue;

use crate::app::App;
use crate::flow::address::Reader;
use crate::flow::offer::machine;
use crate::flow::pin_check;
use crate::store::orders::Order;
use crate::store::{Conn, Result, delivery, delivery_offer, partner};

/// The desk, key, agreement and epoch; none while nobody carries it. For our own desk the key is left out: the message's sender knows it.
pub fn of(c: &mut Conn, app: &App, order: &Order) -> Result<Option<Reader>> {
    let Some(desk) = &order.carrier_desk else {
        return Ok(None);
    };
    let Some(row) = delivery::of_order(c, &order.id)? else {
        return Ok(None);
    };
    if *desk == app.urls.desk() {
        let agreement = order
            .agreement_id
            .clone()
            .unwrap_or_else(|| app.urls.order_agreement(order.id.as_str()));
        return Ok(Some(Reader {
            desk: desk.clone(),
            key: None,
            agreement,
            epoch: row.epoch.max(1),
        }));
    }
    let Some(offer) = delivery_offer::of_delivery(c, &row.id)? else {
        return Ok(None);
    };
    let owner = machine::read(&offer)?.owner;
    let Some(award) = owner.award().filter(|award| award.desk.as_str() == desk) else {
        return Ok(None);
    };
    let partner = partner::find(c, desk)?;
    Ok(Some(Reader {
        desk: desk.clone(),
        key: Some(pin_check::fingerprint(&partner.public_key)),
        agreement: award.agreement.clone(),
        epoch: i64::from(owner.epoch()),
    }))
}
