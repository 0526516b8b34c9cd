//! The co-op says on which day it closes for good.

use chrono::TimeDelta;
use musette_domain::Instant;

use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::store::{Conn, coop};

/// How long before the day it is said at least: whoever trades with us or eats with us needs the time.
pub const NOTICE: TimeDelta = TimeDelta::days(30);
/// How far away the day may be.
pub const FARTHEST: TimeDelta = TimeDelta::days(730);

refusals! {
    /// Why the day is not taken.
    pub enum AnnounceRefusal {
        /// Too few people could make other plans.
        #[error("the last day must be at least {} days away", NOTICE.num_days())]
        TooSoon = "closing-too-soon",
        /// Nobody plans that far.
        #[error("the last day can be at most two years away")]
        TooFar = "closing-too-far",
        /// It is over already.
        #[error("the co-op has closed")]
        Closed = "closing-closed",
        /// The name was not written, or another one.
        #[error("write the co-op's name to confirm")]
        NotConfirmed = "closing-not-confirmed",
    }
}

/// Announces the closing at `at`; `typed` is the co-op's name, written by whoever does it. The same day again changes nothing.
pub fn run(c: &mut Conn, app: &App, at: Instant, typed: &str) -> Result<Changed, AnnounceRefusal> {
    let mut row = coop::own(c)?;
    let now = app.clock.now();
    if row.closed_at.is_some() {
        return Err(AnnounceRefusal::Closed);
    }
    if row.closes_at == Some(at) {
        return Ok(Changed::nothing());
    }
    if at.since(now) < NOTICE {
        return Err(AnnounceRefusal::TooSoon);
    }
    if at.since(now) > FARTHEST {
        return Err(AnnounceRefusal::TooFar);
    }
    if typed.trim().to_lowercase() != row.name.trim().to_lowercase() {
        return Err(AnnounceRefusal::NotConfirmed);
    }
    row.closes_at = Some(at);
    row.updated_at = now;
    coop::save(c, &row)?;
    timer::at(c, app, JobKind::CloseCoop, "coop", at)?;
    app.tell.coop_closing(c)?;
    Ok(Changed::topics([Topic::Coop]))
}
