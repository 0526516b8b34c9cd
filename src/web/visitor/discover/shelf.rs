//! Today's specials, in order of arrival. Nobody can pay to stand first.

use musette_domain::{Instant, Money};

use super::card::Reader;
use super::shown::{SHELF, Shown};
use crate::web::parts::{Relation, SpecialCard};
use crate::web::visitor::listing::Listing;
use crate::web::visitor::note;

/// The longest title that is made of a note's first words.
const TITLE: usize = 90;

/// The cards of the shelf.
pub fn cards(reader: &Reader<'_>, shown: &Shown) -> Vec<SpecialCard> {
    let ours = shown.specials.iter().filter_map(|special| {
        let listing = shown.ours(&special.restaurant_id)?;
        let mut card = SpecialCard {
            price: special
                .price
                .map(|minor| reader.format.money(Money::new(minor, listing.currency))),
            ..about(
                reader,
                listing,
                &special.title,
                special.published_at,
                Some(special.ends_at),
            )
        };
        if special.sold_out {
            card.left = Some(reader.w.say("special-sold-out").into_owned());
            card.now = false;
        }
        let replies = shown.replies.get(&special.id).copied().unwrap_or(0);
        let page = format!("{}/{}", listing.path, special.id);
        Some((special.published_at, card.replies(page, replies)))
    });
    let theirs = shown.remote_specials.iter().filter_map(|(special, item)| {
        let listing = shown.of_actor(&special.actor_id)?;
        if listing.reaches(reader.place) == Some(false) {
            return None;
        }
        let title = item.as_ref().map_or_else(
            || note::split(&special.content, TITLE).0,
            |item| item.name.clone(),
        );
        let card = SpecialCard {
            price: item
                .as_ref()
                .map(|item| reader.format.money(Money::new(item.price, item.currency))),
            ..about(
                reader,
                listing,
                &title,
                special.published_at,
                special.ends_at,
            )
        };
        Some((special.published_at, card))
    });
    let mut all: Vec<_> = ours.chain(theirs).collect();
    all.sort_by_key(|(published, _)| std::cmp::Reverse(*published));
    all.into_iter().take(SHELF).map(|(_, card)| card).collect()
}

fn about(
    reader: &Reader<'_>,
    listing: &Listing,
    title: &str,
    published: Instant,
    ends: Option<Instant>,
) -> SpecialCard {
    let (w, format) = (reader.w, reader.format);
    let until = ends.map(|ends| format.moment(ends, reader.now));
    SpecialCard {
        href: Some(format!("{}#special", listing.path)),
        restaurant: Some(listing.name.clone()),
        left: until.map(|until| w.with("visit-special-until", &[("time", until.as_str())])),
        posted: Some((
            format.machine(published),
            format.moment(published, reader.now),
        )),
        origin: listing.origin(w, Relation::From),
        ..SpecialCard::new(w, title)
    }
}
