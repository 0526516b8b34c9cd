//! A basket. It belongs to one restaurant.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::CartId;
use musette_domain::id::UserId;

use super::schema::cart;
use super::{Conn, Result};
use crate::each_backend;

/// A basket. It belongs to one restaurant.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = cart, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Cart {
    #[diesel(serialize_as = AsText<CartId>, deserialize_as = AsText<CartId>)]
    pub id: CartId,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub user_id: Option<UserId>,
    pub restaurant: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &CartId) -> Result<Cart> {
    Ok(cart::table
        .find(TextValue::as_str(id))
        .select(Cart::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &CartId) -> Result<Option<Cart>> {
    Ok(cart::table
        .find(TextValue::as_str(id))
        .select(Cart::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Cart) -> Result<()> {
    diesel::insert_into(cart::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Cart) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(cart::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Cart) -> Result<()> {
    let rows = diesel::update(cart::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &CartId) -> Result<bool> {
    Ok(diesel::delete(cart::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// A customer's cart at a restaurant (its actor id), if there is one.
pub fn of_user(c: &mut Conn, user: &UserId, restaurant: &str) -> Result<Option<Cart>> {
    Ok(cart::table
        .filter(cart::user_id.eq(TextValue::as_str(user)))
        .filter(cart::restaurant.eq(restaurant))
        .order(cart::updated_at.desc())
        .select(Cart::as_select())
        .first(c)
        .optional()?)
}

/// Deletes the carts that nobody has touched since a time, with their lines.
pub fn delete_older(c: &mut Conn, than: Instant) -> Result<usize> {
    Ok(diesel::delete(cart::table.filter(cart::updated_at.lt(than.millis()))).execute(c)?)
}
