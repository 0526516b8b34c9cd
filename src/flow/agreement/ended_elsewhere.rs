//! A co-op ends an agreement with us.

use super::{AgreementRefusal, settle_state};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::Conn;
use crate::store::trade_agreement::{self, AgreementState};

/// Takes the end of the agreement with this id.
pub fn run(c: &mut Conn, app: &App, desk: &str, id: &str) -> Result<Changed, AgreementRefusal> {
    let mut row = trade_agreement::lock(c, id)?
        .filter(|row| row.partner_id == desk)
        .ok_or(AgreementRefusal::Unknown)?;
    if row.state != AgreementState::Active {
        return Ok(Changed::nothing());
    }
    settle_state::end(c, app, &mut row)?;
    Ok(Changed::topics([Topic::Coop, Topic::Dispatch]))
}
