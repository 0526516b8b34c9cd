//! Capacity (J15): how many couriers a co-op could lend, in a wide window and a wide area. No person, no position.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::commitment::half;
use crate::fields::{Fields, json_document, present, some_of};
use crate::{Cell, Malformed, time};

/// The finest map cell of capacity: some 5 km².
const ZONE: u8 = 7;
/// The fewest couriers that are published; one alone would be a person.
const FEWEST: u32 = 2;

/// An offer of courier hours to a partner.
#[derive(Debug, Clone, PartialEq)]
pub struct Capacity {
    /// Its address at the offering desk.
    pub id: Url,
    /// The offering desk.
    pub attributed_to: Url,
    /// The partner's desk.
    pub to: Url,
    /// Grows with every change.
    pub revision: u64,
    /// When the window begins.
    pub start_time: DateTime<Utc>,
    /// When it ends, at least two hours later.
    pub end_time: DateTime<Utc>,
    /// Where.
    pub zone: Vec<Cell>,
    /// How many couriers: at least two, or none when the offer is taken back.
    pub couriers: u32,
}

impl Capacity {
    /// Writes the offer.
    pub fn to_json(&self) -> Value {
        let hours = (self.end_time - self.start_time).num_hours();
        present(json!({
            "id": self.id,
            "type": "Proposal",
            "purpose": "offer",
            "attributedTo": self.attributed_to,
            "to": self.to,
            "revision": self.revision,
            "startTime": time::format(self.start_time),
            "endTime": time::format(self.end_time),
            "zone": some_of(&self.zone),
            "publishes": {
                "id": half(&self.id, "primary"),
                "type": "Intent",
                "action": "deliverService",
                "resourceConformsTo": "https://w3id.org/musette#CourierHour",
                "resourceQuantity": {"hasUnit": "om2:hour", "hasNumericalValue": hours.to_string()},
                "availableQuantity": {"hasUnit": "one", "hasNumericalValue": self.couriers.to_string()},
            },
        }))
    }

    /// Reads an offer.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Proposal", value)?;
        if fields.maybe_text("purpose", 20)?.as_deref() != Some("offer") {
            return Err(Malformed::Rule("capacity is a Proposal of purpose `offer`"));
        }
        let count = fields.object("publishes")?.object("availableQuantity")?;
        let capacity = Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            to: fields.url("to")?,
            revision: fields.integer("revision")?,
            start_time: fields.time("startTime")?,
            end_time: fields.time("endTime")?,
            zone: fields.cells("zone", ZONE)?,
            couriers: count
                .amount("hasNumericalValue")?
                .to_minor(0)
                .and_then(|n| u32::try_from(n).ok())
                .ok_or(Malformed::Rule("couriers come in whole numbers"))?,
        };
        // None at all takes back what was published.
        if (1..FEWEST).contains(&capacity.couriers) {
            return Err(Malformed::Rule(
                "capacity of fewer than two couriers is not published: it would be a person",
            ));
        }
        if capacity.end_time - capacity.start_time < TimeDelta::hours(2) {
            return Err(Malformed::Rule(
                "the window of capacity is at least two hours",
            ));
        }
        Ok(capacity)
    }
}

json_document!(Capacity);
