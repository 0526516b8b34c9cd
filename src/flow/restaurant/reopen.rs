//! A closed restaurant takes orders again before the time it had said.

use musette_domain::id::RestaurantId;

use super::save;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::special::closure;
use crate::store::{Conn, Result, restaurant};

/// Ends a closure.
pub fn run(c: &mut Conn, app: &App, id: &RestaurantId) -> Result<Changed> {
    let mut row = restaurant::find(c, id)?;
    if row.closed_until.is_none() {
        return Ok(Changed::nothing());
    }
    row.closed_until = None;
    row.closed_reason = None;
    let mut changed = save(c, app, &mut row)?;
    changed.join(closure::withdraw(c, app, id)?);
    Ok(changed)
}
