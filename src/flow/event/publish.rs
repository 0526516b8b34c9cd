//! An event is announced.

use musette_domain::TextValue;
use musette_domain::id::{EventId, RestaurantId};

use super::{AT_ONCE, EventRefusal, Wording, word};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::broken;
use crate::store::Conn;
use crate::store::event::{self, Event};

/// Announces the event of a restaurant, or of the co-op itself. The same title at the same time is the same event: a second press changes nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: Option<&RestaurantId>,
    wording: &Wording,
) -> Result<(EventId, Changed), EventRefusal> {
    let now = app.clock.now();
    let row = Event {
        id: EventId::parse(&app.ids.uuid()).map_err(broken)?,
        restaurant_id: of.cloned(),
        title: String::new(),
        description: String::new(),
        place: String::new(),
        address: String::new(),
        latitude: None,
        longitude: None,
        starts_at: wording.starts_at,
        ends_at: wording.ends_at,
        published_at: now,
        edited_at: None,
        cancelled_at: None,
    };
    let row = word(wording, now, row)?;
    let ahead = event::upcoming_of(c, of, now)?;
    let same = |other: &&Event| other.title == row.title && other.starts_at == row.starts_at;
    if let Some(same) = ahead.iter().find(same) {
        return Ok((same.id.clone(), Changed::nothing()));
    }
    if ahead.len() >= AT_ONCE {
        return Err(EventRefusal::TooMany);
    }
    event::insert(c, &row)?;
    app.tell.event_published(c, &row.id)?;
    Ok((row.id, Changed::nothing()))
}
