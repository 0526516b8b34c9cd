//! A Follow that nobody answered for a day is sent once more, with the id that it had: it, or its answer, was lost.

use chrono::TimeDelta;

use crate::app::App;
use crate::store::{Conn, Result, following, outbox_message};

/// How long an answer is waited for.
const PATIENCE: TimeDelta = TimeDelta::days(1);
/// How long the repeated Follow is tried.
const TRIED: TimeDelta = TimeDelta::days(5);

/// Repeats what is due. When the message itself is forgotten, after 35 days, nothing is left to repeat.
pub fn run(c: &mut Conn, app: &App) -> Result<()> {
    let now = app.clock.wire();
    let (before, until) = (now.minus(PATIENCE), now.plus(TRIED));
    for row in following::pending_since(c, before)? {
        let sent = outbox_message::send_again(c, &row.follow_id, before, now, until)?;
        if sent > 0 {
            tracing::info!(actor.id = row.target_id, "a follow is asked for once more");
        }
    }
    Ok(())
}
