//! Places: restaurants (public) and doors (only inside a Handoff).

use serde_json::{Value, json};

use crate::fields::{Fields, present, with};
use crate::limits;

/// The longest line of an address, in characters.
const LINE: usize = 200;

/// An address in parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub locality: Option<String>,
    /// Country, ISO 3166-1 with two letters.
    pub country: Option<String>,
}

impl Address {
    /// The address on one line.
    pub fn on_one_line(&self) -> String {
        let town: Vec<&str> = [&self.postal_code, &self.locality]
            .into_iter()
            .filter_map(Option::as_deref)
            .collect();
        let town = town.join(" ");
        let parts: Vec<&str> = [
            self.street.as_deref(),
            Some(town.as_str()),
            self.country.as_deref(),
        ]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
        parts.join(", ")
    }

    /// The parts as schema.org names them.
    fn terms(&self) -> Value {
        json!({
            "streetAddress": self.street,
            "postalCode": self.postal_code,
            "addressLocality": self.locality,
            "addressCountry": self.country,
        })
    }

    /// Writes a `PostalAddress`; for messages between musette instances only.
    pub fn to_json(&self) -> Value {
        present(with(self.terms(), "type", json!("PostalAddress")))
    }

    fn read(fields: Fields<'_>) -> Self {
        Self {
            street: fields.lenient_text("streetAddress", LINE),
            postal_code: fields.lenient_text("postalCode", 20),
            locality: fields.lenient_text("addressLocality", LINE),
            country: fields.lenient_text("addressCountry", 60),
        }
    }
}

/// A place on the map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// What it is called.
    pub name: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Where post goes.
    pub address: Address,
}

impl Place {
    /// Writes the place for everybody: the address as one text and as plain terms of the place itself, so that no reader meets
    /// an embedded type it does not know.
    pub fn to_open_json(&self) -> Value {
        let line = self.address.on_one_line();
        let members = [
            ("type", json!("Place")),
            ("name", json!(self.name)),
            ("latitude", json!(self.latitude)),
            ("longitude", json!(self.longitude)),
            ("address", json!((!line.is_empty()).then_some(line))),
        ];
        let place = members
            .into_iter()
            .fold(self.address.terms(), |place, (name, member)| {
                with(place, name, member)
            });
        present(place)
    }

    /// Writes the place with a typed address, for a Handoff.
    pub fn to_trade_json(&self) -> Value {
        present(json!({
            "type": "Place",
            "name": self.name,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "address": self.address.to_json(),
        }))
    }

    /// Reads a place leniently: typed address, plain terms, or one text (which becomes the street).
    pub fn read(value: &Value) -> Option<Self> {
        let fields = Fields::of("Place", value).ok()?;
        let degrees = |name: &str, most: f64| {
            fields
                .get(name)
                .and_then(Value::as_f64)
                .filter(|d| d.is_finite() && d.abs() <= most)
        };
        let mut address = Address::read(fields);
        match fields.get("address") {
            Some(typed @ Value::Object(_)) => {
                address = Address::read(Fields::of("address", typed).ok()?);
            }
            Some(Value::String(line)) if address == Address::default() => {
                address.street = Some(line.chars().take(LINE).collect());
            }
            _ => {}
        }
        Some(Self {
            name: fields.lenient_text("name", limits::NAME),
            latitude: degrees("latitude", 90.0),
            longitude: degrees("longitude", 180.0),
            address,
        })
    }
}
