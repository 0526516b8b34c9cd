//! A restaurant is no longer shown. Its address stays its own.

use musette_domain::id::RestaurantId;

use super::save;
use crate::app::App;
use crate::flow::Changed;
use crate::store::restaurant::RestaurantState;
use crate::store::{Conn, Result, restaurant};

/// Hides the restaurant. Orders it has accepted go on.
pub fn run(c: &mut Conn, app: &App, id: &RestaurantId) -> Result<Changed> {
    let mut row = restaurant::find(c, id)?;
    if row.state != RestaurantState::Listed {
        return Ok(Changed::nothing());
    }
    row.state = RestaurantState::Hidden;
    save(c, app, &mut row)
}
