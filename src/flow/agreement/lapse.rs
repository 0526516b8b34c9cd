//! Agreements whose time is over end by themselves, on both sides alike: the date is in the agreement, so nobody is told.

use crate::app::App;
use crate::store::partner::{self, PartnerState};
use crate::store::trade_agreement::{self, AgreementState};
use crate::store::{Conn, Result};

/// Ends what has run out; says how many. Running deliveries are finished under the terms that they began with.
pub fn run(c: &mut Conn, app: &App) -> Result<usize> {
    let over = trade_agreement::run_out(c, app.clock.now())?;
    for mut row in over.iter().cloned() {
        row.state = AgreementState::Ended;
        row.decided_at = Some(row.valid_through);
        trade_agreement::save(c, &row)?;
        let mut partner = partner::find(c, &row.partner_id)?;
        if partner.agreement_id.as_deref() == Some(row.id.as_str())
            && partner.state != PartnerState::Ended
        {
            tracing::info!(partner = partner.desk_id, "the trade agreement has run out");
            partner.state = PartnerState::Ended;
            partner::save(c, &partner)?;
        }
    }
    Ok(over.len())
}
