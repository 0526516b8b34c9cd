//! An item leaves the menu. Its row stays, because orders refer to it.

use musette_domain::id::{MenuItemId, RestaurantId};

use super::bump;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Error, Result, menu_item};

/// Removes the item; removed before, nothing happens.
pub fn run(c: &mut Conn, app: &App, of: &RestaurantId, id: &MenuItemId) -> Result<Changed> {
    let mut row = menu_item::find(c, id)?;
    if row.restaurant_id != *of {
        return Err(Error::NotFound);
    }
    if row.removed_at.is_some() {
        return Ok(Changed::nothing());
    }
    let now = app.clock.now();
    row.removed_at = Some(now);
    row.updated_at = now;
    row.revision = row.revision.saturating_add(1);
    menu_item::save(c, &row)?;
    let changed = bump(c, app, of)?;
    app.tell.menu_item_removed(c, id)?;
    Ok(changed)
}
