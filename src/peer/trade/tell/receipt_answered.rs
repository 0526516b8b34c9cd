//! `Accept(EconomicEvent)` with our signed claim, or `Reject(EconomicEvent)`: people have to talk.

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_federation::TradeMessage;
use musette_federation::receipt::Claim;
use musette_federation::signature::proof;

use crate::flow::offer::refused_receipt;
use crate::peer::trade::desk::{Desk, address, signing_key};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{amount, count, currency_code, reason, some_amount};
use crate::store::receipt::{Receipt, ReceiptState};
use crate::store::{Conn, Error, Result, delivery_offer, receipt};

/// How long the answer is tried to be delivered; unsettled receipts appear in the weekly statement anyway.
const TRIED: TimeDelta = TimeDelta::days(30);

/// Tells the carrier what became of its receipt.
pub fn tell(c: &mut Conn, desk: &Desk, id: &str) -> Result<()> {
    let row = receipt::find(c, id)?;
    let offer = delivery_offer::of_delivery(c, &row.delivery_id)?.ok_or(Error::NotFound)?;
    let message = if row.state == ReceiptState::Accepted {
        accepted(c, desk, &row)?
    } else {
        let why = refused_receipt::why(c, &row)?.map(|(why, _)| why);
        TradeMessage::ReceiptRejected {
            receipt: address(&row.id)?,
            epoch: count(row.epoch)?,
            reason: reason(why.as_ref().map(TextValue::as_str))?,
        }
    };
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &row.partner_id,
            id: None,
            context: &offer.context,
            valid_through: desk.now().plus(TRIED),
            message,
        },
    )?;
    Ok(())
}

/// The signed claim: what we owe for the delivery.
fn accepted(c: &mut Conn, desk: &Desk, row: &Receipt) -> Result<TradeMessage> {
    let claim = Claim {
        event: address(&row.id)?,
        epoch: count(row.epoch)?,
        price: amount(row.amount, row.currency),
        tip: some_amount(row.tip, row.currency),
        collected: some_amount(row.collected, row.currency),
        currency: currency_code(row.currency)?,
    };
    let key = signing_key(c, &desk.urls)?;
    let signed = proof::create(&claim.to_json(), &key, &desk.key_id(), desk.now().to_utc())
        .map_err(|e| Error::Database(format!("the claim was not signed: {e}")))?;
    TradeMessage::claim(signed).map_err(|e| Error::Database(format!("the claim is not one: {e}")))
}
