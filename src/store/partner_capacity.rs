//! Capacity that a partner told us.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsJson;
use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::partner_capacity;
use super::{Conn, Result};
use crate::each_backend;

/// Capacity that a partner told us.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = partner_capacity, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PartnerCapacity {
    pub id: String,
    pub partner_id: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub starts_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub ends_at: Instant,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub zone: Vec<String>,
    pub available: i32,
    pub revision: i64,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<PartnerCapacity> {
    Ok(partner_capacity::table
        .find(id)
        .select(PartnerCapacity::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<PartnerCapacity>> {
    Ok(partner_capacity::table
        .find(id)
        .select(PartnerCapacity::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &PartnerCapacity) -> Result<()> {
    diesel::insert_into(partner_capacity::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &PartnerCapacity) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(partner_capacity::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &PartnerCapacity) -> Result<()> {
    let rows = diesel::update(partner_capacity::table.find(&row.id))
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
    Ok(diesel::delete(partner_capacity::table.find(id)).execute(c)? == 1)
}

/// What a partner offers from `now` on, the earliest first.
pub fn of_partner(c: &mut Conn, partner_id: &str, now: Instant) -> Result<Vec<PartnerCapacity>> {
    Ok(partner_capacity::table
        .filter(partner_capacity::partner_id.eq(partner_id))
        .filter(partner_capacity::ends_at.gt(now.millis()))
        .order((partner_capacity::starts_at, partner_capacity::id))
        .select(PartnerCapacity::as_select())
        .load(c)?)
}
