//! One courier's day on the board.

use askama::Template;

use super::{Hue, Task};
use crate::i18n::Words;

/// A column of the day board.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/courier_column.html")]
pub struct CourierColumn {
    /// The words.
    pub w: Words,
    /// An id for the heading.
    pub id: String,
    /// The name.
    pub name: String,
    /// The co-op that lends them.
    pub lent_by: Option<Hue>,
    /// `bike` or `cargo`.
    pub vehicle: &'static str,
    /// Free from when, with how much room.
    pub note: String,
    /// Finished stops, folded.
    pub done: Vec<Task>,
    /// Stops to come, the current one first.
    pub tasks: Vec<Task>,
}

impl CourierColumn {
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self {
            w,
            id: "nour".into(),
            name: "Nour".into(),
            lent_by: Some(Hue::Brick),
            vehicle: "bike",
            note: "13:08".into(),
            done: vec![Task::done("12:09", "Curry Cumulus")],
            tasks: vec![
                Task::pickup("12:30", "Le Poireau Masqué").now(),
                Task::dropoff("12:45–13:00", "12, rue des Chambres-à-Air").note("41"),
            ],
        }
    }
}

super::html!(CourierColumn);
