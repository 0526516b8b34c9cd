//! The special of the day on its restaurant's page.

use musette_domain::{Instant, Money};

use super::dishes;
use super::read::{Known, Today};
use crate::i18n::{Markup, Words};
use crate::store::remote_special::RemoteSpecial;
use crate::store::special::Special;
use crate::web::customer::cart::basket::Basket;
use crate::web::format::Format;
use crate::web::parts::{Link, Picture, SpecialCard, allergen};
use crate::web::visitor::note;
use crate::web::written;

/// The longest title made of a note's first words.
const TITLE: usize = 80;

/// The card, if there is a special.
pub fn card(
    (w, format): (Words, Format),
    known: &Known,
    basket: Option<&Basket>,
    now: Instant,
) -> Option<SpecialCard> {
    match known.special.as_ref()? {
        Today::Ours(special) => Some(ours((w, format), known, special, basket, now)),
        Today::Elsewhere(special) => Some(elsewhere((w, format), known, special, basket, now)),
    }
}

fn ours(
    (w, format): (Words, Format),
    known: &Known,
    special: &Special,
    basket: Option<&Basket>,
    now: Instant,
) -> SpecialCard {
    let listing = &known.listing;
    let page = format!("{}/{}", listing.path, special.id);
    let item = special.menu_item_id.as_ref().map(ToString::to_string);
    let item = item.filter(|item| !special.sold_out && can_be_added(known, item));
    let add = item.map(|item| {
        let had = dishes::had(basket, &item);
        dishes::add(w, listing, &item, &special.title, had).go()
    });
    let left = if special.sold_out {
        w.say("special-sold-out").into_owned()
    } else {
        until(w, format, special.ends_at, now)
    };
    SpecialCard {
        photo: known.pictures.special.as_ref().map(Picture::new),
        hashtags: written::hashtags(&special.hashtags),
        now: !special.sold_out,
        text: (!special.description.is_empty()).then(|| Markup::text(&special.description)),
        allergens: Some(allergen::list(
            w,
            special.allergens.iter().map(String::as_str),
        )),
        price: special
            .price
            .map(|minor| format.money(Money::new(minor, listing.currency))),
        left: Some(left),
        posted: Some(posted(format, special.published_at, now)),
        href: Some(page.clone()),
        links: vec![Link::new(page, w.count("replies-count", known.replies)).icon("msg")],
        add,
        ..SpecialCard::new(w, &special.title)
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
        left: special.ends_at.map(|ends| until(w, format, ends, now)),
        posted: Some(posted(format, special.published_at, now)),
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

fn until(w: Words, format: Format, ends: Instant, now: Instant) -> String {
    w.with("visit-special-until", &[("time", format.moment(ends, now))])
}

fn posted(format: Format, at: Instant, now: Instant) -> (String, String) {
    (format.machine(at), format.moment(at, now))
}
