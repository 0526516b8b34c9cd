//! Which customer follows which restaurant. Never leaves this instance.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::UserId;

use super::schema::{remote_actor, restaurant_follow};
use super::{Conn, Result};
use crate::each_backend;

/// Which customer follows which restaurant. Never leaves this instance.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = restaurant_follow, primary_key(user_id, target_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RestaurantFollow {
    #[diesel(serialize_as = AsText<UserId>, deserialize_as = AsText<UserId>)]
    pub user_id: UserId,
    pub target_id: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub notify_since: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, user_id: &UserId, target_id: &str) -> Result<RestaurantFollow> {
    Ok(restaurant_follow::table
        .find((TextValue::as_str(user_id), target_id))
        .select(RestaurantFollow::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(
    c: &mut Conn,
    user_id: &UserId,
    target_id: &str,
) -> Result<Option<RestaurantFollow>> {
    Ok(restaurant_follow::table
        .find((TextValue::as_str(user_id), target_id))
        .select(RestaurantFollow::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &RestaurantFollow) -> Result<()> {
    diesel::insert_into(restaurant_follow::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &RestaurantFollow) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(restaurant_follow::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &RestaurantFollow) -> Result<()> {
    let rows = diesel::update(
        restaurant_follow::table.find((TextValue::as_str(&row.user_id), &row.target_id)),
    )
    .set(row.clone())
    .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, user_id: &UserId, target_id: &str) -> Result<bool> {
    Ok(
        diesel::delete(restaurant_follow::table.find((TextValue::as_str(user_id), target_id)))
            .execute(c)?
            == 1,
    )
}

/// How many customers of ours follow an actor.
pub fn count_of(c: &mut Conn, target_id: &str) -> Result<i64> {
    Ok(restaurant_follow::table
        .filter(restaurant_follow::target_id.eq(target_id))
        .count()
        .get_result(c)?)
}

/// Forgets who followed an actor that is gone.
pub fn delete_of(c: &mut Conn, target_id: &str) -> Result<usize> {
    Ok(
        diesel::delete(restaurant_follow::table.filter(restaurant_follow::target_id.eq(target_id)))
            .execute(c)?,
    )
}

/// What a customer follows, the newest first.
pub fn of_user(c: &mut Conn, user: &UserId) -> Result<Vec<RestaurantFollow>> {
    Ok(restaurant_follow::table
        .filter(restaurant_follow::user_id.eq(TextValue::as_str(user)))
        .order((
            restaurant_follow::created_at.desc(),
            restaurant_follow::target_id,
        ))
        .select(RestaurantFollow::as_select())
        .load(c)?)
}

/// What a customer wants letters about.
pub fn with_letters(c: &mut Conn, user: &UserId) -> Result<Vec<RestaurantFollow>> {
    Ok(restaurant_follow::table
        .filter(restaurant_follow::user_id.eq(TextValue::as_str(user)))
        .filter(restaurant_follow::notify_since.is_not_null())
        .order((restaurant_follow::created_at, restaurant_follow::target_id))
        .select(RestaurantFollow::as_select())
        .load(c)?)
}

/// Ends all letters to a customer; says how many restaurants they were about.
pub fn end_letters(c: &mut Conn, user: &UserId) -> Result<usize> {
    let of_user = restaurant_follow::user_id.eq(TextValue::as_str(user));
    Ok(diesel::update(restaurant_follow::table.filter(of_user))
        .filter(restaurant_follow::notify_since.is_not_null())
        .set(restaurant_follow::notify_since.eq(None::<i64>))
        .execute(c)?)
}

/// What customers of ours follow at a host, each once.
pub fn targets_of_host(c: &mut Conn, host: &str) -> Result<Vec<String>> {
    let there = remote_actor::table
        .filter(remote_actor::host.eq(host))
        .select(remote_actor::id);
    Ok(restaurant_follow::table
        .filter(restaurant_follow::target_id.eq_any(there))
        .select(restaurant_follow::target_id)
        .distinct()
        .load(c)?)
}

/// Lets everybody who follows `from` follow `to` instead; says how many.
pub fn repoint(c: &mut Conn, from: &str, to: &str) -> Result<usize> {
    let rows: Vec<RestaurantFollow> = restaurant_follow::table
        .filter(restaurant_follow::target_id.eq(from))
        .select(RestaurantFollow::as_select())
        .load(c)?;
    for row in &rows {
        let new = RestaurantFollow {
            target_id: to.to_owned(),
            ..row.clone()
        };
        insert_if_absent(c, &new)?;
    }
    delete_of(c, from)
}
