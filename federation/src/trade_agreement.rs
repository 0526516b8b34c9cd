//! Trade agreements between two co-ops (J17): the terms on which one delivers for the other.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, json_document, present, some_of, words};
use crate::{Cell, CurrencyCode, Decimal, Malformed, time};

/// The finest map cell of an agreed area: some 0.7 km².
const ZONE_RESOLUTION: u8 = 8;

words! {
    /// Where a trade agreement stands.
    pub enum TradeAgreementState {
        /// Proposed by one side.
        Offered = "offered",
        /// In force.
        Active = "active",
        /// No new offers either way; running jobs finish.
        Paused = "paused",
        /// Over.
        Ended = "ended",
    }
}

/// The terms of a trade agreement. All amounts are in its currency.
#[derive(Debug, Clone, PartialEq)]
pub struct TradeAgreement {
    /// Its address at the desk that offered it; later messages name it in `under`.
    pub id: Option<Url>,
    /// Grows with every change of terms.
    pub revision: u64,
    /// Where it stands, in messages that change that.
    pub state: Option<TradeAgreementState>,
    /// The charter both sides keep.
    pub charter: Option<Url>,
    /// The co-op that delivers.
    pub provider: Url,
    /// The co-op that owns the jobs and pays.
    pub receiver: Url,
    /// The currency of all amounts.
    pub currency: CurrencyCode,
    /// What the receiver may owe before no new jobs are offered.
    pub credit_limit: Decimal,
    /// What is paid for a trip that was in vain.
    pub wasted_trip_fee: Decimal,
    /// What a delivery costs before distance.
    pub fee_base: Option<Decimal>,
    /// What a kilometre costs.
    pub fee_per_km: Option<Decimal>,
    /// How often accounts are settled, in whole days.
    pub settlement_days: u32,
    /// Where the provider delivers; empty means its whole area.
    pub zone: Vec<Cell>,
    /// The policies it was made under.
    pub under: Vec<Url>,
    /// The fingerprint of the sending desk's key, which the other side pins.
    pub desk_key: Option<String>,
    /// When it begins.
    pub valid_from: DateTime<Utc>,
    /// When it ends; at most twelve months later by the charter.
    pub valid_through: DateTime<Utc>,
}

impl TradeAgreement {
    /// Writes the agreement.
    pub fn to_json(&self) -> Value {
        present(json!({
            "id": self.id,
            "type": "TradeAgreement",
            "revision": self.revision,
            "state": self.state,
            "charter": self.charter,
            "provider": self.provider,
            "receiver": self.receiver,
            "currency": self.currency,
            "creditLimit": self.credit_limit,
            "wastedTripFee": self.wasted_trip_fee,
            "feeBase": self.fee_base,
            "feePerKm": self.fee_per_km,
            "settlementPeriod": format!("P{}D", self.settlement_days),
            "zone": some_of(&self.zone),
            "under": some_of(&self.under),
            "deskKey": self.desk_key,
            "validFrom": time::format(self.valid_from),
            "validThrough": time::format(self.valid_through),
        }))
    }

    /// Reads an agreement.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("TradeAgreement", value)?;
        let agreement = Self {
            id: fields.maybe_url("id")?,
            revision: fields.integer("revision")?,
            state: fields.maybe_word("state", TradeAgreementState::parse)?,
            charter: fields.maybe_url("charter")?,
            provider: fields.url("provider")?,
            receiver: fields.url("receiver")?,
            currency: fields.currency("currency")?,
            credit_limit: fields.amount("creditLimit")?,
            wasted_trip_fee: fields.amount("wastedTripFee")?,
            fee_base: fields.maybe_amount("feeBase")?,
            fee_per_km: fields.maybe_amount("feePerKm")?,
            settlement_days: days(&fields.text("settlementPeriod", 8)?)?,
            zone: fields.cells("zone", ZONE_RESOLUTION)?,
            under: fields.urls("under")?,
            desk_key: fields.maybe_fingerprint("deskKey")?,
            valid_from: fields.time("validFrom")?,
            valid_through: fields.time("validThrough")?,
        };
        if agreement.valid_from >= agreement.valid_through {
            return Err(Malformed::Rule("a trade agreement ends before it begins"));
        }
        if agreement.provider == agreement.receiver {
            return Err(Malformed::Rule("a trade agreement needs two co-ops"));
        }
        Ok(agreement)
    }
}

json_document!(TradeAgreement);

/// The days of a period such as `P7D` or `P1W`.
fn days(text: &str) -> Result<u32, Malformed> {
    let count =
        |unit: char| -> Option<u32> { text.strip_prefix('P')?.strip_suffix(unit)?.parse().ok() };
    count('D')
        .or_else(|| count('W').and_then(|weeks| weeks.checked_mul(7)))
        .filter(|days| (1..=366).contains(days))
        .ok_or(Malformed::Rule(
            "settlementPeriod must be whole days or weeks, such as P7D, and at most a year",
        ))
}
