//! A restaurant's people decide what everybody reads below its specials.

use musette_domain::id::RestaurantId;

use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::{Conn, Error, Result, reply};

/// Hides a reply from everybody else, or shows it again. As it was, nothing happens.
pub fn run(c: &mut Conn, app: &App, of: &RestaurantId, id: &str, hidden: bool) -> Result<Changed> {
    let mut row = reply::find(c, id)?;
    if row.restaurant_id.as_ref() != Some(of) || row.ours {
        return Err(Error::NotFound);
    }
    if row.hidden_at.is_some() == hidden {
        return Ok(Changed::nothing());
    }
    row.hidden_at = hidden.then(|| app.clock.now());
    reply::save(c, &row)?;
    Ok(Changed::topics([Topic::Restaurant(of.clone())]))
}
