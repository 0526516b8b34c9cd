//! Activities and objects that were taken back before they came: whoever hears the two in the wrong order must not take the first for new.

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

/// Something that its owner took back before it came.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = undone, primary_key(id, actor_id))]
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

/// Whether this actor took one of these back.
pub fn is_any(c: &mut Conn, ids: &[&str], actor_id: &str) -> Result<bool> {
    // One by one, and without the detour of a query for either database: it is asked at every message, and SQLite keeps the statement of one id, not that of a list.
    for id in ids {
        let found: Option<String> = each_backend!(c, |c| undone::table
            .find((id, actor_id))
            .select(undone::id)
            .first(c)
            .optional())?;
        if found.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Forgets what was taken back before `before`; says how many.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::delete(undone::table.filter(undone::at.lt(before.millis()))).execute(c)?)
}

/// How many are remembered.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(undone::table.count().get_result(c)?)
}
