//! Our administrator accepts a co-op's offer.

use super::settle_state::age;
use super::{AgreementRefusal, settle_state};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::Conn;
use crate::store::trade_agreement::{self, AgreementState};

/// Accepts: from now on we trade.
pub fn run(c: &mut Conn, app: &App, id: &str) -> Result<Changed, AgreementRefusal> {
    let mut row = settle_state::hold(c, id)?.ok_or(AgreementRefusal::Unknown)?;
    match row.state {
        AgreementState::Active => return Ok(Changed::nothing()),
        AgreementState::Offered if row.offered_by_us => return Err(AgreementRefusal::OursToWait),
        AgreementState::Offered => {}
        AgreementState::Rejected | AgreementState::Ended => return Err(AgreementRefusal::NotOpen),
    }
    if row.valid_through <= app.clock.now() {
        return Err(AgreementRefusal::Lapsed);
    }
    let known = trade_agreement::of_partner(c, &row.partner_id)?;
    if known
        .iter()
        .any(|other| other.state == AgreementState::Active && age(other) > age(&row))
    {
        return Err(AgreementRefusal::Older);
    }
    settle_state::activate(c, app, &mut row)?;
    app.tell.agreement_answered(c, id)?;
    // After the answer: what the couriers have declared already is news to this partner.
    app.tell.capacity_published(c, Some(&row.partner_id))?;
    Ok(Changed::topics([Topic::Coop, Topic::Dispatch]))
}
