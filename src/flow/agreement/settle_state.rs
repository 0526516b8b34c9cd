//! Writing an agreement's new state, and what it makes of the partner.

use crate::app::App;
use crate::flow::read_coop;
use crate::store::partner::{self, PartnerState};
use crate::store::trade_agreement::{self, AgreementState, TradeAgreement};
use crate::store::{Conn, Result};

/// The agreement is in force; an older one with the same partner is over.
pub(super) fn activate(c: &mut Conn, app: &App, row: &mut TradeAgreement) -> Result<()> {
    let now = app.clock.now();
    for mut older in trade_agreement::of_partner(c, &row.partner_id)? {
        if older.id != row.id && older.state == AgreementState::Active {
            older.state = AgreementState::Ended;
            trade_agreement::save(c, &older)?;
        }
    }
    row.state = AgreementState::Active;
    row.decided_at = Some(now);
    trade_agreement::save(c, row)?;
    let mut partner = partner::find(c, &row.partner_id)?;
    partner.state = PartnerState::Active;
    partner.agreement_id = Some(row.id.clone());
    partner::save(c, &partner)?;
    read_coop::first(c, app, &partner.coop_id)
}

/// The agreement is not made.
pub(super) fn reject(c: &mut Conn, app: &App, row: &mut TradeAgreement) -> Result<()> {
    row.state = AgreementState::Rejected;
    row.decided_at = Some(app.clock.now());
    trade_agreement::save(c, row)
}

/// The agreement is over. Running deliveries end under it: the partner keeps naming it.
pub(super) fn end(c: &mut Conn, app: &App, row: &mut TradeAgreement) -> Result<()> {
    row.state = AgreementState::Ended;
    row.decided_at = Some(app.clock.now());
    trade_agreement::save(c, row)?;
    let mut partner = partner::find(c, &row.partner_id)?;
    if partner.agreement_id.as_deref() == Some(row.id.as_str()) {
        partner.state = PartnerState::Ended;
        partner::save(c, &partner)?;
    }
    Ok(())
}
