//! Somebody no longer works for a restaurant.

use musette_domain::id::{RestaurantId, UserId};
use musette_domain::role::Role;

use super::changed;
use crate::flow::Changed;
use crate::store::{Conn, Result, restaurant_staff, user_role};

/// Takes the restaurant away from `user`. With the last restaurant the role goes too. A second time changes nothing.
pub fn run(c: &mut Conn, id: &RestaurantId, user: &UserId) -> Result<Changed> {
    if !restaurant_staff::delete(c, user, id)? {
        return Ok(Changed::nothing());
    }
    if restaurant_staff::restaurants_of(c, user)?.is_empty() {
        user_role::delete(c, user, Role::Restaurant)?;
    }
    Ok(changed(id))
}
