//! A special is published; followers here and elsewhere read it.

use musette_domain::TextValue;
use musette_domain::id::{RestaurantId, SpecialId};

use super::{AT_ONCE, SpecialRefusal, Wording, specials_changed, word};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::broken;
use crate::store::restaurant::RestaurantState;
use crate::store::special::{self, Special};
use crate::store::{Conn, restaurant};

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
    let row = Special {
        id: SpecialId::parse(&app.ids.uuid()).map_err(broken)?,
        restaurant_id: of.clone(),
        menu_item_id: None,
        title: String::new(),
        description: String::new(),
        price: None,
        allergens: Vec::new(),
        published_at: now,
        ends_at: wording.ends_at,
        edited_at: None,
        removed_at: None,
    };
    let row = word(c, &restaurant, now, wording, row)?;
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
