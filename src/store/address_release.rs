//! Where an order goes: the one place that holds the customer's door. It is purged.

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
use musette_domain::id::OrderId;

use super::schema::address_release;
use super::{Conn, Result};
use crate::each_backend;

/// Where an order goes: the one place that holds the customer's door. It is purged.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = address_release, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct AddressRelease {
    pub id: String,
    #[diesel(serialize_as = AsText<OrderId>, deserialize_as = AsText<OrderId>)]
    pub order_id: OrderId,
    pub recipient_name: String,
    pub phone: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub access_notes: String,
    pub latitude: f64,
    pub longitude: f64,
    pub pin: String,
    pub readable_by: Option<String>,
    pub reader_key: Option<String>,
    pub fulfills: Option<String>,
    pub epoch: Option<i64>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub opened_at: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub purge_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<AddressRelease> {
    Ok(address_release::table
        .find(id)
        .select(AddressRelease::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<AddressRelease>> {
    Ok(address_release::table
        .find(id)
        .select(AddressRelease::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &AddressRelease) -> Result<()> {
    diesel::insert_into(address_release::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &AddressRelease) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(address_release::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &AddressRelease) -> Result<()> {
    let rows = diesel::update(address_release::table.find(&row.id))
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
    Ok(diesel::delete(address_release::table.find(id)).execute(c)? == 1)
}

/// The door of an order, if it is still known.
pub fn of_order(c: &mut Conn, order_id: &OrderId) -> Result<Option<AddressRelease>> {
    Ok(address_release::table
        .filter(address_release::order_id.eq(TextValue::as_str(order_id)))
        .select(AddressRelease::as_select())
        .first(c)
        .optional()?)
}

/// Forgets the doors whose time is over.
pub fn delete_due(c: &mut Conn, now: Instant) -> Result<usize> {
    Ok(
        diesel::delete(address_release::table.filter(address_release::purge_at.le(now.millis())))
            .execute(c)?,
    )
}
