//! What happened to an order, when.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::order::OrderState;

use super::schema::order_event;
use super::{Conn, Result};
use crate::each_backend;

/// What happened to an order, when.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = order_event, primary_key(order_id, revision), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct OrderEvent {
    #[diesel(serialize_as = AsText<OrderId>, deserialize_as = AsText<OrderId>)]
    pub order_id: OrderId,
    pub revision: i64,
    #[diesel(serialize_as = AsText<OrderState>, deserialize_as = AsText<OrderState>)]
    pub state: OrderState,
    pub detail: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, order_id: &OrderId, revision: i64) -> Result<OrderEvent> {
    Ok(order_event::table
        .find((TextValue::as_str(order_id), revision))
        .select(OrderEvent::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(
    c: &mut Conn,
    order_id: &OrderId,
    revision: i64,
) -> Result<Option<OrderEvent>> {
    Ok(order_event::table
        .find((TextValue::as_str(order_id), revision))
        .select(OrderEvent::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &OrderEvent) -> Result<()> {
    diesel::insert_into(order_event::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &OrderEvent) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(order_event::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &OrderEvent) -> Result<()> {
    let rows =
        diesel::update(order_event::table.find((TextValue::as_str(&row.order_id), row.revision)))
            .set(row.clone())
            .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, order_id: &OrderId, revision: i64) -> Result<bool> {
    Ok(
        diesel::delete(order_event::table.find((TextValue::as_str(order_id), revision)))
            .execute(c)?
            == 1,
    )
}

/// What happened to an order, the oldest first.
pub fn of_order(c: &mut Conn, order_id: &OrderId) -> Result<Vec<OrderEvent>> {
    Ok(order_event::table
        .filter(order_event::order_id.eq(TextValue::as_str(order_id)))
        .order(order_event::revision)
        .select(OrderEvent::as_select())
        .load(c)?)
}
