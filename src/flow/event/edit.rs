//! An event takes place at another time or place, or is described better.

use musette_domain::id::{EventId, RestaurantId};

use super::{EventRefusal, Wording, word};
use crate::app::App;
use crate::flow::Changed;
use crate::store::{self, Conn, event};

/// Corrects the event. Whoever has it hears of the change.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: Option<&RestaurantId>,
    id: &EventId,
    wording: &Wording,
) -> Result<Changed, EventRefusal> {
    let before = event::find(c, id)?;
    if before.restaurant_id.as_ref() != of {
        return Err(store::Error::NotFound.into());
    }
    let now = app.clock.now();
    if before.cancelled_at.is_some() || before.ends_at <= now {
        return Err(EventRefusal::Over);
    }
    let mut row = word(wording, now, before.clone())?;
    if row != before {
        row.edited_at = Some(now);
        event::save(c, &row)?;
        app.tell.event_changed(c, id)?;
    }
    Ok(Changed::nothing())
}
