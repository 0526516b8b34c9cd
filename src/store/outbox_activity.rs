//! An activity of ours: its bytes are written once.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::outbox_activity;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Which rules of sending an activity obeys.
    pub enum Lane("lane") {
        /// To anybody: retried for days.
        Social = "social",
        /// To a partner: in order, until its time is over.
        Trade = "trade",
    }
}
super::types::text_columns!(Lane);

/// An activity of ours: its bytes are written once.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = outbox_activity, treat_none_as_null = true)]
pub struct OutboxActivity {
    pub id: String,
    pub actor_id: String,
    #[diesel(serialize_as = AsText<Lane>, deserialize_as = AsText<Lane>)]
    pub lane: Lane,
    pub kind: String,
    pub object_id: Option<String>,
    pub body: String,
    pub public: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<OutboxActivity> {
    Ok(outbox_activity::table
        .find(id)
        .select(OutboxActivity::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<OutboxActivity>> {
    Ok(outbox_activity::table
        .find(id)
        .select(OutboxActivity::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &OutboxActivity) -> Result<()> {
    diesel::insert_into(outbox_activity::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &OutboxActivity) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(outbox_activity::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &OutboxActivity) -> Result<()> {
    let rows = diesel::update(outbox_activity::table.find(&row.id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &str) -> Result<bool> {
    Ok(diesel::delete(outbox_activity::table.find(id)).execute(c)? == 1)
}
