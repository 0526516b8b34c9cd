//! A special is corrected, once.

use musette_domain::id::{RestaurantId, SpecialId};

use super::{SpecialRefusal, Wording, shown, specials_changed, word};
use crate::app::App;
use crate::flow::Changed;
use crate::store::special::SpecialKind;
use crate::store::{self, Conn, restaurant, special};

/// Corrects the special. Followers see the correction.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &SpecialId,
    wording: &Wording,
) -> Result<Changed, SpecialRefusal> {
    let restaurant = restaurant::find(c, of)?;
    let before = special::find(c, id)?;
    if before.restaurant_id != *of {
        return Err(store::Error::NotFound.into());
    }
    let now = app.clock.now();
    if before.kind != SpecialKind::Special || before.removed_at.is_some() || before.ends_at <= now {
        return Err(SpecialRefusal::Over);
    }
    let shown_before = shown(c, &before)?;
    let mut row = word(c, &restaurant, now, wording, before.clone())?;
    if row == before && shown(c, &row)? == shown_before {
        return Ok(Changed::nothing());
    }
    if before.edited_at.is_some() {
        return Err(SpecialRefusal::EditedAlready);
    }
    row.edited_at = Some(now);
    special::save(c, &row)?;
    app.tell.special_edited(c, id)?;
    Ok(specials_changed(of))
}
