//! Our administrator ends an agreement. No new offers either way; running deliveries finish under its terms.

use super::{AgreementRefusal, settle_state};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::Conn;
use crate::store::trade_agreement::AgreementState;

/// Ends it.
pub fn run(c: &mut Conn, app: &App, id: &str) -> Result<Changed, AgreementRefusal> {
    let mut row = settle_state::hold(c, id)?.ok_or(AgreementRefusal::Unknown)?;
    match row.state {
        AgreementState::Ended => return Ok(Changed::nothing()),
        AgreementState::Active => {}
        AgreementState::Offered | AgreementState::Rejected => {
            return Err(AgreementRefusal::NotOpen);
        }
    }
    app.tell.agreement_ended(c, id)?;
    settle_state::end(c, app, &mut row)?;
    Ok(Changed::topics([Topic::Coop, Topic::Dispatch]))
}
