//! A dish or drink changes. Carts see the new price before they become orders; orders keep theirs.

use musette_domain::id::{MenuItemId, RestaurantId};
use musette_domain::{menu, text};

use super::add_item::ItemRefusal;
use super::{Item, codes, item, save_item, section};
use crate::app::App;
use crate::flow::Changed;
use crate::store::menu_item::{self, MenuItem};
use crate::store::{Conn, restaurant};

/// Writes the item anew. In another section it stands at the end.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &MenuItemId,
    edited: &Item,
) -> Result<Changed, ItemRefusal> {
    let before = item(c, of, id)?;
    let section = section(c, of, &edited.section)?;
    if edited.price.currency != restaurant::find(c, of)?.currency {
        return Err(ItemRefusal::Currency);
    }
    let mut row = MenuItem {
        name: text::name(&edited.name)?,
        description: text::description(&edited.description)?,
        price: menu::check_price(edited.price)?.minor,
        allergens: codes(&edited.allergens),
        section_id: section.id,
        ..before.clone()
    };
    if row.section_id != before.section_id {
        let all = menu_item::list_on_menu(c, of)?;
        let last = all.iter().rfind(|other| other.section_id == row.section_id);
        row.position = last.map_or(0, |last| last.position.saturating_add(1));
    }
    if row == before {
        return Ok(Changed::nothing());
    }
    let other_section = row.section_id != before.section_id;
    let changed = save_item(c, app, &mut row)?;
    if other_section {
        app.tell.menu_changed(c, of)?;
    }
    Ok(changed)
}
