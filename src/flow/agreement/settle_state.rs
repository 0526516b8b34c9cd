//! Writing an agreement's new state, and what it makes of the partner.

use musette_domain::Instant;

use super::trading::SKEW;
use crate::app::App;
use crate::flow::read_coop;
use crate::store::partner::{self, PartnerState};
use crate::store::trade_agreement::{self, AgreementState, TradeAgreement};
use crate::store::{Conn, Error, Result};

/// Holds the agreement for changing it, and its partner before it, as messages that come in do.
pub(super) fn hold(c: &mut Conn, id: &str) -> Result<Option<TradeAgreement>> {
    if let Some(row) = trade_agreement::find_optional(c, id)? {
        partner::lock(c, &row.partner_id)?;
    }
    trade_agreement::lock(c, id)
}

/// The agreement is in force; an older one with the same partner is over as soon as this one begins.
pub(super) fn activate(c: &mut Conn, app: &App, row: &mut TradeAgreement) -> Result<()> {
    let now = app.clock.now();
    row.state = AgreementState::Active;
    row.decided_at = Some(now);
    trade_agreement::save(c, row)?;
    let mut partner = partner::lock(c, &row.partner_id)?.ok_or(Error::NotFound)?;
    partner.state = PartnerState::Active;
    partner::save(c, &partner)?;
    choose(c, &row.partner_id, now)?;
    read_coop::first(c, app, &partner.coop_id)
}

/// Which of the agreements in force with a partner counts at `now`: the newest that has begun, or the newest where none has. Those before it are over.
///
/// The revision and then the id say which is newer, and both co-ops know both: two that accepted each other's offers at once come to the same one.
pub(super) fn choose(c: &mut Conn, desk: &str, now: Instant) -> Result<()> {
    let mut partner = partner::lock(c, desk)?.ok_or(Error::NotFound)?;
    let active: Vec<TradeAgreement> = trade_agreement::of_partner(c, desk)?
        .into_iter()
        .filter(|row| row.state == AgreementState::Active)
        .collect();
    let begun = active.iter().filter(|row| row.valid_from <= now.plus(SKEW));
    let newest = begun.max_by_key(|row| age(row));
    let Some(chosen) = newest.or_else(|| active.iter().max_by_key(|row| age(row))) else {
        partner.state = PartnerState::Ended;
        return partner::save(c, &partner);
    };
    for older in active.iter().filter(|row| age(row) < age(chosen)) {
        let mut older = older.clone();
        older.state = AgreementState::Ended;
        trade_agreement::save(c, &older)?;
    }
    if partner.agreement_id.as_ref() != Some(&chosen.id) {
        partner.agreement_id = Some(chosen.id.clone());
        partner::save(c, &partner)?;
    }
    Ok(())
}

/// What orders the agreements with a partner from the oldest to the newest, here and there alike.
pub(super) fn age(row: &TradeAgreement) -> (i64, &str) {
    (row.revision, &row.id)
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
    let partner = partner::find(c, &row.partner_id)?;
    if partner.agreement_id.as_deref() == Some(row.id.as_str()) {
        choose(c, &row.partner_id, app.clock.now())?;
    }
    Ok(())
}
