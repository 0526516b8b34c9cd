//! House numbers.

use super::{super::position::Position, tags::Tags};

/// A place that a courier can find by street and house number.
#[derive(Debug, Clone, PartialEq)]
pub struct Address {
    /// Street, or the name of the hamlet where houses are numbered without streets.
    pub street: String,
    /// House number.
    pub housenumber: String,
    /// Postcode; taken from the neighbourhood where it is not mapped.
    pub postcode: Option<String>,
    /// Town; taken from the neighbourhood where it is not mapped.
    pub city: Option<String>,
    /// Two-letter country code, where mapped.
    pub country: Option<String>,
    /// Where it is; the middle of the building.
    pub position: Position,
}

/// The address that the tags give, if they give street and number.
pub(super) fn from_tags(tags: &Tags<'_>, position: Position) -> Option<Address> {
    Some(Address {
        housenumber: tags.text(&["addr:housenumber"])?,
        street: tags.text(&["addr:street", "addr:place"])?,
        postcode: tags.text(&["addr:postcode"]),
        city: tags.text(&["addr:city"]),
        country: tags.text(&["addr:country"]),
        position,
    })
}
