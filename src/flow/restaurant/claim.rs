//! Somebody gets a restaurant to run: it belongs to people here from then on.

use musette_domain::id::{RestaurantId, UserId};
use musette_domain::role::Role;

use super::{changed, save};
use crate::app::App;
use crate::flow::Changed;
use crate::store::restaurant::RestaurantState;
use crate::store::restaurant_staff::{self, RestaurantStaff};
use crate::store::user_role::{self, UserRole};
use crate::store::{Conn, Result, restaurant, user_account};

/// Adds `user` to the restaurant's people. One that was known from the map only becomes hidden, to be set up.
pub fn run(c: &mut Conn, app: &App, id: &RestaurantId, user: &UserId) -> Result<Changed> {
    let mut row = restaurant::find(c, id)?;
    let account = user_account::find(c, user)?;
    let staff = RestaurantStaff {
        user_id: account.id.clone(),
        restaurant_id: id.clone(),
    };
    restaurant_staff::insert_if_absent(c, &staff)?;
    let role = UserRole {
        user_id: account.id,
        role: Role::Restaurant,
    };
    user_role::insert_if_absent(c, &role)?;
    if row.state == RestaurantState::Unclaimed {
        row.state = RestaurantState::Hidden;
        return save(c, app, &mut row);
    }
    Ok(changed(id))
}
