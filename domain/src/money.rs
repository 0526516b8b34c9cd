//! Money: whole minor units of one currency. Nothing is ever rounded silently.

use crate::text_value::{NotAValue, TextValue};

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);
    /// The Swiss franc.
    pub const CHF: Self = Self(iso_currency::Currency::CHF);

    /// How many decimal digits the minor unit has: 2 for the euro, 0 for the yen.
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
    /// The ISO 4217 code, such as `EUR`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }
    /// The sign people write, such as `€`.
    pub fn symbol(self) -> String {
        self.0.symbol().to_string()
    }
}

impl TextValue for Currency {
    const WHAT: &'static str = "currency";
    fn as_str(&self) -> &str {
        self.0.code()
    }
    fn parse(text: &str) -> Result<Self, NotAValue> {
        iso_currency::Currency::from_code(text)
            .map(Self)
            .ok_or_else(|| NotAValue::new::<Self>(text))
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

crate::text_serde!(Currency);

/// An amount of money. Amounts of two currencies never meet: sums of unlike amounts are errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// Minor units, such as cents. May be negative.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Why a calculation or a text gave no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two currencies met.
    #[error("{0} and {1} cannot be added")]
    Currencies(Currency, Currency),
    /// The result does not fit.
    #[error("the amount is too large")]
    TooLarge,
    /// The text is no amount.
    #[error("{0:?} is not an amount of money")]
    NotAnAmount(String),
}

impl Money {
    /// `minor` minor units of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }
    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }
    /// The sum of two amounts of one currency.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currencies(self.currency, other.currency));
        }
        let minor = self
            .minor
            .checked_add(other.minor)
            .ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }
    /// This amount less `other`.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.plus(Self {
            minor: other.minor.checked_neg().ok_or(MoneyError::TooLarge)?,
            ..other
        })
    }
    /// This amount `count` times.
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        Ok(Self {
            minor: self.minor.checked_mul(count).ok_or(MoneyError::TooLarge)?,
            ..self
        })
    }
    /// `permille` thousandths of this amount, rounded to the nearest minor unit, halves away from zero.
    pub fn permille(self, permille: i64) -> Result<Self, MoneyError> {
        let product = self
            .minor
            .checked_mul(permille)
            .ok_or(MoneyError::TooLarge)?;
        let half = if product < 0 { -500 } else { 500 };
        Ok(Self {
            minor: product.checked_add(half).ok_or(MoneyError::TooLarge)? / 1000,
            ..self
        })
    }
    /// The amount as the wire has it: a decimal with a point and the currency's digits, such as `7.20`.
    pub fn to_decimal(self) -> String {
        let digits = self.currency.digits();
        let unit = 10_u64.pow(digits);
        let (whole, rest) = (
            self.minor.unsigned_abs() / unit,
            self.minor.unsigned_abs() % unit,
        );
        let sign = if self.minor < 0 { "-" } else { "" };
        if digits == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{rest:0width$}", width = digits as usize)
        }
    }
    /// Reads a decimal with a point or a comma, such as `7.2`, `7,20` or `7`. More digits than the currency has are an error.
    pub fn parse_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let bad = || MoneyError::NotAnAmount(text.chars().take(40).collect());
        let (negative, plain) = match text.trim().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.trim()),
        };
        let (whole, fraction) = plain.split_once(['.', ',']).unwrap_or((plain, ""));
        let digits = currency.digits() as usize;
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(fraction) || fraction.len() > digits {
            return Err(bad());
        }
        let minor: i64 = format!("{whole}{fraction:0<digits$}")
            .parse()
            .map_err(|_| MoneyError::TooLarge)?;
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("7.20", 720)]
    #[case("7,2", 720)]
    #[case("7", 700)]
    #[case("-0.05", -5)]
    fn reads_decimals(#[case] text: &str, #[case] minor: i64) {
        assert_eq!(
            Money::parse_decimal(text, Currency::EUR),
            Ok(Money::new(minor, Currency::EUR))
        );
    }

    #[rstest]
    #[case("")]
    #[case("7.205")]
    #[case("1e3")]
    #[case(".5")]
    #[case("99999999999999999999")]
    fn refuses_what_is_no_amount(#[case] text: &str) {
        assert!(Money::parse_decimal(text, Currency::EUR).is_err());
    }

    #[test]
    fn writes_what_it_reads() {
        for minor in [-1234, -5, 0, 5, 99, 100, 123_456] {
            let money = Money::new(minor, Currency::CHF);
            assert_eq!(
                Money::parse_decimal(&money.to_decimal(), Currency::CHF),
                Ok(money)
            );
        }
    }

    #[test]
    fn two_currencies_never_meet() {
        assert!(
            Money::new(1, Currency::EUR)
                .plus(Money::new(1, Currency::CHF))
                .is_err()
        );
    }
}
