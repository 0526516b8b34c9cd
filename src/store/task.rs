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
#[diesel(table_name = task, treat_none_as_null = true, treat_none_as_default_value = false)]
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

/// The stops of a delivery: the pickup, then the drop-off.
pub fn of_delivery(c: &mut Conn, delivery_id: &DeliveryId) -> Result<Vec<Task>> {
    Ok(task::table
        .filter(task::delivery_id.eq(TextValue::as_str(delivery_id)))
        .order(task::kind.desc())
        .select(Task::as_select())
        .load(c)?)
}

/// One stop of a delivery.
pub fn of_kind(c: &mut Conn, delivery_id: &DeliveryId, kind: TaskKind) -> Result<Task> {
    Ok(task::table
        .filter(task::delivery_id.eq(TextValue::as_str(delivery_id)))
        .filter(task::kind.eq(kind.text()))
        .select(Task::as_select())
        .first(c)?)
}

/// A courier's stops that are still to do, in the order of the tour.
pub fn open_of_courier(c: &mut Conn, courier: &UserId) -> Result<Vec<Task>> {
    Ok(task::table
        .filter(task::courier_id.eq(TextValue::as_str(courier)))
        .filter(task::state.eq_any([TaskState::Todo.text(), TaskState::Doing.text()]))
        .order((task::position, task::window_from, task::id))
        .select(Task::as_select())
        .load(c)?)
}

/// A courier's stops that were done since a time, the newest first.
pub fn done_of_courier(c: &mut Conn, courier: &UserId, since: Instant) -> Result<Vec<Task>> {
    Ok(task::table
        .filter(task::courier_id.eq(TextValue::as_str(courier)))
        .filter(task::done_at.ge(since.millis()))
        .order(task::done_at.desc())
        .select(Task::as_select())
        .load(c)?)
}
