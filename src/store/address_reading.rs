//! Who read an address, when.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::address_reading;
use super::{Conn, Result};
use crate::each_backend;

/// Who read an address, when.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = address_reading, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct AddressReading {
    pub id: String,
    pub release_id: String,
    pub reader: String,
    pub allowed: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<AddressReading> {
    Ok(address_reading::table
        .find(id)
        .select(AddressReading::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<AddressReading>> {
    Ok(address_reading::table
        .find(id)
        .select(AddressReading::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &AddressReading) -> Result<()> {
    diesel::insert_into(address_reading::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &AddressReading) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(address_reading::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &AddressReading) -> Result<()> {
    let rows = diesel::update(address_reading::table.find(&row.id))
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
    Ok(diesel::delete(address_reading::table.find(id)).execute(c)? == 1)
}

/// Who read an address, the newest first.
pub fn of_release(c: &mut Conn, release_id: &str) -> Result<Vec<AddressReading>> {
    Ok(address_reading::table
        .filter(address_reading::release_id.eq(release_id))
        .order(address_reading::at.desc())
        .select(AddressReading::as_select())
        .load(c)?)
}
