//! A kitchen has more to do than usual, or no longer: meals take longer from now on.

use musette_domain::id::RestaurantId;

use super::save;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, restaurant};

/// Sets the switch.
pub fn run(c: &mut Conn, app: &App, id: &RestaurantId, busy: bool) -> Result<Changed> {
    let mut row = restaurant::find(c, id)?;
    if row.busy == busy {
        return Ok(Changed::nothing());
    }
    row.busy = busy;
    save(c, app, &mut row)
}
