//! `Create(EconomicEvent)`: our signed receipt, with the PIN as the customer said it. It stays valid evidence whatever becomes of the message.

use chrono::TimeDelta;
use musette_domain::handoff::CarrierState;
use musette_federation::TradeMessage;
use musette_federation::receipt::{ProofMethod, ProofOfDelivery, Receipt};
use musette_federation::signature::proof;

use crate::flow::carry::machine;
use crate::peer::trade::desk::{Desk, address, signing_key};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{amount, currency_code};
use crate::store::delivery_offer_received::DeliveryOfferReceived;
use crate::store::{Conn, Error, Result, delivery_offer_received, receipt};

/// How long a receipt is tried to be delivered.
const TRIED: TimeDelta = TimeDelta::days(30);

/// Signs the receipt, keeps it as evidence, and tells the owner. The row is there already; it lacks the signed document.
pub fn tell(c: &mut Conn, desk: &Desk, proposal: &str, pin: Option<&str>) -> Result<()> {
    let offer = delivery_offer_received::find(c, proposal)?;
    let document = compose(desk, &offer, pin)?;
    let key = signing_key(c, &desk.urls)?;
    let signed = proof::create(
        &document.to_json(),
        &key,
        &desk.key_id(),
        desk.now().to_utc(),
    )
    .map_err(|e| Error::Database(format!("the receipt was not signed: {e}")))?;
    let mut row = receipt::find(c, document.id.as_str())?;
    row.body = signed.to_string();
    receipt::save(c, &row)?;
    let message = TradeMessage::receipt(signed)
        .map_err(|e| Error::Database(format!("the receipt is not one: {e}")))?;
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &offer.partner_id,
            id: Some(row.activity_id),
            context: &offer.context,
            valid_through: desk.now().plus(TRIED),
            message,
        },
    )?;
    Ok(())
}

fn compose(desk: &Desk, row: &DeliveryOfferReceived, pin: Option<&str>) -> Result<Receipt> {
    let machine = machine::read(row)?;
    let CarrierState::Delivered { trip, receipt } = machine.state() else {
        return Err(Error::Database(format!(
            "{} is not delivered: there is no receipt to issue",
            row.proposal_id
        )));
    };
    let collected = (row.collect > 0)
        .then(|| currency_code(row.currency).map(|code| (amount(row.collect, row.currency), code)))
        .transpose()?;
    Ok(Receipt {
        id: address(receipt)?,
        provider: desk.url()?,
        receiver: address(&row.partner_id)?,
        agreement: address(&trip.agreement)?,
        epoch: u64::from(trip.epoch),
        end_time: trip.since.to_utc(),
        proof_of_delivery: ProofOfDelivery {
            method: if pin.is_some() {
                ProofMethod::Pin
            } else {
                ProofMethod::InPerson
            },
            value: pin.map(str::to_owned),
        },
        collected,
    })
}
