//! Our rows in the words of the wire, and back: amounts, cells, reasons, ids.

use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Currency, Position, TextValue};
use musette_federation as wire;
use musette_federation::{CurrencyCode, Decimal, Slug};
use url::Url;

use super::answer::Problem;
use super::desk::address;
use crate::store::partner::Partner;
use crate::store::{Error, Result};

/// The most that one amount of the trade may be, in minor units: what a typing error makes larger is none of ours.
const MOST: i64 = 100_000_000;

/// An amount of ours as it travels.
pub fn amount(minor: i64, currency: Currency) -> Decimal {
    Decimal::from_minor(minor, currency.digits())
}

/// An amount that is left out when it is nothing.
pub fn some_amount(minor: i64, currency: Currency) -> Option<Decimal> {
    (minor != 0).then(|| amount(minor, currency))
}

/// An amount that travelled, in minor units.
pub fn minor(amount: &Decimal, currency: Currency) -> Result<i64, Problem> {
    amount
        .to_minor(currency.digits())
        .filter(|minor| (0..=MOST).contains(minor))
        .ok_or_else(|| {
            Problem::Malformed(format!(
                "{amount} is not an amount of {currency} that can be traded"
            ))
        })
}

/// A currency as it travels.
pub fn currency_code(currency: Currency) -> Result<CurrencyCode> {
    CurrencyCode::parse(currency.code())
        .ok_or_else(|| Error::Database(format!("{currency} has no code of three letters")))
}

/// A currency that travelled.
pub fn currency(code: &CurrencyCode) -> Result<Currency, Problem> {
    Currency::parse(code.as_str())
        .map_err(|_| Problem::Malformed(format!("{code} is not a currency of ISO 4217")))
}

/// A reason as it travels: ours are words already; what is none becomes `other`.
pub fn reason(text: Option<&str>) -> Result<Slug> {
    text.and_then(Slug::parse)
        .or_else(|| Slug::parse("other"))
        .ok_or_else(|| Error::Database("`other` is a word".into()))
}

/// A count of ours as it travels.
pub fn count(number: i64) -> Result<u64> {
    u64::try_from(number).map_err(|_| Error::Database(format!("{number} is below zero")))
}

/// A count that travelled, as our rows hold it.
pub fn number(count: u64) -> Result<i64, Problem> {
    i64::try_from(count).map_err(|_| Problem::Malformed(format!("{count} is too large")))
}

/// A cell of ours, made as coarse as `size`: nothing finer leaves.
pub fn cell(text: &str, size: CellSize) -> Option<wire::Cell> {
    let cell: Cell = text.parse().ok()?;
    let coarse = cell.within(size).unwrap_or(cell);
    wire::Cell::parse(&coarse.to_string())
}

/// The cell around a place of ours.
pub fn cell_of(latitude: f64, longitude: f64, size: CellSize) -> Option<wire::Cell> {
    let position = Position::new(latitude, longitude).ok()?;
    wire::Cell::parse(&Cell::of(position, size).to_string())
}

/// The agreement that something is said under: the running one of a partner.
pub fn under(partner: &Partner) -> Result<Url> {
    let agreement = partner.agreement_id.as_deref().ok_or_else(|| {
        Error::Conflict(format!(
            "there is no trade agreement with {}",
            partner.desk_id
        ))
    })?;
    address(agreement)
}
