//! An address of the imported map extract.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::AddressId;

use super::schema::address;
use super::{Conn, Result};
use crate::each_backend;

/// An address of the imported map extract.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = address, treat_none_as_null = true)]
pub struct Address {
    #[diesel(serialize_as = AsText<AddressId>, deserialize_as = AsText<AddressId>)]
    pub id: AddressId,
    pub street: String,
    pub housenumber: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub latitude: f64,
    pub longitude: f64,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &AddressId) -> Result<Address> {
    Ok(address::table
        .find(TextValue::as_str(id))
        .select(Address::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &AddressId) -> Result<Option<Address>> {
    Ok(address::table
        .find(TextValue::as_str(id))
        .select(Address::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Address) -> Result<()> {
    diesel::insert_into(address::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Address) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(address::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Address) -> Result<()> {
    let rows = diesel::update(address::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &AddressId) -> Result<bool> {
    Ok(diesel::delete(address::table.find(TextValue::as_str(id))).execute(c)? == 1)
}
