//! How far a round is: a bead a stop, the current one yellow.

use askama::Template;

use crate::i18n::Words;

/// The beads in the courier's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(path = "parts/beads.html")]
pub struct Beads {
    /// The words.
    pub w: Words,
    /// How many stops are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

impl Beads {
    /// The current stop, counted from one.
    fn current(self) -> usize {
        (self.done + 1).min(self.all)
    }
}

super::html!(Beads);
