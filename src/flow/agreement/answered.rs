//! A co-op has answered our offer.

use super::{AgreementRefusal, settle_state};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::Conn;
use crate::store::trade_agreement::{self, AgreementState};

/// Takes the answer to the `Offer` with this activity id. The same answer again changes nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    desk: &str,
    offer_id: &str,
    accepted: bool,
) -> Result<Changed, AgreementRefusal> {
    let mut row = trade_agreement::of_offer(c, offer_id)?
        .filter(|row| row.partner_id == desk && row.offered_by_us)
        .ok_or(AgreementRefusal::Unknown)?;
    if row.state != AgreementState::Offered {
        return Ok(Changed::nothing());
    }
    if accepted {
        settle_state::activate(c, app, &mut row)?;
        app.tell.capacity_published(c, Some(&row.partner_id))?;
    } else {
        settle_state::reject(c, app, &mut row)?;
    }
    Ok(Changed::topics([Topic::Coop, Topic::Dispatch]))
}
