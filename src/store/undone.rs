//! Activities and objects that were taken back: who hears the two in the wrong order, or the first once more, must not take it for new.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::undone;
use super::{Conn, Result};
use crate::each_backend;

/// Something that its owner took back.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = undone, primary_key(id, actor_id), treat_none_as_default_value = false)]
pub struct Undone {
    pub id: String,
    pub actor_id: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub at: Instant,
}

/// Writes a new row unless it is there; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Undone) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(undone::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Remembers that something was taken back, and when that was signed last.
pub fn put(c: &mut Conn, row: &Undone) -> Result<()> {
    if insert_if_absent(c, row)? {
        return Ok(());
    }
    let earlier = undone::table
        .find((&row.id, &row.actor_id))
        .filter(undone::at.lt(row.at.millis()));
    diesel::update(earlier)
        .set(undone::at.eq(row.at.millis()))
        .execute(c)?;
    Ok(())
}

/// When this actor took something back, if it did.
pub fn at(c: &mut Conn, id: &str, actor_id: &str) -> Result<Option<Instant>> {
    let at: Option<i64> = undone::table
        .find((id, actor_id))
        .select(undone::at)
        .first(c)
        .optional()?;
    Ok(at.map(Instant::from_millis))
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &str, actor_id: &str) -> Result<bool> {
    Ok(diesel::delete(undone::table.find((id, actor_id))).execute(c)? == 1)
}

/// Whether this actor took one of these back.
pub fn is_any(c: &mut Conn, ids: &[&str], actor_id: &str) -> Result<bool> {
    // Two at a time, and without the detour of a query for either database: it is asked at every message, and the statement of a list is not kept.
    for two in ids.chunks(2) {
        let (Some(first), Some(last)) = (two.first(), two.last()) else {
            break;
        };
        let found: Option<String> = each_backend!(c, |c| undone::table
            .filter(undone::actor_id.eq(actor_id))
            .filter(undone::id.eq(first).or(undone::id.eq(last)))
            .select(undone::id)
            .first(c)
            .optional())?;
        if found.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Forgets what was taken back before `before`, at most `limit`; says how many.
pub fn purge(c: &mut Conn, before: Instant, limit: i64) -> Result<usize> {
    let old: Vec<(String, String)> = undone::table
        .filter(undone::at.lt(before.millis()))
        .select((undone::id, undone::actor_id))
        .limit(limit)
        .load(c)?;
    let mut rows = 0;
    for (id, actor) in &old {
        rows += usize::from(delete(c, id, actor)?);
    }
    Ok(rows)
}

/// How many are remembered.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(undone::table.count().get_result(c)?)
}
