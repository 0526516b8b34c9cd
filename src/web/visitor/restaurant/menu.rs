//! A menu, ours or our copy of another's, as sections of dishes.

use musette_domain::allergen::Allergen;
use musette_domain::{Money, TextValue};

use crate::store::remote_menu_item::{self, RemoteMenuItem};
use crate::store::{Conn, Result, menu_item, menu_section};
use crate::web::visitor::listing::{Home, Listing};

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub items: Vec<Item>,
}

/// A dish or drink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What the cart's form calls it: our id, or the URL of another's.
    pub reference: String,
    /// The name.
    pub name: String,
    /// About it.
    pub description: String,
    /// The price.
    pub price: Money,
    /// Its allergens.
    pub allergens: Vec<String>,
    /// Sold out.
    pub sold_out: bool,
}

impl Item {
    /// Whether its allergens are known. One without cannot be ordered across co-ops.
    pub fn allergens_known(&self) -> bool {
        !self
            .allergens
            .iter()
            .any(|code| code == Allergen::Unknown.as_str())
    }
}

/// Reads the menu of a restaurant. Sections without a dish are left out.
pub fn read(c: &mut Conn, listing: &Listing) -> Result<Vec<Section>> {
    let Home::Ours(restaurant) = &listing.home else {
        return Ok(grouped(remote_menu_item::list_of(c, &listing.actor)?));
    };
    let items = menu_item::list_on_menu(c, restaurant)?;
    let sections = menu_section::list_of(c, restaurant)?
        .into_iter()
        .map(|section| Section {
            items: items
                .iter()
                .filter(|item| item.section_id == section.id)
                .map(|item| Item {
                    reference: item.id.to_string(),
                    name: item.name.clone(),
                    description: item.description.clone(),
                    price: Money::new(item.price, listing.currency),
                    allergens: item.allergens.clone(),
                    sold_out: item.sold_out,
                })
                .collect(),
            name: section.name,
        });
    Ok(sections
        .filter(|section| !section.items.is_empty())
        .collect())
}

/// Items that come one after the other and name the same section belong together.
fn grouped(items: Vec<RemoteMenuItem>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for row in items.into_iter().filter(|row| row.removed_at.is_none()) {
        let item = Item {
            reference: row.id,
            name: row.name,
            description: row.description,
            price: Money::new(row.price, row.currency),
            allergens: row.allergens,
            sold_out: row.sold_out,
        };
        match sections.last_mut().filter(|last| last.name == row.section) {
            Some(last) => last.items.push(item),
            None => sections.push(Section {
                name: row.section,
                items: vec![item],
            }),
        }
    }
    sections
}
