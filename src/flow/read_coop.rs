//! A co-op elsewhere is to be read again, with its restaurants and menus: what it tells by itself is not everything, and may have been missed.

use chrono::TimeDelta;

use super::timer::{self, JobKind};
use crate::app::App;
use crate::store::job::{self, JobClock};
use crate::store::partner::PartnerState;
use crate::store::{Conn, Result, following, partner, remote_coop, remote_restaurant};

/// Between two readings of the same co-op, however often it says that it has changed.
const REST: TimeDelta = TimeDelta::seconds(20);
/// After how long a co-op is read without any cause.
const OLD: TimeDelta = TimeDelta::days(1);
/// The same for one that only a neighbour named.
const OLD_FAR: TimeDelta = TimeDelta::days(7);
/// After how long without an answer the restaurants of a co-op are not shown any more. They come back with it.
const GIVEN_UP: TimeDelta = TimeDelta::days(30);
/// How far apart the co-ops of one daily round are begun.
const APART: TimeDelta = TimeDelta::seconds(30);

/// Reads it as soon as it may be read, from the beginning.
pub fn soon(c: &mut Conn, app: &App, coop: &str) -> Result<()> {
    let now = app.clock.wire();
    let walked = remote_coop::find_optional(c, coop)?.and_then(|row| row.walked_at);
    let at = walked.map_or(now, |walked| now.max(walked.plus(REST)));
    timer::clear(c, JobKind::ReadCoop, coop)?;
    timer::set(c, app, JobKind::ReadCoop, coop, JobClock::Wire, at)
}

/// Reads it if its restaurants never were: a desk that offered us an agreement is known before anybody wanted to know more.
pub fn first(c: &mut Conn, app: &App, coop: &str) -> Result<()> {
    match remote_coop::find_optional(c, coop)? {
        Some(row) if row.walked_at.is_none() => soon(c, app, coop),
        _ => Ok(()),
    }
}

/// Reads those that were not read for a day, one after the other; those that only neighbours named once a week.
pub fn old_ones(c: &mut Conn, app: &App) -> Result<()> {
    let mut at = app.clock.wire();
    let (before, before_far, given_up) = (at.minus(OLD), at.minus(OLD_FAR), at.minus(GIVEN_UP));
    for row in remote_coop::list(c)? {
        let near = keeps_up(c, &row.actor_id)?;
        let since = if near { before } else { before_far };
        let fresh = row.walked_at.is_some_and(|walked| walked > since);
        if row.walked_at.unwrap_or(row.fetched_at) < given_up {
            remote_restaurant::gone_with(c, &row.actor_id, app.clock.now())?;
            if !near && row.walked_at.is_none() {
                remote_coop::delete(c, &row.actor_id)?;
                continue;
            }
        }
        if fresh
            || !(near || row.depth > 0)
            || job::of(c, JobKind::ReadCoop.text(), &row.actor_id)?.is_some()
        {
            continue;
        }
        let (kind, clock) = (JobKind::ReadCoop, JobClock::Wire);
        timer::set(c, app, kind, &row.actor_id, clock, at)?;
        at = at.plus(APART);
    }
    Ok(())
}

/// Whether we follow the co-op or trade with it.
fn keeps_up(c: &mut Conn, coop: &str) -> Result<bool> {
    if following::find_optional(c, coop)?.is_some() {
        return Ok(true);
    }
    Ok(partner::of_coop(c, coop)?
        .is_some_and(|row| matches!(row.state, PartnerState::Active | PartnerState::Paused)))
}
