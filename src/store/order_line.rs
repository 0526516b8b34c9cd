//! A line of an order, with the price at the time of ordering.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsJson;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::OrderId;

use super::schema::order_line;
use super::{Conn, Result};
use crate::each_backend;

/// A line of an order, with the price at the time of ordering.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = order_line, primary_key(order_id, position), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct OrderLine {
    #[diesel(serialize_as = AsText<OrderId>, deserialize_as = AsText<OrderId>)]
    pub order_id: OrderId,
    pub position: i32,
    pub item: String,
    pub item_revision: i64,
    pub name: String,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub allergens: Vec<String>,
    pub count: i32,
    pub price: i64,
}

/// The row with this key.
pub fn find(c: &mut Conn, order_id: &OrderId, position: i32) -> Result<OrderLine> {
    Ok(order_line::table
        .find((TextValue::as_str(order_id), position))
        .select(OrderLine::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, order_id: &OrderId, position: i32) -> Result<Option<OrderLine>> {
    Ok(order_line::table
        .find((TextValue::as_str(order_id), position))
        .select(OrderLine::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &OrderLine) -> Result<()> {
    diesel::insert_into(order_line::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &OrderLine) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(order_line::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &OrderLine) -> Result<()> {
    let rows =
        diesel::update(order_line::table.find((TextValue::as_str(&row.order_id), row.position)))
            .set(row.clone())
            .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, order_id: &OrderId, position: i32) -> Result<bool> {
    Ok(
        diesel::delete(order_line::table.find((TextValue::as_str(order_id), position)))
            .execute(c)?
            == 1,
    )
}

/// The lines of an order.
pub fn of_order(c: &mut Conn, order_id: &OrderId) -> Result<Vec<OrderLine>> {
    Ok(order_line::table
        .filter(order_line::order_id.eq(TextValue::as_str(order_id)))
        .order(order_line::position)
        .select(OrderLine::as_select())
        .load(c)?)
}
