//! A trade agreement as it travels, from our row.

use musette_federation::trade_agreement::{TradeAgreement, TradeAgreementState};

use crate::peer::trade::desk::{Desk, address, signing_key};
use crate::peer::trade::terms::{amount, count, currency_code};
use crate::store::partner::Partner;
use crate::store::trade_agreement::{AgreementState, TradeAgreement as Row};
use crate::store::{Conn, Error, Result};

/// The document of an agreement. Whoever offers it is the one who pays: the other side delivers. Both may offer deliveries under it.
pub fn document(c: &mut Conn, desk: &Desk, row: &Row, partner: &Partner) -> Result<TradeAgreement> {
    let ours = address(&desk.urls.coop())?;
    let theirs = address(&partner.coop_id)?;
    let (provider, receiver) = if row.offered_by_us {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    Ok(TradeAgreement {
        id: Some(address(&row.id)?),
        revision: count(row.revision)?,
        state: Some(match row.state {
            AgreementState::Offered | AgreementState::Rejected => TradeAgreementState::Offered,
            AgreementState::Active => TradeAgreementState::Active,
            AgreementState::Ended => TradeAgreementState::Ended,
        }),
        charter: None,
        provider,
        receiver,
        currency: currency_code(row.currency)?,
        credit_limit: amount(row.credit_limit, row.currency),
        wasted_trip_fee: amount(row.wasted_trip_fee, row.currency),
        fee_base: None,
        fee_per_km: None,
        settlement_days: days(&row.settlement_period)?,
        zone: Vec::new(),
        under: Vec::new(),
        desk_key: Some(signing_key(c, &desk.urls)?.public_key().fingerprint()),
        valid_from: row.valid_from.to_utc(),
        valid_through: row.valid_through.to_utc(),
    })
}

/// The days of a period such as `P7D` or `P1W`.
fn days(period: &str) -> Result<u32> {
    let count =
        |unit: char| -> Option<u32> { period.strip_prefix('P')?.strip_suffix(unit)?.parse().ok() };
    count('D')
        .or_else(|| count('W').and_then(|weeks| weeks.checked_mul(7)))
        .ok_or_else(|| Error::Database(format!("{period:?} is no period of days")))
}
