//! What was said is not kept for ever.

use chrono::TimeDelta;

use crate::app::App;
use crate::store::{Conn, Result, hint, reaction, reply};

/// How long replies, mentions, our answers, likes and boosts are kept.
pub const KEPT: TimeDelta = TimeDelta::days(365);
/// How long it is known whom a hint was sent: longer than anybody waits for another.
const HINTS: TimeDelta = TimeDelta::days(2);

/// Forgets what is old; says how many rows that were.
pub fn run(c: &mut Conn, app: &App) -> Result<usize> {
    let (now, wire) = (app.clock.now(), app.clock.wire());
    let said = reply::purge(c, now.minus(KEPT))?;
    Ok(said + reaction::purge(c, now.minus(KEPT))? + hint::purge(c, wire.minus(HINTS))?)
}
