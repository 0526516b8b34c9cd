//! Assemblies of the co-op and evenings of its restaurants.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use diesel::prelude::*;
use musette_domain::id::{EventId, RestaurantId};
use musette_domain::{Instant, TextValue};

use super::schema::event;
use super::types::{AsMillis, AsText, MaybeMillis, MaybeText};
use super::{Conn, Result};

/// An assembly of the co-op, or an evening of one of its restaurants.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = event, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Event {
    #[diesel(serialize_as = AsText<EventId>, deserialize_as = AsText<EventId>)]
    pub id: EventId,
    #[diesel(serialize_as = MaybeText<RestaurantId>, deserialize_as = MaybeText<RestaurantId>)]
    pub restaurant_id: Option<RestaurantId>,
    pub title: String,
    pub description: String,
    pub place: String,
    pub address: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub starts_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub ends_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub published_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub edited_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub cancelled_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &EventId) -> Result<Event> {
    Ok(event::table
        .find(TextValue::as_str(id))
        .select(Event::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &EventId) -> Result<Option<Event>> {
    Ok(event::table
        .find(TextValue::as_str(id))
        .select(Event::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Event) -> Result<()> {
    diesel::insert_into(event::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Event) -> Result<()> {
    let rows = diesel::update(event::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// What is not over at `now`, the next first; what was cancelled too.
pub fn upcoming(c: &mut Conn, now: Instant, limit: i64) -> Result<Vec<Event>> {
    Ok(event::table
        .filter(event::ends_at.gt(now.millis()))
        .order((event::starts_at, event::id))
        .select(Event::as_select())
        .limit(limit)
        .load(c)?)
}

/// As [`upcoming`], of a restaurant or, with none, of the co-op itself.
pub fn upcoming_of(
    c: &mut Conn,
    restaurant: Option<&RestaurantId>,
    now: Instant,
) -> Result<Vec<Event>> {
    let coming = event::table
        .filter(event::ends_at.gt(now.millis()))
        .order((event::starts_at, event::id))
        .select(Event::as_select());
    Ok(match restaurant {
        Some(id) => coming
            .filter(event::restaurant_id.eq(TextValue::as_str(id)))
            .load(c)?,
        None => coming.filter(event::restaurant_id.is_null()).load(c)?,
    })
}
