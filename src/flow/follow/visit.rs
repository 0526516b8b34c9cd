//! A customer looks at what the restaurants that they follow have written: what is new since the last time is counted from then on.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::UserId;

use super::reader;
use crate::app::App;
use crate::store::news_reader::{self, NewsReader};
use crate::store::{Conn, Result};

/// How long looking again is the same visit.
const VISIT: TimeDelta = TimeDelta::minutes(30);

/// Whether a look at `now` begins another visit.
pub fn begins(reader: Option<&NewsReader>, now: Instant) -> bool {
    let seen = reader.and_then(|reader| reader.seen_at);
    seen.is_none_or(|seen| now.since(seen) >= VISIT)
}

/// Notes the visit; says when the one before was.
pub fn run(c: &mut Conn, app: &App, user: &UserId) -> Result<Option<Instant>> {
    let (row, now) = (reader(c, app, user)?, app.clock.now());
    if !begins(Some(&row), now) {
        return Ok(row.seen_before);
    }
    let before = row.seen_at;
    news_reader::save(
        c,
        &NewsReader {
            seen_at: Some(now),
            seen_before: before,
            ..row
        },
    )?;
    Ok(before)
}
