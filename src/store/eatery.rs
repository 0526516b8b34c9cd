//! Restaurants as a map knows them: found by their element of OpenStreetMap, kept apart from what people here have written.

use diesel::prelude::*;

use super::restaurant::Restaurant;
use super::schema::restaurant;
use super::{Conn, Result};

/// The restaurant made from this element (`node/123`), if there is one.
pub fn by_osm_ref(c: &mut Conn, osm_ref: &str) -> Result<Option<Restaurant>> {
    Ok(restaurant::table
        .filter(restaurant::osm_ref.eq(osm_ref))
        .select(Restaurant::as_select())
        .first(c)
        .optional()?)
}

/// Whether a restaurant has this handle.
pub fn handle_taken(c: &mut Conn, handle: &str) -> Result<bool> {
    let found: i64 = restaurant::table
        .filter(restaurant::handle.eq(handle))
        .count()
        .get_result(c)?;
    Ok(found > 0)
}
