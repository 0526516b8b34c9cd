//! An item changes places with its neighbour in the section.

use musette_domain::id::{MenuItemId, RestaurantId};

use super::{Way, bump, item, moved, place};
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, menu_item};

/// Moves the item by one place, if it stands where it was shown (`from`); at the end of the section nothing happens.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &MenuItemId,
    way: Way,
    from: Option<usize>,
) -> Result<Changed> {
    let row = item(c, of, id)?;
    let mut all = menu_item::list_on_menu(c, of)?;
    all.retain(|other| other.section_id == row.section_id);
    let Some(all) = moved(all, way, from, |other| other.id == *id) else {
        return Ok(Changed::nothing());
    };
    for (n, mut other) in all.into_iter().enumerate() {
        if other.position != place(n) {
            other.position = place(n);
            menu_item::save(c, &other)?;
        }
    }
    let changed = bump(c, app, of)?;
    app.tell.menu_changed(c, of)?;
    Ok(changed)
}
