//! The strap of an order: solid is done, yellow is now, dotted is to come.

use askama::Template;

/// One knot of the strap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub title: String,
    /// When: for machines and for people.
    pub time: Option<(String, String)>,
    /// A line below: who, why.
    pub note: Option<String>,
    /// Whether it is now.
    pub now: bool,
    /// Whether it is to come.
    pub next: bool,
}

impl Step {
    /// A step that is done.
    pub fn done(title: impl Into<String>, time: Option<(String, String)>) -> Self {
        Self {
            title: title.into(),
            time,
            note: None,
            now: false,
            next: false,
        }
    }
    /// The step that is now.
    pub fn now(title: impl Into<String>) -> Self {
        Self {
            now: true,
            ..Self::done(title, None)
        }
    }
    /// A step to come.
    pub fn next(title: impl Into<String>) -> Self {
        Self {
            next: true,
            ..Self::done(title, None)
        }
    }
    /// With a line below.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }
}

/// The whole strap.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/timeline.html")]
pub struct Timeline {
    /// The steps in order.
    pub steps: Vec<Step>,
}

impl Timeline {
    /// For tests and previews.
    pub fn sample() -> Self {
        let time = ("2026-11-12T12:04:00+01:00".to_owned(), "12:04".to_owned());
        let steps = vec![
            Step::done("1", Some(time)),
            Step::now("2").note("Les Sonnettes"),
            Step::next("3").note("12:45–12:55"),
        ];
        Self { steps }
    }
}

super::html!(Timeline);
