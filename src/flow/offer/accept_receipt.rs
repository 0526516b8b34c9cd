//! The dispatch accepts a contested receipt: people have talked.

use musette_domain::TextValue;
use musette_domain::handoff::OwnerEvent;

use super::machine::{self, OfferRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::receipt::{self, ReceiptDirection};
use crate::store::{Conn, delivery_award};

/// Accepts the receipt in spite of its PIN or its amount.
pub fn run(c: &mut Conn, app: &App, id: &str) -> Result<Changed, OfferRefusal> {
    let row = receipt::find_optional(c, id)?
        .filter(|row| row.direction == ReceiptDirection::Received)
        .ok_or(OfferRefusal::Unknown)?;
    let offer = machine::of_delivery(c, &row.delivery_id)?;
    let award = delivery_award::of_epoch(c, &offer.id, row.epoch)?.ok_or(OfferRefusal::Unknown)?;
    tracing::info!(
        offer.id = offer.id.as_str(),
        "receipt accepted by the dispatch"
    );
    let event = OwnerEvent::ReceiptAcceptedByHand {
        agreement: award.agreement_id,
        receipt: row.id,
    };
    Ok(machine::step(c, app, offer, event)?.changed)
}
