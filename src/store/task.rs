//! One stop of a delivery.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;
use musette_domain::id::TaskId;
use musette_domain::id::UserId;
use musette_domain::task::TaskKind;
use musette_domain::task::TaskState;

use super::schema::task;
use super::{Conn, Result};
use crate::each_backend;

/// One stop of a delivery.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = task, treat_none_as_null = true)]
pub struct Task {
    #[diesel(serialize_as = AsText<TaskId>, deserialize_as = AsText<TaskId>)]
    pub id: TaskId,
    #[diesel(serialize_as = AsText<DeliveryId>, deserialize_as = AsText<DeliveryId>)]
    pub delivery_id: DeliveryId,
    #[diesel(serialize_as = AsText<TaskKind>, deserialize_as = AsText<TaskKind>)]
    pub kind: TaskKind,
    #[diesel(serialize_as = AsText<TaskState>, deserialize_as = AsText<TaskState>)]
    pub state: TaskState,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub courier_id: Option<UserId>,
    pub position: i32,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub window_from: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub window_to: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub accepted_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub done_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &TaskId) -> Result<Task> {
    Ok(task::table
        .find(TextValue::as_str(id))
        .select(Task::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &TaskId) -> Result<Option<Task>> {
    Ok(task::table
        .find(TextValue::as_str(id))
        .select(Task::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Task) -> Result<()> {
    diesel::insert_into(task::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Task) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(task::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Task) -> Result<()> {
    let rows = diesel::update(task::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &TaskId) -> Result<bool> {
    Ok(diesel::delete(task::table.find(TextValue::as_str(id))).execute(c)? == 1)
}
