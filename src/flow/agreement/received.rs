//! A co-op offers us an agreement. A person of ours will answer.

use super::{AgreementRefusal, Terms};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::trade_agreement::{self, AgreementState, TradeAgreement};
use crate::store::{Conn, partner};

/// What a co-op offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedAgreement {
    /// Its desk, whose key is pinned from now on.
    pub desk: String,
    /// The agreement's id there.
    pub id: String,
    /// Its revision.
    pub revision: i64,
    /// The `Offer` activity's id.
    pub offer_id: String,
    /// What it says.
    pub terms: Terms,
    /// The document as it came.
    pub document: String,
}

/// Keeps the offer for the administrator. The same offer again changes nothing; an agreement that is known is not overwritten.
pub fn run(
    c: &mut Conn,
    app: &App,
    input: &ReceivedAgreement,
) -> Result<Changed, AgreementRefusal> {
    input.terms.check()?;
    if partner::find_optional(c, &input.desk)?.is_none() {
        return Err(AgreementRefusal::NoPartner);
    }
    if let Some(known) = trade_agreement::find_optional(c, &input.id)? {
        return if known.partner_id == input.desk {
            Ok(Changed::nothing())
        } else {
            Err(AgreementRefusal::Unknown)
        };
    }
    let row = TradeAgreement {
        id: input.id.clone(),
        partner_id: input.desk.clone(),
        revision: input.revision,
        state: AgreementState::Offered,
        offered_by_us: false,
        offer_id: input.offer_id.clone(),
        currency: input.terms.currency,
        credit_limit: input.terms.credit_limit,
        wasted_trip_fee: input.terms.wasted_trip_fee,
        settlement_period: input.terms.settlement_period.clone(),
        valid_from: input.terms.valid_from,
        valid_through: input.terms.valid_through,
        document: input.document.clone(),
        created_at: app.clock.now(),
        decided_at: None,
    };
    trade_agreement::insert(c, &row)?;
    Ok(Changed::topics([Topic::Coop]))
}
