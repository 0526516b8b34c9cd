//! A section of a menu.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::MenuSectionId;
use musette_domain::id::RestaurantId;

use super::schema::menu_section;
use super::{Conn, Result};
use crate::each_backend;

/// A section of a menu.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = menu_section, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct MenuSection {
    #[diesel(serialize_as = AsText<MenuSectionId>, deserialize_as = AsText<MenuSectionId>)]
    pub id: MenuSectionId,
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
    pub position: i32,
    pub name: String,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &MenuSectionId) -> Result<MenuSection> {
    Ok(menu_section::table
        .find(TextValue::as_str(id))
        .select(MenuSection::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &MenuSectionId) -> Result<Option<MenuSection>> {
    Ok(menu_section::table
        .find(TextValue::as_str(id))
        .select(MenuSection::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &MenuSection) -> Result<()> {
    diesel::insert_into(menu_section::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &MenuSection) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(menu_section::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &MenuSection) -> Result<()> {
    let rows = diesel::update(menu_section::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &MenuSectionId) -> Result<bool> {
    Ok(diesel::delete(menu_section::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The sections of a restaurant's menu, in order.
pub fn list_of(c: &mut Conn, restaurant: &RestaurantId) -> Result<Vec<MenuSection>> {
    Ok(menu_section::table
        .filter(menu_section::restaurant_id.eq(TextValue::as_str(restaurant)))
        .order((menu_section::position, menu_section::id))
        .select(MenuSection::as_select())
        .load(c)?)
}
