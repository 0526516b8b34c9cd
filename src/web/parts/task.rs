//! A stop: ↑ is always a pick-up, ↓ always a delivery.

use askama::Template;

use super::Act;

/// What happens at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskKind {
    /// ↑ Bags are taken.
    Pickup,
    /// ↓ Bags are handed over.
    Dropoff,
    /// ✓ Done.
    Done,
}

impl TaskKind {
    const fn icon(self) -> &'static str {
        match self {
            Self::Pickup => "up",
            Self::Dropoff => "drop",
            Self::Done => "check",
        }
    }
}

/// One stop on a board.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/task.html")]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// When.
    pub when: String,
    /// Where.
    pub place: String,
    /// Number, bags.
    pub note: Option<String>,
    /// "6 min late".
    pub late: Option<String>,
    /// Whether it is the current stop.
    pub now: bool,
    /// Moving it up or down.
    pub moves: Vec<Act>,
}

impl Task {
    fn new(kind: TaskKind, when: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            kind,
            when: when.into(),
            place: place.into(),
            note: None,
            late: None,
            now: false,
            moves: Vec::new(),
        }
    }
    /// A pick-up.
    pub fn pickup(when: impl Into<String>, place: impl Into<String>) -> Self {
        Self::new(TaskKind::Pickup, when, place)
    }
    /// A delivery.
    pub fn dropoff(when: impl Into<String>, place: impl Into<String>) -> Self {
        Self::new(TaskKind::Dropoff, when, place)
    }
    /// A stop that is done.
    pub fn done(when: impl Into<String>, place: impl Into<String>) -> Self {
        Self::new(TaskKind::Done, when, place)
    }
    /// With a note.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }
    /// Late, with how much.
    #[must_use]
    pub fn late(self, late: impl Into<String>) -> Self {
        Self {
            late: Some(late.into()),
            ..self
        }
    }
    /// The current stop.
    #[must_use]
    pub fn now(self) -> Self {
        Self { now: true, ..self }
    }
}

super::html!(Task);
