//! A restaurant's menu: sections and items. Every change raises the menu's revision, so that other instances know theirs is old.

pub mod add_item;
pub mod add_section;
pub mod edit_item;
pub mod move_item;
pub mod move_section;
pub mod remove_item;
pub mod remove_section;
pub mod rename_section;
pub mod set_sold_out;

use musette_domain::allergen::Allergen;
use musette_domain::id::{MenuItemId, MenuSectionId, RestaurantId};
use musette_domain::{Money, TextValue};

use super::Changed;
use super::restaurant::changed;
use crate::app::App;
use crate::store::menu_item::MenuItem;
use crate::store::menu_section::MenuSection;
use crate::store::{Conn, Error, Result, menu_item, menu_section, restaurant};

/// What an item says.
#[derive(Debug, Clone)]
pub struct Item {
    /// The section it stands in.
    pub section: MenuSectionId,
    /// The name.
    pub name: String,
    /// What is in it, in words.
    pub description: String,
    /// The price.
    pub price: Money,
    /// The allergens; none says that none of the fourteen is in it.
    pub allergens: Vec<Allergen>,
}

/// Which way something moves by one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Before the one above it.
    Up,
    /// After the one below it.
    Down,
}

/// The restaurant's menu has changed: a new revision.
fn bump(c: &mut Conn, app: &App, id: &RestaurantId) -> Result<Changed> {
    let mut row = restaurant::find(c, id)?;
    row.menu_revision = row.menu_revision.saturating_add(1);
    row.updated_at = app.clock.now();
    restaurant::save(c, &row)?;
    Ok(changed(id))
}

/// A section of this restaurant; one of another does not exist here.
fn section(c: &mut Conn, of: &RestaurantId, id: &MenuSectionId) -> Result<MenuSection> {
    let row = menu_section::find(c, id)?;
    if row.restaurant_id == *of {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

/// An item on this restaurant's menu; a removed one, or one of another restaurant, does not exist here.
fn item(c: &mut Conn, of: &RestaurantId, id: &MenuItemId) -> Result<MenuItem> {
    let row = menu_item::find(c, id)?;
    if row.restaurant_id == *of && row.removed_at.is_none() {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

/// Saves a changed item with a new revision, and tells followers.
fn save_item(c: &mut Conn, app: &App, row: &mut MenuItem) -> Result<Changed> {
    row.revision = row.revision.saturating_add(1);
    row.updated_at = app.clock.now();
    menu_item::save(c, row)?;
    let changed = bump(c, app, &row.restaurant_id)?;
    app.tell.menu_item_changed(c, &row.id)?;
    Ok(changed)
}

/// Allergens as a row has them.
fn codes(allergens: &[Allergen]) -> Vec<String> {
    let mut codes: Vec<_> = allergens.to_vec();
    codes.sort_unstable();
    codes.dedup();
    codes
        .iter()
        .map(|allergen| allergen.as_str().to_owned())
        .collect()
}

/// The list with the one that `is` moved by one place; none if there is no place to move to, or if it no longer stands at `from`: then the
/// same press has moved it before.
fn moved<T>(
    mut list: Vec<T>,
    way: Way,
    from: Option<usize>,
    is: impl Fn(&T) -> bool,
) -> Option<Vec<T>> {
    let at = list.iter().position(is)?;
    if from.is_some_and(|from| from != at) {
        return None;
    }
    let to = match way {
        Way::Up => at.checked_sub(1)?,
        Way::Down => at + 1,
    };
    if to >= list.len() {
        return None;
    }
    list.swap(at, to);
    Some(list)
}

/// A place in a list as a column has it.
fn place(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
