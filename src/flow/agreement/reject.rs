//! Our administrator does not want a co-op's offer.

use super::{AgreementRefusal, settle_state};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::Conn;
use crate::store::trade_agreement::AgreementState;

/// Rejects.
pub fn run(c: &mut Conn, app: &App, id: &str) -> Result<Changed, AgreementRefusal> {
    let mut row = settle_state::hold(c, id)?.ok_or(AgreementRefusal::Unknown)?;
    match row.state {
        AgreementState::Rejected => return Ok(Changed::nothing()),
        AgreementState::Offered if row.offered_by_us => return Err(AgreementRefusal::OursToWait),
        AgreementState::Offered => {}
        AgreementState::Active | AgreementState::Ended => return Err(AgreementRefusal::NotOpen),
    }
    settle_state::reject(c, app, &mut row)?;
    app.tell.agreement_answered(c, id)?;
    Ok(Changed::topics([Topic::Coop]))
}
