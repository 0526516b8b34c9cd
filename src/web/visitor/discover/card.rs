//! A restaurant in the list, with what it means for this reader's place.

use chrono::TimeDelta;
use musette_domain::pricing::Tariff;
use musette_domain::{Instant, Position};

use crate::app::App;
use crate::flow::order::quote;
use crate::i18n::Words;
use crate::services::route::Trip;
use crate::store::coop::Coop;
use crate::web::format::Format;
use crate::web::parts::{Hue, Origin, Relation, RestaurantCard};
use crate::web::visitor::listing::{Home, Listing, Trade};
use crate::web::visitor::place::Place;
use crate::web::visitor::ride;

/// A card with what machines and the map need beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The card.
    pub card: RestaurantCard,
    /// The actor's id.
    pub actor: String,
    /// Where it is, for the map.
    pub position: Option<Position>,
    /// Whether one can order there at this moment.
    pub open: bool,
    /// Seconds by bicycle, by which the list is sorted.
    pub seconds: Option<u32>,
}

/// What all cards of one page share.
pub struct Reader<'a> {
    /// The words.
    pub w: Words,
    /// How amounts and times are written.
    pub format: Format,
    /// Trade time.
    pub now: Instant,
    /// Where the reader is.
    pub place: Option<&'a Place>,
    /// Our tariff.
    pub tariff: Tariff,
    /// The name of our co-op.
    pub own: &'a str,
    /// The hue of its bag.
    pub hue: Hue,
}

impl<'a> Reader<'a> {
    /// A reader at `place`.
    pub fn new(
        w: Words,
        format: Format,
        now: Instant,
        place: Option<&'a Place>,
        coop: &'a Coop,
    ) -> Self {
        let tariff = quote::tariff(coop);
        Self {
            w,
            format,
            now,
            place,
            tariff,
            own: &coop.name,
            hue: Hue::chosen(Some(&coop.hue), &coop.name),
        }
    }
}

/// The ways from the reader to these restaurants; none without a place.
pub fn trips(app: &App, place: Option<&Place>, listings: &[Listing]) -> Vec<Option<Trip>> {
    let Some(place) = place else {
        return vec![None; listings.len()];
    };
    let known: Vec<Position> = listings
        .iter()
        .filter_map(|listing| listing.position)
        .collect();
    let ways = ride::ways(app, place.position, &known);
    let mut ways = ways.iter().copied();
    listings
        .iter()
        .map(|listing| listing.position.and_then(|_| ways.next().flatten()))
        .collect()
}

/// The card of a restaurant, `trip` away. None if it is not shown to this reader: a neighbour's that does not reach them.
pub fn entry(reader: &Reader<'_>, listing: &Listing, trip: Option<Trip>) -> Option<(Entry, bool)> {
    let reaches = listing.reaches(reader.place);
    if reaches == Some(false) && !listing.is_ours() && !listing.collects {
        return None;
    }
    let delivered = reaches == Some(true);
    let shipping = trip
        .filter(|_| listing.delivers)
        .map(|trip| TimeDelta::seconds(i64::from(trip.seconds)));
    let outlook = listing.outlook(reader.now, shipping.or(Some(TimeDelta::zero())));
    let (w, format) = (reader.w, reader.format);
    let badge = listing.badge((w, format), reader.now, outlook);
    let open = listing.is_open(reader.now, outlook);
    let window = outlook
        .and_then(|outlook| outlook.first)
        .filter(|_| delivered && listing.orderable())
        .filter(|window| window.start.since(reader.now) < TimeDelta::hours(3))
        .map(|window| format.window(window.start, window.end));
    // A neighbour counts its own way and says its fee when it is asked, at the checkout.
    let fee = match trip.filter(|_| delivered && listing.is_ours()) {
        Some(trip) => reader.tariff.fee(f64::from(trip.metres)).ok(),
        None => None,
    };
    let fee = match fee {
        Some(fee) => Some(format.money(fee)),
        None if delivered && !listing.is_ours() && listing.orderable() => {
            Some(w.say("visit-fee-at-checkout").into_owned())
        }
        None => None,
    };
    let card = RestaurantCard {
        w,
        name: listing.name.clone(),
        lang: None,
        href: listing.path.clone(),
        cuisine: listing.cuisine.clone(),
        cloth: listing.cloth,
        badge,
        window,
        fee,
        distance: trip.map(|trip| format.distance(trip.metres)),
        note: note(w, listing, reaches),
        origin: Some(
            listing
                .origin(w, Relation::Of)
                .unwrap_or_else(|| Origin::new(w, reader.hue, Relation::Of, reader.own)),
        ),
    };
    let entry = Entry {
        card,
        actor: listing.actor.clone(),
        position: listing.position,
        open: open && listing.orderable(),
        seconds: trip.map(|trip| trip.seconds),
    };
    Some((entry, open))
}

/// Why it cannot be ordered, or not brought.
fn note(w: Words, listing: &Listing, reaches: Option<bool>) -> Option<String> {
    match &listing.home {
        Home::Elsewhere {
            trade: Trade::Silent(_),
            ..
        } => return Some(w.say("visit-silent-note").into_owned()),
        Home::Elsewhere {
            trade: Trade::NoAgreement,
            ..
        } => return Some(w.say("visit-no-agreement-note").into_owned()),
        _ => {}
    }
    match (reaches, listing.delivers, listing.collects) {
        (_, false, true) | (Some(false), true, true) => {
            Some(w.say("visit-collect-only").into_owned())
        }
        (Some(false), _, false) => Some(w.say("visit-out-of-area").into_owned()),
        _ => None,
    }
}
