//! Why we contest a receipt, for the message that says so.

use musette_domain::handoff::{OwnerState, ReceiptRefusal};
use musette_domain::pin::MAX_TRIES;

use super::machine;
use crate::store::receipt::{Receipt, ReceiptState};
use crate::store::{Conn, Result, delivery_offer};

/// The reason and how many tries are left for the PIN; none for a receipt that is not contested.
pub fn why(c: &mut Conn, receipt: &Receipt) -> Result<Option<(ReceiptRefusal, u32)>> {
    if receipt.state != ReceiptState::Disputed {
        return Ok(None);
    }
    let Some(offer) = delivery_offer::of_delivery(c, &receipt.delivery_id)? else {
        return Ok(Some((ReceiptRefusal::NotAwarded, 0)));
    };
    let owner = machine::read(&offer)?.owner;
    let current = i64::from(owner.epoch()) == receipt.epoch;
    Ok(Some(match (owner.state(), owner.award()) {
        (OwnerState::Delivered { .. }, Some(_)) if current => (ReceiptRefusal::AlreadyClaimed, 0),
        (_, Some(award)) if current => {
            let failed = u32::try_from(award.refused_receipts.len()).unwrap_or(MAX_TRIES);
            match MAX_TRIES.saturating_sub(failed) {
                0 => (ReceiptRefusal::PinLocked, 0),
                left => (ReceiptRefusal::WrongPin, left),
            }
        }
        _ => (ReceiptRefusal::NotAwarded, 0),
    }))
}
