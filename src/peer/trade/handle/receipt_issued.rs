//! `Create(EconomicEvent)`: a neighbour's signed receipt. Its proof is checked with the pinned key before anything counts.

use musette_federation::receipt::{ProofMethod, Receipt};
use musette_federation::signature::proof;
use serde_json::Value;

use super::Received;
use crate::app::Topic;
use crate::flow::offer::machine::OfferRefusal;
use crate::flow::offer::receipt_received::{self, ReceivedReceipt};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::partner::pinned_key;
use crate::peer::trade::terms::{currency, minor};
use crate::store::partner::Partner;
use crate::store::{Conn, delivery, delivery_offer};

/// Takes the receipt: accepted it is a claim on us, else it is contested; either way the flow answers.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    receipt: &Receipt,
    signed: &Value,
) -> Result<Vec<Topic>, Failed> {
    verify(received.partner, signed)?;
    let input = ReceivedReceipt {
        desk: received.partner.desk_id.clone(),
        context: received.activity.context.to_string(),
        receipt_id: receipt.id.to_string(),
        activity_id: received.activity.id.to_string(),
        agreement: receipt.agreement.to_string(),
        epoch: u32::try_from(receipt.epoch)
            .map_err(|_| Problem::Malformed("the epoch is too large".into()))?,
        pin: receipt
            .proof_of_delivery
            .value
            .clone()
            .filter(|_| receipt.proof_of_delivery.method == ProofMethod::Pin),
        collected: collected(c, received, receipt)?,
        body: signed.to_string(),
    };
    match receipt_received::run(c, received.app, &input) {
        Ok(changed) => Ok(changed.topics),
        Err(OfferRefusal::Store(error)) => Err(error.into()),
        Err(refusal) => {
            tracing::info!(partner = input.desk, %refusal, "a receipt was not taken");
            Err(Problem::Unknown.into())
        }
    }
}

/// Whether a document was signed by the partner's desk with the key that we pinned.
pub fn verify(partner: &Partner, signed: &Value) -> Result<(), Failed> {
    let unproved = |why: String| Problem::Malformed(format!("the proof does not hold: {why}"));
    let method = proof::verification_method(signed).map_err(|e| unproved(e.to_string()))?;
    if method != partner.key_id {
        return Err(unproved(format!("{method} is not the key that we know of you")).into());
    }
    proof::verify(signed, &pinned_key(partner)?).map_err(|e| unproved(e.to_string()))?;
    Ok(())
}

/// What was taken at the door, in minor units of the delivery's own currency.
fn collected(c: &mut Conn, received: &Received<'_>, receipt: &Receipt) -> Result<i64, Failed> {
    let Some((amount, code)) = &receipt.collected else {
        return Ok(0);
    };
    let currency = currency(code)?;
    let context = received.activity.context.as_str();
    if let Some(offer) = delivery_offer::of_context(c, context)? {
        let agreed = delivery::find(c, &offer.delivery_id)?.currency;
        if agreed != currency {
            return Err(Problem::Malformed(format!(
                "the delivery is in {agreed}, the receipt in {currency}"
            ))
            .into());
        }
    }
    Ok(minor(amount, currency)?)
}
