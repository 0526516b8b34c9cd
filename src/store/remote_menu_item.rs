//! An item of the menu of a restaurant elsewhere.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsJson;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;

use super::schema::{cart_line, order_line, remote_menu_item};
use super::{Conn, Result};
use crate::each_backend;

/// An item of the menu of a restaurant elsewhere.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = remote_menu_item, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RemoteMenuItem {
    pub id: String,
    pub restaurant_id: String,
    pub section: String,
    pub section_position: i32,
    pub position: i32,
    pub name: String,
    pub description: String,
    pub price: i64,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub allergens: Vec<String>,
    pub sold_out: bool,
    pub revision: i64,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub removed_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<RemoteMenuItem> {
    Ok(remote_menu_item::table
        .find(id)
        .select(RemoteMenuItem::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<RemoteMenuItem>> {
    Ok(remote_menu_item::table
        .find(id)
        .select(RemoteMenuItem::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &RemoteMenuItem) -> Result<()> {
    diesel::insert_into(remote_menu_item::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &RemoteMenuItem) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(remote_menu_item::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &RemoteMenuItem) -> Result<()> {
    let rows = diesel::update(remote_menu_item::table.find(&row.id))
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
    Ok(diesel::delete(remote_menu_item::table.find(id)).execute(c)? == 1)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &RemoteMenuItem) -> Result<()> {
    if insert_if_absent(c, row)? {
        return Ok(());
    }
    save(c, row)
}

/// The dishes of a restaurant elsewhere that are on its menu, in its order.
pub fn list_of(c: &mut Conn, restaurant: &str) -> Result<Vec<RemoteMenuItem>> {
    Ok(remote_menu_item::table
        .filter(remote_menu_item::restaurant_id.eq(restaurant))
        .filter(remote_menu_item::removed_at.is_null())
        .order((
            remote_menu_item::section_position,
            remote_menu_item::position,
        ))
        .select(RemoteMenuItem::as_select())
        .load(c)?)
}

/// Takes all dishes of a restaurant off its menu except those that `keep` names.
pub fn remove_others(
    c: &mut Conn,
    restaurant: &str,
    keep: &[String],
    at: Instant,
) -> Result<usize> {
    let gone = list_of(c, restaurant)?
        .into_iter()
        .filter(|row| !keep.contains(&row.id));
    let mut count = 0;
    for row in gone {
        count += mark_removed(c, &row.id, at)?;
    }
    Ok(count)
}

/// Takes one dish off the menu.
pub fn mark_removed(c: &mut Conn, id: &str, at: Instant) -> Result<usize> {
    Ok(diesel::update(
        remote_menu_item::table
            .find(id)
            .filter(remote_menu_item::removed_at.is_null()),
    )
    .set(remote_menu_item::removed_at.eq(Some(at.millis())))
    .execute(c)?)
}

/// Forgets every dish of a restaurant that is suspended.
pub fn delete_of(c: &mut Conn, restaurant: &str) -> Result<usize> {
    let of = remote_menu_item::restaurant_id.eq(restaurant);
    Ok(diesel::delete(remote_menu_item::table.filter(of)).execute(c)?)
}

/// Some of the dishes that were taken off their menu before `before` and that no order and no cart names.
pub fn removed_before(c: &mut Conn, before: Instant, limit: i64) -> Result<Vec<String>> {
    Ok(remote_menu_item::table
        .filter(remote_menu_item::removed_at.lt(before.millis()))
        .filter(not(exists(
            order_line::table.filter(order_line::item.eq(remote_menu_item::id)),
        )))
        .filter(not(exists(
            cart_line::table.filter(cart_line::item.eq(remote_menu_item::id)),
        )))
        .select(remote_menu_item::id)
        .limit(limit)
        .load(c)?)
}

/// Forgets these dishes as far as they are still off their menu; says how many.
pub fn delete_removed(c: &mut Conn, ids: &[String]) -> Result<usize> {
    let off = remote_menu_item::table
        .filter(remote_menu_item::id.eq_any(ids))
        .filter(remote_menu_item::removed_at.is_not_null());
    Ok(diesel::delete(off).execute(c)?)
}
