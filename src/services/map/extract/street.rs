//! What is drawn: streets and rivers as lines, parks as areas.

use super::{super::position::Position, tags::Tags};

/// A line to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Street {
    /// The name on the sign.
    pub name: Option<String>,
    /// How broad it is drawn, and when it is left out.
    pub class: StreetClass,
    /// Its points in order, at least two.
    pub line: Vec<Position>,
}

/// A green area to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Park {
    /// The outline; the last point is the first again.
    pub outline: Vec<Position>,
}

/// The importance of a line on a map, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreetClass {
    /// A river.
    River,
    /// A canal.
    Canal,
    /// Motorways, trunk and primary roads.
    Primary,
    /// Secondary roads.
    Secondary,
    /// Tertiary roads.
    Tertiary,
    /// Streets where people live.
    Residential,
    /// Drives and yards.
    Service,
    /// Ways for feet and bicycles only.
    Path,
}

impl StreetClass {
    /// All classes, the most important first.
    pub const ALL: [Self; 8] = [
        Self::River,
        Self::Canal,
        Self::Primary,
        Self::Secondary,
        Self::Tertiary,
        Self::Residential,
        Self::Service,
        Self::Path,
    ];

    /// The class of a way, if it is one that is drawn. Tunnels and areas are not.
    pub(super) fn from_tags(tags: &Tags<'_>) -> Option<Self> {
        match tags.get("waterway") {
            Some("river") => return Some(Self::River),
            Some("canal") => return Some(Self::Canal),
            _ => {}
        }
        if tags.get("area") == Some("yes") {
            return None;
        }
        Some(match tags.get("highway")? {
            "motorway" | "motorway_link" | "trunk" | "trunk_link" | "primary" | "primary_link" => {
                Self::Primary
            }
            "secondary" | "secondary_link" => Self::Secondary,
            "tertiary" | "tertiary_link" => Self::Tertiary,
            "unclassified" | "residential" | "living_street" | "pedestrian" | "road" | "minor" => {
                Self::Residential
            }
            "service" => Self::Service,
            "cycleway" | "footway" | "path" | "track" | "bridleway" | "steps" => Self::Path,
            _ => return None,
        })
    }
}

/// Whether the tags are those of a green area.
pub(super) fn is_park(tags: &Tags<'_>) -> bool {
    matches!(
        tags.get("leisure"),
        Some("park" | "garden" | "nature_reserve")
    ) || matches!(
        tags.get("landuse"),
        Some("forest" | "recreation_ground" | "village_green" | "cemetery")
    ) || tags.get("natural") == Some("wood")
}
