//! A restaurant takes no orders until a time: a pause, the rest of the day, holidays.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::RestaurantId;
use musette_domain::text::{self, TextProblem};

use super::save;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::special::closure;
use crate::store::{Conn, restaurant};

/// The longest closure; longer holidays are opening hours.
pub const LONGEST: TimeDelta = TimeDelta::days(62);

refusals! {
    /// Why a restaurant cannot be closed like this.
    pub enum CloseRefusal {
        /// The time is over already.
        #[error("the end of the closure lies in the past")]
        Past = "close-past",
        /// Too far away.
        #[error("a closure can last at most {} days; longer ones belong into the opening hours", LONGEST.num_days())]
        TooLong = "close-too-long",
        /// The reason cannot be shown.
        #[error("{0}")]
        Reason(TextProblem) = "close-reason-none",
    }
}

impl From<TextProblem> for CloseRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Reason(problem)
    }
}

/// Closes the restaurant until `until`, with a reason that customers read, if there is one.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &RestaurantId,
    until: Instant,
    reason: &str,
) -> Result<Changed, CloseRefusal> {
    let mut row = restaurant::find(c, id)?;
    let now = app.clock.now();
    if until <= now {
        return Err(CloseRefusal::Past);
    }
    if until.since(now) > LONGEST {
        return Err(CloseRefusal::TooLong);
    }
    let reason = Some(text::note(reason)?).filter(|reason| !reason.is_empty());
    if row.closed_until == Some(until) && row.closed_reason == reason {
        return Ok(Changed::nothing());
    }
    row.closed_until = Some(until);
    row.closed_reason = reason;
    let mut changed = save(c, app, &mut row)?;
    changed.join(closure::tell(c, app, &row)?);
    Ok(changed)
}
