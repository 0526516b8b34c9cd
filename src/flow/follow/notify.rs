//! A customer wants letters about the new specials of a restaurant that they follow, or no longer.

use musette_domain::id::UserId;

use super::reader;
use crate::app::App;
use crate::store::restaurant_follow::{self, RestaurantFollow};
use crate::store::{Conn, Result};

/// Notes the wish. Wanting letters twice is wanting them once; about what is not followed there are none.
pub fn run(c: &mut Conn, app: &App, user: &UserId, target: &str, wanted: bool) -> Result<()> {
    let Some(row) = restaurant_follow::find_optional(c, user, target)? else {
        return Ok(());
    };
    if wanted {
        reader(c, app, user)?;
    }
    let since = row.notify_since.unwrap_or_else(|| app.clock.now());
    restaurant_follow::save(
        c,
        &RestaurantFollow {
            notify_since: wanted.then_some(since),
            ..row
        },
    )
}
