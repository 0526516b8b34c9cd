//! A courier's declared time.

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
use musette_domain::id::AvailabilityId;
use musette_domain::id::UserId;

use super::schema::availability;
use super::{Conn, Result};
use crate::each_backend;

/// A courier's declared time.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = availability, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Availability {
    #[diesel(serialize_as = AsText<AvailabilityId>, deserialize_as = AsText<AvailabilityId>)]
    pub id: AvailabilityId,
    #[diesel(serialize_as = AsText<UserId>, deserialize_as = AsText<UserId>)]
    pub courier_id: UserId,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub starts_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub ends_at: Instant,
    pub neighbours: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub withdrawn_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &AvailabilityId) -> Result<Availability> {
    Ok(availability::table
        .find(TextValue::as_str(id))
        .select(Availability::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &AvailabilityId) -> Result<Option<Availability>> {
    Ok(availability::table
        .find(TextValue::as_str(id))
        .select(Availability::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Availability) -> Result<()> {
    diesel::insert_into(availability::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Availability) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(availability::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Availability) -> Result<()> {
    let rows = diesel::update(availability::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &AvailabilityId) -> Result<bool> {
    Ok(diesel::delete(availability::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The times a courier has declared that are not over.
pub fn of_courier(c: &mut Conn, courier: &UserId, now: Instant) -> Result<Vec<Availability>> {
    Ok(availability::table
        .filter(availability::courier_id.eq(TextValue::as_str(courier)))
        .filter(availability::withdrawn_at.is_null())
        .filter(availability::ends_at.gt(now.millis()))
        .order((availability::starts_at, availability::id))
        .select(Availability::as_select())
        .load(c)?)
}

/// All declared times that touch a span.
pub fn between(c: &mut Conn, from: Instant, until: Instant) -> Result<Vec<Availability>> {
    Ok(availability::table
        .filter(availability::withdrawn_at.is_null())
        .filter(availability::starts_at.lt(until.millis()))
        .filter(availability::ends_at.gt(from.millis()))
        .order((availability::starts_at, availability::id))
        .select(Availability::as_select())
        .load(c)?)
}
