//! What a delivery costs and how far it goes, in the facts below a restaurant's name.

use crate::flow::order::quote;
use crate::i18n::Words;
use crate::store::coop::Coop;
use crate::web::format::Format;
use crate::web::visitor::listing::Listing;
use crate::web::visitor::place::Place;

/// Fee, least order and distance.
pub fn of_price(
    (w, format): (Words, Format),
    coop: &Coop,
    listing: &Listing,
    place: Option<&Place>,
    metres: Option<u32>,
) -> Vec<(String, String)> {
    let reaches = listing.reaches(place) == Some(true);
    let fee = metres.filter(|_| reaches && listing.is_ours());
    let fee = fee.and_then(|metres| quote::tariff(coop).fee(f64::from(metres)).ok());
    // The other co-op counts its own way and says its fee when it is asked, at the checkout.
    let later = reaches && !listing.is_ours() && listing.orderable();
    let fee = match fee {
        Some(fee) => Some(format.money(fee)),
        None => later.then(|| w.say("visit-fee-at-checkout").into_owned()),
    };
    let facts = [
        ("visit-fee", fee),
        (
            "visit-minimum",
            listing.minimum.map(|minimum| format.money(minimum)),
        ),
        (
            "visit-distance",
            metres.map(|metres| format.distance(metres)),
        ),
    ];
    facts
        .into_iter()
        .filter_map(|(key, value)| {
            let label = match key {
                "visit-fee" => w.say("visit-fee"),
                "visit-minimum" => w.say("visit-minimum"),
                _ => w.say("visit-distance"),
            };
            Some((label.into_owned(), value?))
        })
        .collect()
}
