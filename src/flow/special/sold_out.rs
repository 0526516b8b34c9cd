//! The last portion of a special is gone, or there is more again.

use musette_domain::id::{MenuItemId, RestaurantId, SpecialId};

use super::{SpecialRefusal, specials_changed};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::menu::set_sold_out;
use crate::store::special::{self, Special, SpecialKind};
use crate::store::{self, Conn, Result as StoreResult, menu_item};

/// Sets the switch of a special, and of the dish that it is.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &SpecialId,
    sold_out: bool,
) -> Result<Changed, SpecialRefusal> {
    let row = special::find(c, id)?;
    if row.restaurant_id != *of || row.kind != SpecialKind::Special {
        return Err(store::Error::NotFound.into());
    }
    if row.removed_at.is_some() || row.ends_at <= app.clock.now() {
        return Err(SpecialRefusal::Over);
    }
    let item = row.menu_item_id.clone();
    let mut changed = mark(c, app, row, sold_out)?;
    if let Some(item) = item
        && menu_item::find(c, &item)?.removed_at.is_none()
    {
        changed.join(set_sold_out::run(c, app, of, &item, sold_out)?);
    }
    Ok(changed)
}

/// Sets the switch of every running special that is this dish.
pub fn of_item(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    item: &MenuItemId,
    sold_out: bool,
) -> StoreResult<Changed> {
    let mut changed = Changed::nothing();
    for row in special::list_current_of(c, of, app.clock.now())? {
        if row.menu_item_id.as_ref() == Some(item) {
            changed.join(mark(c, app, row, sold_out)?);
        }
    }
    Ok(changed)
}

fn mark(c: &mut Conn, app: &App, mut row: Special, sold_out: bool) -> StoreResult<Changed> {
    if row.sold_out == sold_out {
        return Ok(Changed::nothing());
    }
    row.sold_out = sold_out;
    row.changed_at = Some(app.clock.now());
    special::save(c, &row)?;
    app.tell.special_edited(c, &row.id)?;
    Ok(specials_changed(&row.restaurant_id))
}
