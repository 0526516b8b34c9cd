//! Places that serve food.

use super::{super::position::Position, tags::Tags};

/// A named restaurant, café, bar or the like: the raw material of an unclaimed restaurant.
#[derive(Debug, Clone, PartialEq)]
pub struct Eatery {
    /// The element's number in OpenStreetMap, unique together with `osm_kind`.
    pub osm_id: i64,
    /// Whether it is mapped as a point or as an outline.
    pub osm_kind: OsmKind,
    /// What it serves as.
    pub kind: EateryKind,
    /// Its name, never empty.
    pub name: String,
    /// OpenStreetMap's cuisine words (`pizza`, `regional`), in the mapper's order.
    pub cuisine: Vec<String>,
    /// Opening hours in OSM syntax, not checked.
    pub opening_hours: Option<String>,
    /// Telephone number as mapped.
    pub phone: Option<String>,
    /// Web address as mapped, not checked.
    pub website: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// House number.
    pub housenumber: Option<String>,
    /// Postcode; taken from the neighbourhood where it is not mapped.
    pub postcode: Option<String>,
    /// Town; taken from the neighbourhood where it is not mapped.
    pub city: Option<String>,
    /// Where it is; the middle of the outline.
    pub position: Position,
}

/// The kind of an element in OpenStreetMap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OsmKind {
    /// A point.
    Node,
    /// An outline.
    Way,
}

impl OsmKind {
    /// OpenStreetMap's word, as in its web addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Way => "way",
        }
    }
}

/// What a place that serves food is tagged as (`amenity=…`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EateryKind {
    /// Full meals at a table.
    Restaurant,
    /// Meals over a counter.
    FastFood,
    /// Drinks and small meals.
    Cafe,
    /// Drinks, often meals.
    Pub,
    /// Drinks.
    Bar,
    /// Several counters, one room.
    FoodCourt,
    /// Ice cream.
    IceCream,
}

impl EateryKind {
    /// OpenStreetMap's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Restaurant => "restaurant",
            Self::FastFood => "fast_food",
            Self::Cafe => "cafe",
            Self::Pub => "pub",
            Self::Bar => "bar",
            Self::FoodCourt => "food_court",
            Self::IceCream => "ice_cream",
        }
    }

    fn parse(amenity: &str) -> Option<Self> {
        Some(match amenity {
            "restaurant" => Self::Restaurant,
            "fast_food" => Self::FastFood,
            "cafe" => Self::Cafe,
            "pub" => Self::Pub,
            "bar" => Self::Bar,
            "food_court" => Self::FoodCourt,
            "ice_cream" => Self::IceCream,
            _ => return None,
        })
    }
}

/// The eatery that the tags describe, if they describe one.
pub(super) fn from_tags(
    osm_id: i64,
    osm_kind: OsmKind,
    tags: &Tags<'_>,
    position: Position,
) -> Option<Eatery> {
    let kind = EateryKind::parse(tags.get("amenity")?)?;
    let name = tags.text(&["name", "brand", "operator"])?;
    let cuisine = tags.get("cuisine").unwrap_or_default();
    Some(Eatery {
        osm_id,
        osm_kind,
        kind,
        name,
        cuisine: cuisine
            .split([';', ','])
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect(),
        opening_hours: tags.text(&["opening_hours"]),
        phone: tags.text(&["phone", "contact:phone"]),
        website: tags.text(&["website", "contact:website", "url"]),
        street: tags.text(&["addr:street", "addr:place"]),
        housenumber: tags.text(&["addr:housenumber"]),
        postcode: tags.text(&["addr:postcode"]),
        city: tags.text(&["addr:city"]),
        position,
    })
}
