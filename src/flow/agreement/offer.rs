//! We offer a partner an agreement.

use chrono::TimeDelta;
use musette_domain::{Currency, Instant};

use super::AgreementRefusal;
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::trade_agreement::{self, AgreementState, TradeAgreement};
use crate::store::{Conn, partner};

/// The longest an agreement may be valid (protocol.md 7.9).
const LONGEST: TimeDelta = TimeDelta::days(366);

/// What both would agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The currency of everything.
    pub currency: Currency,
    /// How much may be owed before no new offers are made, in minor units.
    pub credit_limit: i64,
    /// What a trip for nothing costs, in minor units.
    pub wasted_trip_fee: i64,
    /// How often is settled, as an ISO 8601 period such as `P7D`.
    pub settlement_period: String,
    /// From when.
    pub valid_from: Instant,
    /// Until when.
    pub valid_through: Instant,
}

impl Terms {
    /// Whether the terms can be agreed to at all.
    pub fn check(&self) -> Result<(), AgreementRefusal> {
        let span = self.valid_through.since(self.valid_from);
        let period = self.settlement_period.starts_with('P') && self.settlement_period.len() <= 16;
        if span <= TimeDelta::zero()
            || span > LONGEST
            || self.credit_limit < 0
            || self.wasted_trip_fee < 0
            || !period
        {
            return Err(AgreementRefusal::BadTerms);
        }
        Ok(())
    }
}

/// For how long a second offer is the first one pressed again. Later it is meant: the first may never have arrived.
const SAME_PRESS: TimeDelta = TimeDelta::hours(1);

/// Offers the terms. Soon after an offer of ours that waits for its answer, a second one is the same.
pub fn run(
    c: &mut Conn,
    app: &App,
    desk: &str,
    terms: &Terms,
) -> Result<Changed, AgreementRefusal> {
    terms.check()?;
    if partner::lock(c, desk)?.is_none() {
        return Err(AgreementRefusal::NoPartner);
    }
    let known = trade_agreement::of_partner(c, desk)?;
    if known
        .iter()
        .filter(|row| row.created_at > app.clock.now().minus(SAME_PRESS))
        .any(|row| row.state == AgreementState::Offered && row.offered_by_us)
    {
        return Ok(Changed::nothing());
    }
    let revision = known.iter().map(|row| row.revision).max().unwrap_or(0) + 1;
    let row = TradeAgreement {
        id: app.urls.trade_agreement(&app.ids.uuid()),
        partner_id: desk.to_owned(),
        revision,
        state: AgreementState::Offered,
        offered_by_us: true,
        offer_id: app.urls.trade_activity(&app.ids.uuid()),
        currency: terms.currency,
        credit_limit: terms.credit_limit,
        wasted_trip_fee: terms.wasted_trip_fee,
        settlement_period: terms.settlement_period.clone(),
        valid_from: terms.valid_from,
        valid_through: terms.valid_through,
        document: String::new(),
        created_at: app.clock.now(),
        decided_at: None,
    };
    trade_agreement::insert(c, &row)?;
    app.tell.agreement_offered(c, &row.id)?;
    Ok(Changed::topics([Topic::Coop]))
}
