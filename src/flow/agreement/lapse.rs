//! Agreements begin and end by themselves when their time has come, on both sides alike: the dates are in the agreement, so nobody is told.

use super::{DECISION, settle_state};
use crate::app::App;
use crate::store::partner::{self, PartnerState};
use crate::store::trade_agreement::{self, AgreementState};
use crate::store::{Conn, Result};

/// Ends what has run out, lets begin what was agreed for now, and closes offers that nobody answered in time; says how many changed. Running deliveries are finished under the terms that they began with.
pub fn run(c: &mut Conn, app: &App) -> Result<usize> {
    let now = app.clock.now();
    let over = trade_agreement::run_out(c, now)?;
    for mut row in over.iter().cloned() {
        let partner = partner::find(c, &row.partner_id)?;
        tracing::info!(partner = partner.desk_id, "the trade agreement has run out");
        row.state = AgreementState::Ended;
        row.decided_at = Some(row.valid_through);
        trade_agreement::save(c, &row)?;
        if partner.agreement_id.as_ref() == Some(&row.id) && partner.state != PartnerState::Ended {
            settle_state::choose(c, &row.partner_id, now)?;
        }
    }
    let unanswered = trade_agreement::unanswered(c, now.minus(DECISION), now)?;
    for mut row in unanswered.iter().cloned() {
        row.state = AgreementState::Ended;
        row.decided_at = Some(now);
        trade_agreement::save(c, &row)?;
    }
    for desk in trade_agreement::waiting_to_begin(c)? {
        settle_state::choose(c, &desk, now)?;
    }
    Ok(over.len() + unanswered.len())
}
