//! Who works for which restaurant.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::RestaurantId;
use musette_domain::id::UserId;

use super::schema::restaurant_staff;
use super::{Conn, Result};
use crate::each_backend;

/// Who works for which restaurant.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = restaurant_staff, primary_key(user_id, restaurant_id), treat_none_as_default_value = false)]
pub struct RestaurantStaff {
    #[diesel(serialize_as = AsText<UserId>, deserialize_as = AsText<UserId>)]
    pub user_id: UserId,
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
}

/// The row with this key.
pub fn find(
    c: &mut Conn,
    user_id: &UserId,
    restaurant_id: &RestaurantId,
) -> Result<RestaurantStaff> {
    Ok(restaurant_staff::table
        .find((TextValue::as_str(user_id), TextValue::as_str(restaurant_id)))
        .select(RestaurantStaff::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(
    c: &mut Conn,
    user_id: &UserId,
    restaurant_id: &RestaurantId,
) -> Result<Option<RestaurantStaff>> {
    Ok(restaurant_staff::table
        .find((TextValue::as_str(user_id), TextValue::as_str(restaurant_id)))
        .select(RestaurantStaff::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &RestaurantStaff) -> Result<()> {
    diesel::insert_into(restaurant_staff::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &RestaurantStaff) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(restaurant_staff::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, user_id: &UserId, restaurant_id: &RestaurantId) -> Result<bool> {
    Ok(diesel::delete(
        restaurant_staff::table
            .find((TextValue::as_str(user_id), TextValue::as_str(restaurant_id))),
    )
    .execute(c)?
        == 1)
}

/// The restaurants that a person works for.
pub fn restaurants_of(c: &mut Conn, user_id: &UserId) -> Result<Vec<RestaurantId>> {
    let rows = restaurant_staff::table
        .filter(restaurant_staff::user_id.eq(TextValue::as_str(user_id)))
        .order(restaurant_staff::restaurant_id)
        .select(RestaurantStaff::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(|row| row.restaurant_id).collect())
}

/// Who works for a restaurant.
pub fn of_restaurant(c: &mut Conn, restaurant_id: &RestaurantId) -> Result<Vec<UserId>> {
    let rows = restaurant_staff::table
        .filter(restaurant_staff::restaurant_id.eq(TextValue::as_str(restaurant_id)))
        .order(restaurant_staff::user_id)
        .select(RestaurantStaff::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}
