//! `Reject(EconomicEvent)`: a neighbour does not accept our receipt.

use musette_domain::TextValue;
use musette_domain::handoff::ReceiptRefusal;
use musette_domain::pin::MAX_TRIES;
use musette_federation::Slug;
use url::Url;

use super::Received;
use crate::app::Topic;
use crate::flow::carry::machine::CarryRefusal;
use crate::flow::carry::receipt_answered::{self, ReceiptAnswer};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::receipt::{self, ReceiptState};
use crate::store::{Conn, Result as StoreResult};

/// Tells the courier to ask for the PIN again, or people to talk.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    id: &Url,
    reason: &Slug,
) -> Result<Vec<Topic>, Failed> {
    // A reason of a later version of the protocol is for people.
    let reason = ReceiptRefusal::parse(reason.as_str()).unwrap_or(ReceiptRefusal::PinLocked);
    let answer = ReceiptAnswer::Rejected {
        reason,
        tries_left: tries_left(c, id.as_str(), reason)?,
    };
    let desk = &received.partner.desk_id;
    match receipt_answered::run(c, received.app, desk, id.as_str(), answer) {
        Ok(changed) => Ok(changed.topics),
        Err(CarryRefusal::Store(error)) => Err(error.into()),
        Err(_) => Err(Problem::Unknown.into()),
    }
}

/// How often the PIN may still be tried: each refused receipt of the delivery was a try, this one included.
fn tries_left(c: &mut Conn, id: &str, reason: ReceiptRefusal) -> StoreResult<u32> {
    let Some(row) = receipt::find_optional(c, id)? else {
        return Ok(0);
    };
    if reason != ReceiptRefusal::WrongPin {
        return Ok(0);
    }
    let refused = receipt::of_delivery(c, &row.delivery_id)?
        .iter()
        .filter(|other| {
            other.epoch == row.epoch && (other.id == id || other.state == ReceiptState::Disputed)
        })
        .count();
    Ok(MAX_TRIES.saturating_sub(u32::try_from(refused).unwrap_or(MAX_TRIES)))
}
