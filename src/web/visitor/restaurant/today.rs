//! The specials on their restaurant's page, the newest first.

use musette_domain::Instant;

use super::dishes;
use super::read::{Known, OwnSpecial, Today};
use crate::i18n::Words;
use crate::store::remote_special::RemoteSpecial;
use crate::web::customer::cart::basket::Basket;
use crate::web::format::Format;
use crate::web::parts::{Link, SpecialCard};
use crate::web::visitor::{note, special_card};

/// The longest title made of a note's first words.
const TITLE: usize = 80;

/// A card for each special.
pub fn cards(
    (w, format): (Words, Format),
    known: &Known,
    basket: Option<&Basket>,
    now: Instant,
) -> Vec<SpecialCard> {
    let card = |special: &Today| match special {
        Today::Ours(special) => ours((w, format), known, special, basket, now),
        Today::Elsewhere(special) => elsewhere((w, format), known, special, basket, now),
    };
    known.specials.iter().map(card).collect()
}

fn ours(
    (w, format): (Words, Format),
    known: &Known,
    own: &OwnSpecial,
    basket: Option<&Basket>,
    now: Instant,
) -> SpecialCard {
    let (listing, special) = (&known.listing, &own.special);
    let page = format!("{}/{}", listing.path, special.id);
    let item = special.menu_item_id.as_ref().map(ToString::to_string);
    let item = item.filter(|item| !special.sold_out && can_be_added(known, item));
    let add = item.map(|item| {
        let had = dishes::had(basket, &item);
        dishes::add(w, listing, &item, &special.title, had).go()
    });
    SpecialCard {
        href: Some(page.clone()),
        links: vec![Link::new(page, w.count("replies-count", own.replies)).icon("msg")],
        add,
        ..special_card::ours((w, format), listing, special, own.photo.as_ref(), now)
    }
}

fn elsewhere(
    (w, format): (Words, Format),
    known: &Known,
    special: &RemoteSpecial,
    basket: Option<&Basket>,
    now: Instant,
) -> SpecialCard {
    let listing = &known.listing;
    let items = known.menu.iter().flat_map(|section| &section.items);
    let dish = special.item_id.as_ref().and_then(|id| {
        let mut items = items;
        items.find(|item| item.reference == *id)
    });
    let (title, text) = dish.map_or_else(
        || note::split(&special.content, TITLE),
        |dish| (dish.name.clone(), Some(note::html(&special.content))),
    );
    let add = dish
        .filter(|dish| can_be_added(known, &dish.reference))
        .map(|dish| {
            let had = dishes::had(basket, &dish.reference);
            dishes::add(w, listing, &dish.reference, &dish.name, had).go()
        });
    SpecialCard {
        text,
        allergens: dish.map(|dish| dishes::allergens(w, &dish.allergens, dish.allergens_known())),
        price: dish.map(|dish| format.money(dish.price)),
        left: special
            .ends_at
            .map(|ends| special_card::until((w, format), ends, now)),
        posted: Some(special_card::posted(format, special.published_at, now)),
        add,
        ..SpecialCard::new(w, title)
    }
}

fn can_be_added(known: &Known, reference: &str) -> bool {
    let mut items = known.menu.iter().flat_map(|section| &section.items);
    let item = items.find(|item| item.reference == reference);
    known.listing.orderable()
        && item.is_some_and(|item| {
            !item.sold_out && (known.listing.is_ours() || item.allergens_known())
        })
}
