//! Whether something new may begin with a partner: one answer for orders, deliveries, quotes and what comes in.

use chrono::TimeDelta;
use musette_domain::{Instant, Money};

use crate::flow::settle;
use crate::store::partner::{Partner, PartnerState};
use crate::store::trade_agreement::{self, TradeAgreement};
use crate::store::{Conn, Result};

/// How far two co-ops' clocks may differ when an agreement begins.
pub(super) const SKEW: TimeDelta = TimeDelta::minutes(5);

/// Who would begin it, and so owe for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// We order or hand a delivery over.
    We,
    /// The partner does.
    They,
}

/// What is older than this counts as paid: co-ops settle every week, and this ledger does not hold the payments themselves.
const UNSETTLED: TimeDelta = TimeDelta::days(14);

/// Whether something new may begin with a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trading {
    /// Yes.
    Open,
    /// Nothing was ever agreed.
    NoAgreement,
    /// The agreement begins later.
    NotYet(Instant),
    /// One side has paused: what runs is finished.
    Paused,
    /// The agreement has ended, or its time is over.
    Over,
    /// Who would begin it owes more than was agreed; that much is owed.
    AtLimit(Money),
}

impl Trading {
    /// Whether it may.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }
}

/// How we stand with a partner at a moment: its state, the dates of the agreement, and its credit limit.
pub fn with(c: &mut Conn, partner: &Partner, begins: Begins, now: Instant) -> Result<Trading> {
    let agreement = agreement(c, partner)?;
    let dated = by_date(partner, agreement.as_ref(), now);
    let Some(agreement) = agreement.filter(|_| dated.is_open()) else {
        return Ok(dated);
    };
    let currency = agreement.currency;
    let since = now.minus(UNSETTLED);
    let balance = settle::owed_since(c, &partner.desk_id, currency, since)?.minor;
    let owed = match begins {
        Begins::We => balance.saturating_neg(),
        Begins::They => balance,
    };
    Ok(if owed > agreement.credit_limit {
        Trading::AtLimit(Money::new(owed, currency))
    } else {
        Trading::Open
    })
}

/// When the partner's agreement ran out by its date, if it has.
pub fn ran_out(c: &mut Conn, partner: &Partner, now: Instant) -> Result<Option<Instant>> {
    Ok(agreement(c, partner)?
        .map(|agreement| agreement.valid_through)
        .filter(|end| *end <= now))
}

fn agreement(c: &mut Conn, partner: &Partner) -> Result<Option<TradeAgreement>> {
    match &partner.agreement_id {
        Some(id) => trade_agreement::find_optional(c, id),
        None => Ok(None),
    }
}

fn by_date(partner: &Partner, agreement: Option<&TradeAgreement>, now: Instant) -> Trading {
    match partner.state {
        PartnerState::Known => Trading::NoAgreement,
        PartnerState::Paused => Trading::Paused,
        PartnerState::Ended => Trading::Over,
        PartnerState::Active => match agreement {
            Some(row) if row.valid_through <= now => Trading::Over,
            Some(row) if row.valid_from > now.plus(SKEW) => Trading::NotYet(row.valid_from),
            _ => Trading::Open,
        },
    }
}
