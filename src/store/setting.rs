//! A single value of the instance.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use diesel::prelude::*;

use super::schema::setting;
use super::{Conn, Result};
use crate::each_backend;

/// A single value of the instance.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = setting, primary_key(key), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Setting {
    pub key: String,
    pub value: String,
}

/// The row with this key.
pub fn find(c: &mut Conn, key: &str) -> Result<Setting> {
    Ok(setting::table
        .find(key)
        .select(Setting::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, key: &str) -> Result<Option<Setting>> {
    Ok(setting::table
        .find(key)
        .select(Setting::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Setting) -> Result<()> {
    diesel::insert_into(setting::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Setting) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(setting::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Setting) -> Result<()> {
    let rows = diesel::update(setting::table.find(&row.key))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, key: &str) -> Result<bool> {
    Ok(diesel::delete(setting::table.find(key)).execute(c)? == 1)
}
