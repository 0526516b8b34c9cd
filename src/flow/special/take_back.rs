//! A special is taken back before its end.

use musette_domain::id::{RestaurantId, SpecialId};

use super::specials_changed;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Error, Result, special};

/// Takes the special back; taken back before, nothing happens.
pub fn run(c: &mut Conn, app: &App, of: &RestaurantId, id: &SpecialId) -> Result<Changed> {
    let mut row = special::find(c, id)?;
    if row.restaurant_id != *of {
        return Err(Error::NotFound);
    }
    if row.removed_at.is_some() {
        return Ok(Changed::nothing());
    }
    row.removed_at = Some(app.clock.now());
    special::save(c, &row)?;
    app.tell.special_removed(c, id)?;
    Ok(specials_changed(of))
}
