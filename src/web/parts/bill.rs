//! A bill: what costs what, why, and the total behind a seam.

use askama::Template;

use crate::i18n::Markup;

/// One line of a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillLine {
    /// What.
    pub what: String,
    /// How much, formatted.
    pub amount: String,
    /// Why.
    pub why: Option<Markup>,
    /// Whether it is the total.
    pub total: bool,
}

impl BillLine {
    /// A line.
    pub fn new(what: impl Into<String>, amount: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            amount: amount.into(),
            why: None,
            total: false,
        }
    }
    /// The total.
    pub fn total(what: impl Into<String>, amount: impl Into<String>) -> Self {
        Self {
            total: true,
            ..Self::new(what, amount)
        }
    }
    /// The line with its reason.
    #[must_use]
    pub fn why(self, why: Markup) -> Self {
        Self {
            why: Some(why),
            ..self
        }
    }
}

/// The lines of a bill.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/bill.html")]
pub struct Bill {
    /// The lines, the total last.
    pub lines: Vec<BillLine>,
}

impl Bill {
    /// A bill of these lines.
    pub fn new(lines: impl IntoIterator<Item = BillLine>) -> Self {
        Self {
            lines: lines.into_iter().collect(),
        }
    }
}

super::html!(Bill);
