//! Which specials run just now.

use diesel::prelude::*;
use musette_domain::id::RestaurantId;
use musette_domain::{Instant, TextValue};

use super::schema::special;
use super::special::SpecialKind;
use super::{Conn, Result};

/// Whether a special of this restaurant runs.
pub fn any(c: &mut Conn, restaurant: &RestaurantId, now: Instant) -> Result<bool> {
    let running: i64 = special::table
        .filter(special::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(special::kind.eq(SpecialKind::Special.text()))
        .filter(special::ends_at.gt(now.millis()))
        .filter(special::removed_at.is_null())
        .count()
        .get_result(c)?;
    Ok(running > 0)
}
