//! Somebody elsewhere takes back what they said: their words go, the place in the conversation stays empty.

use musette_domain::Instant;

use super::topic;
use crate::flow::Changed;
use crate::store::{Conn, Result, reply};

/// Forgets the words of a reply, if `author` wrote it.
pub fn run(c: &mut Conn, author: &str, id: &str, now: Instant) -> Result<Changed> {
    let Some(mut row) = reply::find_optional(c, id)? else {
        return Ok(Changed::nothing());
    };
    if row.author_id != author || row.ours || row.removed_at.is_some() {
        return Ok(Changed::nothing());
    }
    row.removed_at = Some(now);
    row.content = String::new();
    row.summary = None;
    reply::save(c, &row)?;
    Ok(Changed::topics([topic(row.restaurant_id)]))
}
