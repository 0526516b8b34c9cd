//! A restaurant of this co-op.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsJson;
use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::RestaurantId;

use super::schema::restaurant;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Whether a restaurant takes part.
    pub enum RestaurantState("restaurant state") {
        /// Known from the map only; nobody runs it here.
        Unclaimed = "unclaimed",
        /// Being set up; not shown.
        Hidden = "hidden",
        /// Shown and open to orders in its hours.
        Listed = "listed",
        /// Has moved to another server, or is gone for good. Its address stays its own.
        Left = "left",
    }
}
super::types::text_columns!(RestaurantState);

/// A restaurant of this co-op.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = restaurant, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Restaurant {
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub id: RestaurantId,
    pub handle: String,
    pub name: String,
    pub description: String,
    pub cuisine: String,
    pub street: String,
    pub housenumber: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub latitude: f64,
    pub longitude: f64,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub opening_hours: String,
    pub hue: String,
    pub weave: String,
    pub emblem: String,
    pub minimum: i64,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    pub delivers: bool,
    pub collects: bool,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub busy_until: Option<Instant>,
    pub ordering_delay: i32,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub zone: Vec<String>,
    #[diesel(serialize_as = AsText<RestaurantState>, deserialize_as = AsText<RestaurantState>)]
    pub state: RestaurantState,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub closed_until: Option<Instant>,
    pub closed_reason: Option<String>,
    pub osm_ref: Option<String>,
    pub menu_revision: i64,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
}

impl Restaurant {
    /// Whether the kitchen is in a rush.
    pub fn is_busy(&self, now: Instant) -> bool {
        self.busy_until.is_some_and(|until| now < until)
    }
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &RestaurantId) -> Result<Restaurant> {
    Ok(restaurant::table
        .find(TextValue::as_str(id))
        .select(Restaurant::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &RestaurantId) -> Result<Option<Restaurant>> {
    Ok(restaurant::table
        .find(TextValue::as_str(id))
        .select(Restaurant::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Restaurant) -> Result<()> {
    diesel::insert_into(restaurant::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Restaurant) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(restaurant::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Restaurant) -> Result<()> {
    let rows = diesel::update(restaurant::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &RestaurantId) -> Result<bool> {
    Ok(diesel::delete(restaurant::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The restaurant with this handle, if there is one.
pub fn of_handle(c: &mut Conn, handle: &str) -> Result<Option<Restaurant>> {
    Ok(restaurant::table
        .filter(restaurant::handle.eq(handle))
        .select(Restaurant::as_select())
        .first(c)
        .optional()?)
}

/// The listed restaurants, by handle: what the co-op's public collection holds.
pub fn list_listed(c: &mut Conn) -> Result<Vec<Restaurant>> {
    Ok(restaurant::table
        .filter(restaurant::state.eq(RestaurantState::Listed.text()))
        .order(restaurant::handle)
        .select(Restaurant::as_select())
        .load(c)?)
}

/// The restaurants that somebody runs here, listed or not, by name.
pub fn run_here(c: &mut Conn) -> Result<Vec<Restaurant>> {
    Ok(restaurant::table
        .filter(restaurant::state.ne(RestaurantState::Unclaimed.text()))
        .order((restaurant::name, restaurant::id))
        .select(Restaurant::as_select())
        .load(c)?)
}
