//! A restaurant, or the co-op, takes an answer back.

use musette_domain::id::RestaurantId;

use super::topic;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Error, Result, reply};

/// Takes the answer back; taken back before, nothing happens.
pub fn run(c: &mut Conn, app: &App, of: Option<&RestaurantId>, id: &str) -> Result<Changed> {
    let mut row = reply::find(c, id)?;
    if row.restaurant_id.as_ref() != of || !row.ours {
        return Err(Error::NotFound);
    }
    if row.removed_at.is_some() {
        return Ok(Changed::nothing());
    }
    row.removed_at = Some(app.clock.now());
    row.content = String::new();
    reply::save(c, &row)?;
    app.tell.reply_removed(c, id)?;
    Ok(Changed::topics([topic(row.restaurant_id)]))
}
