//! The menu as the page shows it: allergens in the open, sold out in words, one button a dish.

use super::menu::{Item, Section};
use crate::i18n::Words;
use crate::web::customer::cart::basket::Basket;
use crate::web::format::Format;
use crate::web::parts::{Act, Buy, Dish, allergen};
use crate::web::visitor::listing::Listing;

/// A section of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuSection {
    /// The id of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The dishes, each with what the cart's form calls it.
    pub dishes: Vec<(String, Dish)>,
}

/// The menu of a restaurant. `basket` is the reader's cart if it is for this restaurant.
pub fn menu(
    (w, format): (Words, Format),
    listing: &Listing,
    sections: &[Section],
    basket: Option<&Basket>,
) -> Vec<MenuSection> {
    let mut number = 0;
    sections
        .iter()
        .enumerate()
        .map(|(place, section)| MenuSection {
            id: format!("s{place}"),
            name: section.name.clone(),
            dishes: section
                .items
                .iter()
                .map(|item| {
                    number += 1;
                    let dish = Dish {
                        id: format!("d{number}"),
                        ..dish((w, format), listing, item, basket)
                    };
                    (item.reference.clone(), dish)
                })
                .collect(),
        })
        .collect()
}

fn dish(
    (w, format): (Words, Format),
    listing: &Listing,
    item: &Item,
    basket: Option<&Basket>,
) -> Dish {
    let known = item.allergens_known();
    let buy = if item.sold_out {
        Buy::SoldOut(w.say("visit-sold-out").into_owned())
    } else if !listing.orderable() || (!known && !listing.is_ours()) {
        Buy::No
    } else {
        Buy::Add(add(
            w,
            listing,
            &item.reference,
            &item.name,
            had(basket, &item.reference),
        ))
    };
    Dish {
        w,
        id: String::new(),
        name: item.name.clone(),
        lang: None,
        text: Some(item.description.clone()).filter(|text| !text.is_empty()),
        allergens: allergens(w, &item.allergens, known),
        tags: Vec::new(),
        price: format.money(item.price),
        buy,
    }
}

/// How many of an item are in the cart: of ours its URL ends with the id.
pub(super) fn had(basket: Option<&Basket>, reference: &str) -> i32 {
    let Some(basket) = basket else {
        return 0;
    };
    let is_it =
        |item: &str| item == reference || item.rsplit('/').next().is_some_and(|id| id == reference);
    let line = basket.lines.iter().find(|line| is_it(&line.item));
    line.map_or(0, |line| line.count)
}

/// The button that puts one into the cart. It says how many the page showed, so that a second press adds nothing.
pub(super) fn add(w: Words, listing: &Listing, reference: &str, name: &str, had: i32) -> Act {
    Act::new("/cart/lines", w.say("visit-add"))
        .field("restaurant", listing.actor.clone())
        .field("item", reference)
        .field("count", "1")
        .field("had", had.to_string())
        .icon("plus")
        .spoken(name)
        .small()
}

/// The allergens in words; or that the restaurant does not say.
pub(super) fn allergens(w: Words, codes: &[String], known: bool) -> String {
    if known {
        allergen::list(w, codes.iter().map(String::as_str))
    } else {
        w.say("visit-allergens-unknown").into_owned()
    }
}
