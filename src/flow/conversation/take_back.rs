//! A restaurant takes its answer back.

use musette_domain::id::RestaurantId;

use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::{Conn, Error, Result, reply};

/// Takes the answer back; taken back before, nothing happens.
pub fn run(c: &mut Conn, app: &App, of: &RestaurantId, id: &str) -> Result<Changed> {
    let mut row = reply::find(c, id)?;
    if row.restaurant_id != *of || !row.ours {
        return Err(Error::NotFound);
    }
    if row.removed_at.is_some() {
        return Ok(Changed::nothing());
    }
    row.removed_at = Some(app.clock.now());
    row.content = String::new();
    reply::save(c, &row)?;
    app.tell.reply_removed(c, id)?;
    Ok(Changed::topics([Topic::Restaurant(of.clone())]))
}
