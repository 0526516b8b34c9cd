//! An event does not take place.

use musette_domain::id::{EventId, RestaurantId};

use super::EventRefusal;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{self, Conn, event};

/// Cancels the event; cancelled before, nothing happens.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: Option<&RestaurantId>,
    id: &EventId,
) -> Result<Changed, EventRefusal> {
    let mut row = event::find(c, id)?;
    if row.restaurant_id.as_ref() != of {
        return Err(store::Error::NotFound.into());
    }
    if row.cancelled_at.is_some() {
        return Ok(Changed::nothing());
    }
    let now = app.clock.now();
    if row.ends_at <= now {
        return Err(EventRefusal::Over);
    }
    row.cancelled_at = Some(now);
    event::save(c, &row)?;
    app.tell.event_changed(c, id)?;
    Ok(Changed::nothing())
}
