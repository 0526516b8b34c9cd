//! Who has riders free: us first, then the neighbours.

use askama::Template;

use super::Hue;
use crate::i18n::Words;

/// One co-op's capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// The hue of the co-op's bag.
    pub hue: Hue,
    /// Who, and how many are free.
    pub title: String,
    /// When and where, or since when it is silent.
    pub note: String,
    /// Whether the co-op does not answer.
    pub silent: bool,
}

/// The strip above the day board.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/capacity_strip.html")]
pub struct CapacityStrip {
    /// The words.
    pub w: Words,
    /// The co-ops, us first.
    pub coops: Vec<Capacity>,
}

impl CapacityStrip {
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        let one = |hue, title: &str, note: &str, silent| Capacity {
            hue,
            title: title.into(),
            note: note.into(),
            silent,
        };
        let coops = vec![
            one(Hue::Blue, "Les Mollets Associés: 1/6", "12:50", false),
            one(Hue::Brick, "Les Sonnettes: 3", "12:00–14:00", false),
            one(Hue::Plum, "Dérailleurs Unis", "14 min", true),
        ];
        Self { w, coops }
    }
}

super::html!(CapacityStrip);
