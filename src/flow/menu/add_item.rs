//! A dish or drink comes onto the menu, at the end of its section.

use musette_domain::TextValue;
use musette_domain::id::{MenuItemId, RestaurantId};
use musette_domain::menu::{self, MenuProblem};
use musette_domain::text::{self, TextProblem};

use super::{Item, bump, codes, section};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::{broken, refusals};
use crate::store::menu_item::{self, MenuItem};
use crate::store::{Conn, restaurant};

refusals! {
    /// Why the item does not come onto the menu, or does not change.
    pub enum ItemRefusal {
        /// A text is too long, empty or cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "menu-item-text",
        /// No price, or too many items.
        #[error("{0}")]
        Menu(MenuProblem) = "menu-item-price",
        /// Another currency than the restaurant's.
        #[error("the price must be in the restaurant's currency")]
        Currency = "menu-item-price",
    }
}

impl From<TextProblem> for ItemRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Text(problem)
    }
}

impl From<MenuProblem> for ItemRefusal {
    fn from(problem: MenuProblem) -> Self {
        Self::Menu(problem)
    }
}

/// Adds the item. The very same one in the same section is that item already: a second press changes nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    item: &Item,
) -> Result<(MenuItemId, Changed), ItemRefusal> {
    let restaurant = restaurant::find(c, of)?;
    let section = section(c, of, &item.section)?;
    if item.price.currency != restaurant.currency {
        return Err(ItemRefusal::Currency);
    }
    let all = menu_item::list_on_menu(c, of)?;
    let (name, description) = (
        text::name(&item.name)?,
        text::description(&item.description)?,
    );
    let price = menu::check_price(item.price)?.minor;
    let same = all.iter().find(|other| {
        other.section_id == section.id
            && other.price == price
            && other.name == name
            && other.description == description
    });
    if let Some(same) = same {
        return Ok((same.id.clone(), Changed::nothing()));
    }
    menu::check_size(0, all.len() + 1)?;
    let last = all.iter().rfind(|other| other.section_id == section.id);
    let now = app.clock.now();
    let row = MenuItem {
        id: MenuItemId::parse(&app.ids.uuid()).map_err(broken)?,
        restaurant_id: of.clone(),
        position: last.map_or(0, |last| last.position.saturating_add(1)),
        section_id: section.id,
        name,
        description,
        price,
        allergens: codes(&item.allergens),
        sold_out: false,
        revision: 1,
        created_at: now,
        updated_at: now,
        removed_at: None,
    };
    menu_item::insert(c, &row)?;
    let changed = bump(c, app, of)?;
    app.tell.menu_changed(c, of)?;
    Ok((row.id, changed))
}
