//! The time left to answer, as a ring. The deadline stands in words beside it, so nothing depends on the script.

use askama::Template;

use crate::i18n::Words;

/// The circumference of the ring in units of its picture.
const ROUND: u64 = 119;

/// A countdown for people at work. Customers never get one.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/ring.html")]
pub struct Ring {
    /// Seconds left when the page was made.
    pub left: u32,
    /// Seconds in all.
    pub of: u32,
    /// "Answer before 12:35".
    pub label: String,
}

impl Ring {
    /// A ring that ends at the time of day `deadline`.
    pub fn new(w: Words, left: u32, of: u32, deadline: &str) -> Self {
        let label = w.with("ring-deadline", &[("time", deadline)]);
        Self { left, of, label }
    }
    fn arc(&self) -> u64 {
        let of = u64::from(self.of.max(1));
        (u64::from(self.left) * ROUND / of).min(ROUND)
    }
    fn text(&self) -> String {
        if self.of < 60 {
            self.left.to_string()
        } else {
            format!("{}:{:02}", self.left / 60, self.left % 60)
        }
    }

    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self::new(w, 192, 300, "12:35")
    }
}

super::html!(Ring);
