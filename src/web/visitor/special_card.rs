//! The card of a special of ours, the same on its own page, its restaurant's and those of its hashtags.

use musette_domain::{Instant, Money};

use super::listing::Listing;
use crate::i18n::{Markup, Words};
use crate::store::media::Media;
use crate::store::special::Special;
use crate::web::format::Format;
use crate::web::parts::{Picture, SpecialCard, allergen};
use crate::web::written;

/// What it is, what is in it, its price, and until when it is to be had.
pub fn ours(
    (w, format): (Words, Format),
    listing: &Listing,
    special: &Special,
    photo: Option<&Media>,
    now: Instant,
) -> SpecialCard {
    let left = if special.sold_out {
        Some(w.say("special-sold-out").into_owned())
    } else {
        (special.ends_at > now).then(|| until((w, format), special.ends_at, now))
    };
    SpecialCard {
        photo: photo.map(Picture::new),
        hashtags: written::hashtags(&special.hashtags),
        now: !special.sold_out && special.ends_at > now,
        text: (!special.description.is_empty()).then(|| Markup::paragraphs(&special.description)),
        allergens: Some(allergen::list(
            w,
            special.allergens.iter().map(String::as_str),
        )),
        price: special
            .price
            .map(|minor| format.money(Money::new(minor, listing.currency))),
        left,
        posted: Some(posted(format, special.published_at, now)),
        ..SpecialCard::new(w, &special.title)
    }
}

/// "until 14:00".
pub fn until((w, format): (Words, Format), ends: Instant, now: Instant) -> String {
    w.with("visit-special-until", &[("time", format.moment(ends, now))])
}

/// When it was posted: for machines and for people.
pub fn posted(format: Format, at: Instant, now: Instant) -> (String, String) {
    (format.machine(at), format.moment(at, now))
}
