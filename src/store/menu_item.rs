//! A dish or drink. Removed items stay, because orders and other instances refer to them.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsJson;
use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::MenuItemId;
use musette_domain::id::MenuSectionId;
use musette_domain::id::RestaurantId;

use super::schema::menu_item;
use super::{Conn, Result};
use crate::each_backend;

/// A dish or drink. Removed items stay, because orders and other instances refer to them.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = menu_item, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct MenuItem {
    #[diesel(serialize_as = AsText<MenuItemId>, deserialize_as = AsText<MenuItemId>)]
    pub id: MenuItemId,
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
    #[diesel(serialize_as = AsText<MenuSectionId>, deserialize_as = AsText<MenuSectionId>)]
    pub section_id: MenuSectionId,
    pub position: i32,
    pub name: String,
    pub description: String,
    pub price: i64,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub allergens: Vec<String>,
    pub sold_out: bool,
    pub revision: i64,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub removed_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &MenuItemId) -> Result<MenuItem> {
    Ok(menu_item::table
        .find(TextValue::as_str(id))
        .select(MenuItem::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &MenuItemId) -> Result<Option<MenuItem>> {
    Ok(menu_item::table
        .find(TextValue::as_str(id))
        .select(MenuItem::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &MenuItem) -> Result<()> {
    diesel::insert_into(menu_item::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &MenuItem) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(menu_item::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &MenuItem) -> Result<()> {
    let rows = diesel::update(menu_item::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &MenuItemId) -> Result<bool> {
    Ok(diesel::delete(menu_item::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The dishes on a restaurant's menu, in order.
pub fn list_on_menu(c: &mut Conn, restaurant: &RestaurantId) -> Result<Vec<MenuItem>> {
    Ok(menu_item::table
        .filter(menu_item::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(menu_item::removed_at.is_null())
        .order((menu_item::position, menu_item::id))
        .select(MenuItem::as_select())
        .load(c)?)
}

/// How many dishes ever stood in a section, removed ones included: they keep it from being deleted.
pub fn count_ever_in(c: &mut Conn, section: &MenuSectionId) -> Result<i64> {
    Ok(menu_item::table
        .filter(menu_item::section_id.eq(TextValue::as_str(section)))
        .count()
        .get_result(c)?)
}

/// Moves the removed dishes of a section to another one, where nobody sees them either.
pub fn move_removed(c: &mut Conn, from: &MenuSectionId, to: &MenuSectionId) -> Result<()> {
    let removed = menu_item::table
        .filter(menu_item::section_id.eq(TextValue::as_str(from)))
        .filter(menu_item::removed_at.is_not_null());
    diesel::update(removed)
        .set(menu_item::section_id.eq(TextValue::as_str(to)))
        .execute(c)?;
    Ok(())
}
