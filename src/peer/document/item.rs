//! Dishes and menus of our restaurants.

use musette_domain::{Currency, Money};
use musette_federation::menu::{Menu, MenuItem as Document, MenuSection};
use musette_federation::{CurrencyCode, Decimal, Slug};

use super::address;
use crate::store::menu_item::MenuItem;
use crate::store::restaurant::Restaurant;
use crate::store::{self, Conn, menu_item, menu_section};
use crate::url::Urls;

/// A dish.
pub fn document(urls: &Urls, restaurant: &Restaurant, row: &MenuItem) -> store::Result<Document> {
    use musette_domain::TextValue;
    let (price, currency) = money(row.price, restaurant.currency)?;
    Ok(Document {
        id: address(&urls.menu_item(row.id.as_str()))?,
        attributed_to: address(&urls.restaurant(&restaurant.handle))?,
        name: row.name.clone(),
        description: (!row.description.is_empty()).then(|| row.description.clone()),
        revision: u64::try_from(row.revision).unwrap_or(0),
        price,
        currency,
        sold_out: row.sold_out,
        valid_through: None,
        allergens: row
            .allergens
            .iter()
            .filter_map(|slug| Slug::parse(slug))
            .collect(),
        suitable_for_diet: Vec::new(),
        choice_groups: Vec::new(),
        image: None,
    })
}

/// A restaurant's menu: sections with their dishes.
pub fn menu(c: &mut Conn, urls: &Urls, restaurant: &Restaurant) -> store::Result<Menu> {
    let actor = urls.restaurant(&restaurant.handle);
    let items = menu_item::list_on_menu(c, &restaurant.id)?;
    let mut sections = Vec::new();
    for section in menu_section::list_of(c, &restaurant.id)? {
        let mut dishes = Vec::new();
        for item in items.iter().filter(|item| item.section_id == section.id) {
            dishes.push(document(urls, restaurant, item)?);
        }
        if !dishes.is_empty() {
            sections.push(MenuSection {
                name: section.name,
                items: dishes,
            });
        }
    }
    Ok(Menu {
        id: address(&urls.part(&actor, "menu"))?,
        attributed_to: address(&actor)?,
        revision: u64::try_from(restaurant.menu_revision).unwrap_or(0),
        sections,
    })
}

fn money(minor: i64, currency: Currency) -> store::Result<(Decimal, CurrencyCode)> {
    let text = Money::new(minor, currency).to_decimal();
    Decimal::parse(&text)
        .zip(CurrencyCode::parse(currency.code()))
        .ok_or_else(|| store::Error::Database(format!("{text} {currency} cannot be written")))
}
