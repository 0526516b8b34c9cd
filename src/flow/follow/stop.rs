//! A customer stops following a restaurant.

use musette_domain::id::UserId;

use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, restaurant_follow};

/// Stops following. The instance stops with its last customer.
pub fn run(c: &mut Conn, app: &App, user: &UserId, target: &str) -> Result<Changed> {
    let was = restaurant_follow::delete(c, user, target)?;
    if was && !app.urls.is_ours(target) && restaurant_follow::count_of(c, target)? == 0 {
        app.tell.unfollow(c, target)?;
    }
    Ok(Changed::nothing())
}
