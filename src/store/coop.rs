//! The co-op that this instance belongs to: one row.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use chrono::TimeDelta;
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;

use super::schema::coop;
use super::{Conn, Result};
use crate::each_backend;

/// The co-op that this instance belongs to: one row.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = coop, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Coop {
    pub id: String,
    pub name: String,
    pub place: String,
    pub about: String,
    pub hue: String,
    pub latitude: f64,
    pub longitude: f64,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    pub timezone: String,
    pub locale: String,
    pub phone: Option<String>,
    pub mail: Option<String>,
    pub tariff_base: i64,
    pub tariff_per_km: i64,
    pub courier_share: i64,
    pub commission: i64,
    pub pickup_delay: i32,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub closes_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub closed_at: Option<Instant>,
}

/// How long before it closes a co-op takes no new orders: the last day is for those that are open.
pub const LAST_DAY: TimeDelta = TimeDelta::days(1);

impl Coop {
    /// From when on it takes no new orders, if it closes.
    pub fn last_orders(&self) -> Option<Instant> {
        self.closes_at.map(|at| at.minus(LAST_DAY))
    }
    /// Whether it takes orders, as far as closing for good goes.
    pub fn takes_orders(&self, now: Instant) -> bool {
        self.closed_at.is_none() && self.last_orders().is_none_or(|last| now < last)
    }
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<Coop> {
    Ok(coop::table.find(id).select(Coop::as_select()).first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<Coop>> {
    Ok(coop::table
        .find(id)
        .select(Coop::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Coop) -> Result<()> {
    diesel::insert_into(coop::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Coop) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(coop::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Coop) -> Result<()> {
    let rows = diesel::update(coop::table.find(&row.id))
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
    Ok(diesel::delete(coop::table.find(id)).execute(c)? == 1)
}

/// The co-op of this instance; none until `musette init` has written it.
pub fn ours(c: &mut Conn) -> Result<Option<Coop>> {
    Ok(coop::table
        .order(coop::created_at)
        .select(Coop::as_select())
        .first(c)
        .optional()?)
}

/// The co-op of this instance.
pub fn own(c: &mut Conn) -> Result<Coop> {
    Ok(ours(c)?.ok_or(diesel::result::Error::NotFound)?)
}
