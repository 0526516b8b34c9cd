//! Activities that were taken already.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use musette_domain::Instant;

use super::kept::kept;
use super::schema::inbox_seen;
use super::{Conn, Result};
use crate::each_backend;

/// Activities that were taken already.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = inbox_seen, primary_key(activity_id, actor_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct InboxSeen {
    pub activity_id: String,
    pub body_hash: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
    pub actor_id: String,
}

/// The row with this key.
pub fn find(c: &mut Conn, activity_id: &str, actor_id: &str) -> Result<InboxSeen> {
    Ok(inbox_seen::table
        .find((activity_id, actor_id))
        .select(InboxSeen::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, activity_id: &str, actor_id: &str) -> Result<Option<InboxSeen>> {
    Ok(inbox_seen::table
        .find((activity_id, actor_id))
        .select(InboxSeen::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &InboxSeen) -> Result<()> {
    diesel::insert_into(inbox_seen::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &InboxSeen) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(inbox_seen::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes a new row unless it is there, or its actor took back the activity or `object`; says whether it was written. That is asked at every message, so
/// it is one statement.
pub fn insert_unless_undone(c: &mut Conn, row: &InboxSeen, object: &str) -> Result<bool> {
    let rows = each_backend!(c, |c| kept(
        "INSERT INTO inbox_seen (activity_id, body_hash, received_at, actor_id) SELECT "
    )
    .bind::<Text, _>(row.activity_id.as_str(), ", ")
    .bind::<Text, _>(row.body_hash.as_str(), ", ")
    .bind::<BigInt, _>(row.received_at.millis(), ", ")
    .bind::<Text, _>(
        row.actor_id.as_str(),
        " WHERE NOT EXISTS (SELECT 1 FROM undone WHERE actor_id = "
    )
    .bind::<Text, _>(row.actor_id.as_str(), " AND (id = ")
    .bind::<Text, _>(row.activity_id.as_str(), " OR id = ")
    .bind::<Text, _>(object, ")) ON CONFLICT DO NOTHING")
    .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &InboxSeen) -> Result<()> {
    let rows = diesel::update(inbox_seen::table.find((&row.activity_id, &row.actor_id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, activity_id: &str, actor_id: &str) -> Result<bool> {
    Ok(diesel::delete(inbox_seen::table.find((activity_id, actor_id))).execute(c)? == 1)
}

/// Remembers from `at` on that an activity was taken; says whether it was.
pub fn touch(c: &mut Conn, activity_id: &str, actor_id: &str, at: Instant) -> Result<bool> {
    Ok(
        diesel::update(inbox_seen::table.find((activity_id, actor_id)))
            .set(inbox_seen::received_at.eq(at.millis()))
            .execute(c)?
            == 1,
    )
}

/// Forgets activities that came before `before`, at most `limit`; says how many.
pub fn purge(c: &mut Conn, before: Instant, limit: i64) -> Result<usize> {
    let old: Vec<(String, String)> = inbox_seen::table
        .filter(inbox_seen::received_at.lt(before.millis()))
        .select((inbox_seen::activity_id, inbox_seen::actor_id))
        .limit(limit)
        .load(c)?;
    let mut rows = 0;
    for (activity, actor) in &old {
        rows += usize::from(delete(c, activity, actor)?);
    }
    Ok(rows)
}

/// How many activities are remembered.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(inbox_seen::table.count().get_result(c)?)
}
