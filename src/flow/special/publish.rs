//! A special is published; followers here and elsewhere read it.

use musette_domain::id::{RestaurantId, SpecialId};
use musette_domain::{Instant, TextValue};

use super::{AT_ONCE, SpecialRefusal, Wording, specials_changed, word};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::broken;
use crate::store::restaurant::RestaurantState;
use crate::store::special::{self, Special, SpecialKind};
use crate::store::{self, Conn, restaurant};

/// Publishes the special. The same wording while it runs is the same special: a second press changes nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    wording: &Wording,
) -> Result<(SpecialId, Changed), SpecialRefusal> {
    let restaurant = restaurant::find(c, of)?;
    if restaurant.state != RestaurantState::Listed {
        return Err(SpecialRefusal::NotListed);
    }
    let now = app.clock.now();
    let blank = blank(app, of, now, wording.ends_at)?;
    let row = word(c, &restaurant, now, wording, blank)?;
    let running = special::list_current_of(c, of, now)?;
    let same = |other: &&Special| other.title == row.title && other.ends_at == row.ends_at;
    if let Some(same) = running.iter().find(same) {
        return Ok((same.id.clone(), Changed::nothing()));
    }
    if running.len() >= AT_ONCE {
        return Err(SpecialRefusal::TooMany);
    }
    special::insert(c, &row)?;
    app.tell.special_published(c, &row.id)?;
    Ok((row.id, specials_changed(of)))
}

/// A special of a restaurant that says nothing yet.
pub(super) fn blank(
    app: &App,
    of: &RestaurantId,
    published_at: Instant,
    ends_at: Instant,
) -> store::Result<Special> {
    Ok(Special {
        id: SpecialId::parse(&app.ids.uuid()).map_err(broken)?,
        restaurant_id: of.clone(),
        menu_item_id: None,
        title: String::new(),
        description: String::new(),
        price: None,
        allergens: Vec::new(),
        published_at,
        ends_at,
        edited_at: None,
        removed_at: None,
        kind: SpecialKind::Special,
        hashtags: Vec::new(),
        photo_id: None,
        sold_out: false,
        changed_at: None,
    })
}
