//! A courier has time.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::UserId;

use super::AvailabilityRefusal;
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::refusal::broken;
use crate::flow::timer::{self, JobKind};
use crate::store::availability::{self, Availability};
use crate::store::{Conn, user_account};

/// Declares a time; with `neighbours` also for their deliveries. The same time again changes nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    courier: &UserId,
    start: Instant,
    end: Instant,
    neighbours: bool,
) -> Result<Changed, AvailabilityRefusal> {
    let now = app.clock.now();
    if end <= start || end <= now {
        return Err(AvailabilityRefusal::Backwards);
    }
    if end.since(start) > TimeDelta::hours(16) {
        return Err(AvailabilityRefusal::TooLong);
    }
    if start > now.plus(TimeDelta::weeks(4)) {
        return Err(AvailabilityRefusal::TooFar);
    }
    // One after the other: two presses of the button declare one time.
    user_account::lock(c, courier)?;
    for known in availability::of_courier(c, courier, now)? {
        if (known.starts_at, known.ends_at, known.neighbours) == (start, end, neighbours) {
            return Ok(Changed::nothing());
        }
        if known.starts_at < end && start < known.ends_at {
            return Err(AvailabilityRefusal::Overlaps);
        }
    }
    let row = Availability {
        id: app.ids.new_id().map_err(broken)?,
        courier_id: courier.clone(),
        starts_at: start,
        ends_at: end,
        neighbours,
        created_at: now,
        withdrawn_at: None,
    };
    availability::insert(c, &row)?;
    timer::now(c, app, JobKind::PublishCapacity, "coop")?;
    Ok(Changed::topics([
        Topic::Courier(courier.clone()),
        Topic::Dispatch,
    ]))
}
