//! A line of a basket.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::CartId;
use musette_domain::id::CartLineId;

use super::schema::cart_line;
use super::{Conn, Result};
use crate::each_backend;

/// A line of a basket.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = cart_line, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct CartLine {
    #[diesel(serialize_as = AsText<CartLineId>, deserialize_as = AsText<CartLineId>)]
    pub id: CartLineId,
    #[diesel(serialize_as = AsText<CartId>, deserialize_as = AsText<CartId>)]
    pub cart_id: CartId,
    pub item: String,
    pub count: i32,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &CartLineId) -> Result<CartLine> {
    Ok(cart_line::table
        .find(TextValue::as_str(id))
        .select(CartLine::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &CartLineId) -> Result<Option<CartLine>> {
    Ok(cart_line::table
        .find(TextValue::as_str(id))
        .select(CartLine::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &CartLine) -> Result<()> {
    diesel::insert_into(cart_line::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &CartLine) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(cart_line::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &CartLine) -> Result<()> {
    let rows = diesel::update(cart_line::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &CartLineId) -> Result<bool> {
    Ok(diesel::delete(cart_line::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The lines of a cart, in the order they were put in.
pub fn of_cart(c: &mut Conn, cart_id: &CartId) -> Result<Vec<CartLine>> {
    Ok(cart_line::table
        .filter(cart_line::cart_id.eq(TextValue::as_str(cart_id)))
        .order(cart_line::id)
        .select(CartLine::as_select())
        .load(c)?)
}
