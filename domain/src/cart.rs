//! A basket: what is in it, what it costs, and whether it can be ordered.

mod check;

pub use check::{CartProblem, Checkout, check};

use crate::money::{Currency, Money, MoneyError};

/// The most of one dish in one basket.
pub const MAX_COUNT: u32 = 50;
/// The most lines in one basket.
pub const MAX_LINES: usize = 60;

/// A line of a basket, with what the menu says about it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    /// The dish's name.
    pub name: String,
    /// How many.
    pub count: u32,
    /// The price of one.
    pub price: Money,
    /// Whether it is sold out.
    pub sold_out: bool,
    /// Whether it is still on the menu.
    pub on_menu: bool,
    /// Whether the menu says which allergens are in it. A dish without cannot be ordered at another co-op.
    pub allergens_known: bool,
}

impl CartLine {
    /// The price of the line.
    pub fn total(&self) -> Result<Money, MoneyError> {
        self.price.times(i64::from(self.count))
    }
}

/// The total of the items. `currency` is the restaurant's; a line in another is an error.
pub fn items_total(lines: &[CartLine], currency: Currency) -> Result<Money, MoneyError> {
    lines
        .iter()
        .try_fold(Money::zero(currency), |sum, line| sum.plus(line.total()?))
}

/// The count a line has after adding `more`, within 1 and [`MAX_COUNT`]; `None` if it cannot be had.
pub fn added(count: u32, more: u32) -> Option<u32> {
    let sum = count.checked_add(more)?;
    (1..=MAX_COUNT).contains(&sum).then_some(sum)
}
