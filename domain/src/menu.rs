//! What a menu may hold.

use crate::Money;
use crate::money::{Currency, MoneyError};
use crate::pricing::HIGHEST_UNITS;

/// The most sections of a menu.
pub const MAX_SECTIONS: usize = 40;
/// The most items of a menu.
pub const MAX_ITEMS: usize = 500;

/// Why something cannot be on a menu.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MenuProblem {
    /// Below nothing.
    #[error("a price cannot be negative")]
    NegativePrice,
    /// Absurd.
    #[error("a price can be at most {HIGHEST_UNITS}; please check for a slip of the keyboard")]
    PriceTooHigh,
    /// No price at all.
    #[error("this is not a price; write it like 13.50")]
    NotAPrice,
    /// Too many sections.
    #[error("a menu can have at most {MAX_SECTIONS} sections")]
    TooManySections,
    /// Too many items.
    #[error("a menu can have at most {MAX_ITEMS} dishes and drinks")]
    TooManyItems,
}

/// Reads a price as people write it.
pub fn parse_price(text: &str, currency: Currency) -> Result<Money, MenuProblem> {
    let text = text.trim();
    match Money::parse_decimal(text, currency) {
        Ok(price) => check_price(price),
        Err(MoneyError::TooLarge) if text.starts_with('-') => Err(MenuProblem::NegativePrice),
        Err(MoneyError::TooLarge) => Err(MenuProblem::PriceTooHigh),
        Err(_) => Err(MenuProblem::NotAPrice),
    }
}

/// Checks a price: nothing to [`HIGHEST_UNITS`] units of money.
pub fn check_price(price: Money) -> Result<Money, MenuProblem> {
    let highest = HIGHEST_UNITS * 10_i64.pow(price.currency.digits());
    match price.minor {
        ..0 => Err(MenuProblem::NegativePrice),
        minor if minor > highest => Err(MenuProblem::PriceTooHigh),
        _ => Ok(price),
    }
}

/// Whether a menu with this many sections and items may be.
pub fn check_size(sections: usize, items: usize) -> Result<(), MenuProblem> {
    if sections > MAX_SECTIONS {
        Err(MenuProblem::TooManySections)
    } else if items > MAX_ITEMS {
        Err(MenuProblem::TooManyItems)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("13,50", Ok(1350))]
    #[case("0", Ok(0))]
    #[case("100000", Ok(10_000_000))]
    #[case("100000.01", Err(MenuProblem::PriceTooHigh))]
    #[case("-1", Err(MenuProblem::NegativePrice))]
    #[case("1000000000000", Err(MenuProblem::PriceTooHigh))]
    #[case("99999999999999999999999", Err(MenuProblem::PriceTooHigh))]
    #[case("-99999999999999999999999", Err(MenuProblem::NegativePrice))]
    #[case("free", Err(MenuProblem::NotAPrice))]
    fn prices(#[case] text: &str, #[case] result: Result<i64, MenuProblem>) {
        let price = parse_price(text, Currency::CHF);
        assert_eq!(price, result.map(|minor| Money::new(minor, Currency::CHF)));
    }

    #[test]
    fn sizes() {
        assert_eq!(check_size(40, 500), Ok(()));
        assert_eq!(check_size(41, 0), Err(MenuProblem::TooManySections));
        assert_eq!(check_size(0, 501), Err(MenuProblem::TooManyItems));
    }
}
