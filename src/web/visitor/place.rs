//! Where the reader wants to eat, kept in the session: it says which restaurants reach them, how far each is, and fills the checkout.

pub mod ask;
pub mod find;
pub mod page;
pub mod set;

use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Instant, Position};
use serde::{Deserialize, Serialize};

use crate::http::Result;
use crate::http::session::{self, Session};
use crate::i18n::Words;
use crate::store::address::Address;

/// The session's key.
const PLACE: &str = "place";

/// A place to bring food to. One that was set by a marker has no street.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Where it is.
    pub position: Position,
    /// The street; empty for a marker.
    #[serde(default)]
    pub street: String,
    /// The house number.
    #[serde(default)]
    pub housenumber: String,
    /// The postcode.
    #[serde(default)]
    pub postcode: String,
    /// The town.
    #[serde(default)]
    pub city: String,
    /// Two-letter country; empty if unknown.
    #[serde(default)]
    pub country: String,
}

impl Place {
    /// A place that the reader pointed at.
    pub const fn marked(position: Position) -> Self {
        Self {
            position,
            street: String::new(),
            housenumber: String::new(),
            postcode: String::new(),
            city: String::new(),
            country: String::new(),
        }
    }
    /// An address of the imported map; none if its row has no place on the earth.
    pub fn of_address(row: &Address) -> Option<Self> {
        Some(Self {
            position: Position::new(row.latitude, row.longitude).ok()?,
            street: row.street.clone(),
            housenumber: row.housenumber.clone(),
            postcode: row.postcode.clone(),
            city: row.city.clone(),
            country: row.country.clone(),
        })
    }
    /// Whether it is a point on the map rather than an address.
    pub const fn is_marked(&self) -> bool {
        self.street.is_empty()
    }
    /// Street and number.
    pub fn door(&self) -> String {
        joined(&self.street, &self.housenumber)
    }
    /// The address in one line, or that it is a marker.
    pub fn line(&self, w: Words) -> String {
        if self.is_marked() {
            return w.say("where-marked").into_owned();
        }
        let town = joined(&self.postcode, &self.city);
        match (self.door(), town) {
            (door, town) if town.is_empty() => door,
            (door, town) => format!("{door}, {town}"),
        }
    }
    /// The cell by which delivery zones are asked, as text.
    pub fn zone_cell(&self) -> String {
        Cell::of(self.position, CellSize::Blocks).to_string()
    }
}

/// Two words with a space between them, or the one that there is.
fn joined(first: &str, second: &str) -> String {
    format!("{first} {second}").trim().to_owned()
}

/// The place of this session, if there is one.
pub async fn of(session: &Session) -> Result<Option<Place>> {
    Ok(session.get(PLACE).await?)
}

/// Keeps the place for this session.
pub async fn keep(session: &Session, now: Instant, place: &Place) -> Result<()> {
    session::put(session, now, PLACE, place).await
}

/// Reads latitude and longitude as a form or a link has them.
pub fn position(lat: &str, lon: &str) -> Option<Position> {
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    Position::new(number(lat)?, number(lon)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn numbers_are_read_with_point_or_comma() {
        assert!(position("47,14", " 9.52 ").is_some());
        for (lat, lon) in [
            ("", ""),
            ("91", "9"),
            ("NaN", "9"),
            ("47", "inf"),
            ("x", "9"),
        ] {
            assert_eq!(position(lat, lon), None, "{lat} {lon}");
        }
    }

    #[test]
    fn a_line_has_what_is_known() {
        let w = Words::new(Lang::En);
        let marked = Place::marked(position("47.14", "9.52").unwrap());
        assert_eq!(marked.line(w), w.say("where-marked"));
        let place = Place {
            street: "Äulestrasse".into(),
            housenumber: "12".into(),
            city: "Vaduz".into(),
            ..marked
        };
        assert_eq!(place.line(w), "Äulestrasse 12, Vaduz");
    }
}
