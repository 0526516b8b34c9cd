//! Towns and villages, to complete addresses that are mapped without one.

use std::collections::HashMap;

use rstar::{RTree, primitives::GeomWithData};

use super::super::position::{Position, metres_between};
use super::{address::Address, eatery::Eatery, tags::Tags};

/// A town or village as a point in its middle.
#[derive(Debug)]
pub(super) struct Place {
    name: String,
    postcode: Option<String>,
    position: Position,
    /// Metres that a place of this size reaches; distances are compared as fractions of it.
    reach: f64,
}

/// How far a mapped address may be to lend its town to a neighbour, in metres. Streets end within this distance; towns rarely do.
const NEIGHBOURHOOD: f64 = 300.0;

/// How far a place may be at most to give its name, in multiples of its reach.
const FURTHEST: f64 = 4.0;

/// The place that the tags describe, if they describe one that stands in addresses.
pub(super) fn from_tags(tags: &Tags<'_>, position: Position) -> Option<Place> {
    let reach = match tags.get("place")? {
        "city" => 5_000.0,
        "town" => 2_500.0,
        "village" => 2_000.0,
        "hamlet" => 500.0,
        _ => return None,
    };
    Some(Place {
        name: tags.text(&["name"])?,
        postcode: tags.text(&["postal_code", "addr:postcode"]),
        position,
        reach,
    })
}

/// Fills in the missing towns and postcodes: from a mapped address near by, else from the nearest place for its size.
pub(super) fn complete(places: &[Place], addresses: &mut [Address], eateries: &mut [Eatery]) {
    let known = Known::new(places, addresses);
    let from_address = addresses
        .iter_mut()
        .map(|a| (a.position, &mut a.city, &mut a.postcode));
    let from_eatery = eateries
        .iter_mut()
        .map(|e| (e.position, &mut e.city, &mut e.postcode));
    for (position, city, postcode) in from_address.chain(from_eatery) {
        if city.is_none() {
            *city = known.town_at(position);
        }
        if let (None, Some(town)) = (&postcode, &city) {
            *postcode = known.postcode_of.get(town).cloned();
        }
    }
}

struct Known<'a> {
    places: &'a [Place],
    addressed: RTree<GeomWithData<[f64; 2], String>>,
    postcode_of: HashMap<String, String>,
}

impl<'a> Known<'a> {
    fn new(places: &'a [Place], addresses: &[Address]) -> Self {
        let with_town = addresses.iter().filter_map(|a| {
            let city = a.city.clone()?;
            Some(GeomWithData::new(plane(a.position), city))
        });
        Self {
            places,
            addressed: RTree::bulk_load(with_town.collect()),
            postcode_of: postcodes(places, addresses),
        }
    }

    fn town_at(&self, position: Position) -> Option<String> {
        let neighbour = self
            .addressed
            .nearest_neighbor(plane(position))
            .filter(|neighbour| {
                let [latitude, x] = *neighbour.geom();
                let longitude = x / position.latitude.to_radians().cos();
                metres_between(
                    position,
                    Position {
                        latitude,
                        longitude,
                    },
                ) <= NEIGHBOURHOOD
            });
        if let Some(neighbour) = neighbour {
            return Some(neighbour.data.clone());
        }
        let distance = |place: &Place| metres_between(position, place.position) / place.reach;
        let nearest = self
            .places
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        (distance(nearest) <= FURTHEST).then(|| nearest.name.clone())
    }
}

/// The postcode that most addresses of a town have, else the one mapped on the town itself.
fn postcodes(places: &[Place], addresses: &[Address]) -> HashMap<String, String> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for address in addresses {
        if let (Some(city), Some(postcode)) = (&address.city, &address.postcode) {
            *counts.entry((city, postcode)).or_default() += 1;
        }
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    // Rarest first, so that the most frequent is inserted last and stays; then by code, so that a draw is decided the same each time.
    ranked.sort_unstable_by_key(|((city, postcode), count)| (*count, *city, *postcode));
    let mapped = places
        .iter()
        .filter_map(|place| Some((place.name.clone(), place.postcode.clone()?)));
    let counted = ranked
        .into_iter()
        .map(|((city, postcode), _)| (city.to_owned(), postcode.to_owned()));
    mapped.chain(counted).collect()
}

/// A flat plane good enough to find the nearest of neighbours.
fn plane(position: Position) -> [f64; 2] {
    [
        position.latitude,
        position.longitude * position.latitude.to_radians().cos(),
    ]
}
