//! The neighbour accepts or contests our receipt.

use musette_domain::handoff::{CarrierEvent, ReceiptRefusal};

use super::machine::{self, CarryRefusal};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::Conn;
use crate::store::delivery_offer_received::{self, ReceivedOfferState};
use crate::store::receipt::{self, ReceiptDirection, ReceiptState};

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptAnswer {
    /// It is a claim now.
    Accepted,
    /// It is not.
    Rejected {
        /// Why.
        reason: ReceiptRefusal,
        /// How many tries are left for the PIN.
        tries_left: u32,
    },
}

/// Takes the answer to the receipt with this id.
pub fn run(
    c: &mut Conn,
    app: &App,
    desk: &str,
    id: &str,
    answer: ReceiptAnswer,
) -> Result<Changed, CarryRefusal> {
    let mut known = receipt::find_optional(c, id)?
        .filter(|row| row.partner_id == desk && row.direction == ReceiptDirection::Issued)
        .ok_or(CarryRefusal::Unknown)?;
    let mut row = delivery_offer_received::lock_of_delivery(c, &known.delivery_id)?
        .ok_or(CarryRefusal::Unknown)?;
    let event = match answer {
        ReceiptAnswer::Accepted => CarrierEvent::ReceiptAccepted {
            receipt: id.to_owned(),
        },
        ReceiptAnswer::Rejected { reason, tries_left } => {
            if known.state == ReceiptState::Sent {
                known.state = ReceiptState::Disputed;
                known.answered_at = Some(app.clock.now());
                receipt::save(c, &known)?;
            }
            CarrierEvent::ReceiptRejected {
                receipt: id.to_owned(),
                reason,
                tries_left,
            }
        }
    };
    let mut changed = machine::step(c, app, &mut row, event)?;
    if row.state == ReceivedOfferState::Settled {
        changed.add(Topic::Coop);
    }
    Ok(changed)
}
