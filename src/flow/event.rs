//! Assemblies of the co-op and evenings of its restaurants: published, corrected, cancelled. What was announced is not deleted: people have it in their calendars.

pub mod cancel;
pub mod edit;
pub mod publish;

use chrono::TimeDelta;
use musette_domain::text::{self, TextProblem};
use musette_domain::{Instant, Position};

use super::refusal::refusals;
use crate::store::event::Event;

/// The longest one lasts.
pub const LONGEST: TimeDelta = TimeDelta::days(14);
/// How far ahead one is announced.
pub const FARTHEST: TimeDelta = TimeDelta::days(366);
/// How many of one host are ahead at once.
pub const AT_ONCE: usize = 20;

/// What an event says.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    /// What it is.
    pub title: String,
    /// A few sentences.
    pub description: String,
    /// What the place is called; may be empty.
    pub place: String,
    /// Where it is, in a line.
    pub address: String,
    /// Where that is on the map, if known.
    pub position: Option<Position>,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
}

refusals! {
    /// Why an event is not taken.
    pub enum EventRefusal {
        /// A text is too long, empty or cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "event-text",
        /// It would be over already.
        #[error("the end of the event lies in the past")]
        Past = "event-past",
        /// It ends before it begins.
        #[error("the event ends before it begins")]
        Backwards = "event-backwards",
        /// It would last too long.
        #[error("an event lasts at most {} days", LONGEST.num_days())]
        TooLong = "event-too-long",
        /// It is too far away.
        #[error("an event begins within a year")]
        TooFar = "event-too-far",
        /// Enough at once.
        #[error("at most {AT_ONCE} events can be ahead at once")]
        TooMany = "event-too-many",
        /// It is over or was cancelled.
        #[error("this event is over or was cancelled")]
        Over = "event-over",
    }
}

impl From<TextProblem> for EventRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Text(problem)
    }
}

/// Writes the wording into a row.
fn word(wording: &Wording, now: Instant, row: Event) -> Result<Event, EventRefusal> {
    if wording.ends_at <= wording.starts_at {
        return Err(EventRefusal::Backwards);
    }
    if wording.ends_at <= now {
        return Err(EventRefusal::Past);
    }
    if wording.ends_at.since(wording.starts_at) > LONGEST {
        return Err(EventRefusal::TooLong);
    }
    if wording.starts_at.since(now) > FARTHEST {
        return Err(EventRefusal::TooFar);
    }
    let optional = |typed: &str| match typed.trim() {
        "" => Ok(String::new()),
        typed => text::name(typed),
    };
    Ok(Event {
        title: text::name(&wording.title)?,
        description: text::description(&wording.description)?,
        place: optional(&wording.place)?,
        address: optional(&wording.address)?,
        latitude: wording.position.map(Position::lat),
        longitude: wording.position.map(Position::lon),
        starts_at: wording.starts_at,
        ends_at: wording.ends_at,
        ..row
    })
}
