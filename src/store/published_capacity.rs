//! Capacity that we told our partners.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsJson;
use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::published_capacity;
use super::{Conn, Result};
use crate::each_backend;

/// Capacity that we told our partners.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = published_capacity, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PublishedCapacity {
    pub id: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub starts_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub ends_at: Instant,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub zone: Vec<String>,
    pub available: i32,
    pub revision: i64,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<PublishedCapacity> {
    Ok(published_capacity::table
        .find(id)
        .select(PublishedCapacity::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<PublishedCapacity>> {
    Ok(published_capacity::table
        .find(id)
        .select(PublishedCapacity::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &PublishedCapacity) -> Result<()> {
    diesel::insert_into(published_capacity::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &PublishedCapacity) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(published_capacity::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &PublishedCapacity) -> Result<()> {
    let rows = diesel::update(published_capacity::table.find(&row.id))
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
    Ok(diesel::delete(published_capacity::table.find(id)).execute(c)? == 1)
}

/// What we have told of the time from `now` on, the earliest first.
pub fn from(c: &mut Conn, now: Instant) -> Result<Vec<PublishedCapacity>> {
    Ok(published_capacity::table
        .filter(published_capacity::ends_at.gt(now.millis()))
        .order((published_capacity::starts_at, published_capacity::id))
        .select(PublishedCapacity::as_select())
        .load(c)?)
}

/// Deletes what is over.
pub fn delete_over(c: &mut Conn, now: Instant) -> Result<usize> {
    Ok(diesel::delete(
        published_capacity::table.filter(published_capacity::ends_at.le(now.millis())),
    )
    .execute(c)?)
}
