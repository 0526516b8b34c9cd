//! The door of a delivery that we carry for a neighbour, as read from the customer's co-op. It is purged.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use super::schema::address_copy;
use super::{Conn, Result};
use crate::each_backend;

/// The door of a delivery that we carry for a neighbour, as read from the customer's co-op. It is purged.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = address_copy, primary_key(delivery_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct AddressCopy {
    #[diesel(serialize_as = AsText<DeliveryId>, deserialize_as = AsText<DeliveryId>)]
    pub delivery_id: DeliveryId,
    pub recipient_name: String,
    pub phone: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub access_notes: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub read_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub purge_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, delivery_id: &DeliveryId) -> Result<AddressCopy> {
    Ok(address_copy::table
        .find(TextValue::as_str(delivery_id))
        .select(AddressCopy::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, delivery_id: &DeliveryId) -> Result<Option<AddressCopy>> {
    Ok(address_copy::table
        .find(TextValue::as_str(delivery_id))
        .select(AddressCopy::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &AddressCopy) -> Result<()> {
    diesel::insert_into(address_copy::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &AddressCopy) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(address_copy::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &AddressCopy) -> Result<()> {
    let rows = diesel::update(address_copy::table.find(TextValue::as_str(&row.delivery_id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, delivery_id: &DeliveryId) -> Result<bool> {
    Ok(diesel::delete(address_copy::table.find(TextValue::as_str(delivery_id))).execute(c)? == 1)
}

/// Forgets the doors whose time is over.
pub fn delete_due(c: &mut Conn, now: Instant) -> Result<usize> {
    Ok(
        diesel::delete(address_copy::table.filter(address_copy::purge_at.le(now.millis())))
            .execute(c)?,
    )
}
