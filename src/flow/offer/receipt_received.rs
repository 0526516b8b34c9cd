//! A neighbour's signed receipt came in. Its signature has been verified; here the PIN is.

use musette_domain::handoff::{Desk, OwnerEvent};
use musette_domain::pin::typed_pin;

use super::machine::{self, OfferRefusal};
use crate::app::App;
use crate::flow::{Changed, pin_check};
use crate::store::delivery::{self, Delivery};
use crate::store::receipt::{self, Receipt, ReceiptDirection, ReceiptState};
use crate::store::{Conn, Result, delivery_award, orders};

/// What the receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedReceipt {
    /// The neighbour's desk, whose key signed it.
    pub desk: String,
    /// The job's URL.
    pub context: String,
    /// The receipt's id.
    pub receipt_id: String,
    /// The activity that brought it.
    pub activity_id: String,
    /// The agreement it fulfils.
    pub agreement: String,
    /// Its epoch.
    pub epoch: u32,
    /// The PIN as the customer said it.
    pub pin: Option<String>,
    /// What was taken at the door, in minor units of the delivery's currency.
    pub collected: i64,
    /// The signed document, kept as evidence.
    pub body: String,
}

/// Takes the receipt: accepted, it is a claim on us, once. The same receipt again gets the same answer.
pub fn run(c: &mut Conn, app: &App, input: &ReceivedReceipt) -> Result<Changed, OfferRefusal> {
    let offer = machine::of_context(c, &input.context)?;
    let known = delivery_award::find_optional(c, &input.agreement)?
        .is_some_and(|award| award.offer_id == offer.id && award.partner_id == input.desk);
    if !known {
        return Err(OfferRefusal::NotACandidate);
    }
    let row = delivery::find(c, &offer.delivery_id)?;
    let receipt = receipt(app, input, &row);
    if !receipt::insert_if_absent(c, &receipt)? {
        let known = receipt::find(c, &input.receipt_id)?;
        if known.partner_id != input.desk || known.delivery_id != row.id {
            return Err(OfferRefusal::NotACandidate);
        }
    }
    // Who took another amount than agreed has to be talked with: the PIN does not settle that.
    let pin_right = input.collected == row.collect && pin_is_right(c, &row, input.pin.as_deref())?;
    if input.collected != row.collect {
        differs(c, row)?;
    }
    let event = OwnerEvent::ReceiptReceived {
        desk: Desk::new(&input.desk).map_err(|_| OfferRefusal::NotADesk)?,
        agreement: input.agreement.clone(),
        epoch: input.epoch,
        receipt: input.receipt_id.clone(),
        pin_right,
    };
    Ok(machine::step(c, app, offer, event)?.changed)
}

fn receipt(app: &App, input: &ReceivedReceipt, row: &Delivery) -> Receipt {
    Receipt {
        id: input.receipt_id.clone(),
        delivery_id: row.id.clone(),
        partner_id: input.desk.clone(),
        direction: ReceiptDirection::Received,
        epoch: i64::from(input.epoch),
        activity_id: input.activity_id.clone(),
        amount: row.fee,
        collected: input.collected,
        tip: 0,
        currency: row.currency,
        state: ReceiptState::Sent,
        body: input.body.clone(),
        created_at: app.clock.now(),
        answered_at: None,
    }
}

fn pin_is_right(c: &mut Conn, row: &Delivery, pin: Option<&str>) -> Result<bool> {
    let Some(order) = &row.order_id else {
        return Ok(false);
    };
    let check = orders::find(c, order)?.pin_check;
    Ok(pin
        .and_then(typed_pin)
        .zip(check)
        .is_some_and(|(pin, check)| pin_check::matches(&check, &pin)))
}

fn differs(c: &mut Conn, mut row: Delivery) -> Result<()> {
    row.trouble = Some("collectedDiffers".to_owned());
    delivery::save(c, &row)
}
