//! Deliveries (J12): the deliverer's reports, each a full state with a higher revision.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::commitment::{half, read_primary};
use crate::fields::{Fields, json_document, present, some_of, words};
use crate::{Cell, Decimal, Malformed, Slug, time};

/// The finest map cell in which a courier's position is shared, and only while carrying.
const POSITION: u8 = 9;

words! {
    /// Where a delivery stands.
    pub enum DeliveryState {
        /// Agreement stored and door read: the acknowledgement.
        Committed = "committed",
        /// A courier is on it.
        Assigned = "assigned",
        /// At the restaurant.
        AtPickup = "atPickup",
        /// The bag is with the courier.
        PickedUp = "pickedUp",
        /// At the door.
        AtDropoff = "atDropoff",
        /// Done.
        Delivered = "delivered",
        /// Given back before pickup.
        Released = "released",
        /// Nobody was there.
        Failed = "failed",
        /// On the way back.
        Returning = "returning",
        /// Back at the restaurant.
        Returned = "returned",
    }
}

impl DeliveryState {
    /// Whether the courier has the bag, so that a position may be shared.
    pub const fn is_carrying(self) -> bool {
        matches!(self, Self::PickedUp | Self::AtDropoff | Self::Returning)
    }
}

/// A delivery as its deliverer reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Its address at the deliverer.
    pub id: Url,
    /// The deliverer's desk.
    pub attributed_to: Url,
    /// The delivery agreement.
    pub agreement: Url,
    /// The round of offers it was awarded in.
    pub epoch: u64,
    /// 1 for the acknowledgement, growing; a lower or equal one is ignored.
    pub revision: u64,
    /// Where it stands.
    pub state: DeliveryState,
    /// Since when.
    pub state_time: DateTime<Utc>,
    /// Why it was released or failed.
    pub reason: Option<Slug>,
    /// When the courier will be at the next stop.
    pub eta: Option<DateTime<Utc>>,
    /// Roughly where the courier is, while carrying.
    pub zone: Vec<Cell>,
    /// What to take at the door, repeated from the agreement.
    pub collect: Option<Decimal>,
}

impl Delivery {
    /// Writes the report. A position is left out unless the courier is carrying.
    pub fn to_json(&self) -> Value {
        let zone = some_of(&self.zone).filter(|_| self.state.is_carrying());
        present(json!({
            "id": self.id,
            "type": "Delivery",
            "attributedTo": self.attributed_to,
            "fulfills": half(&self.agreement, "primary"),
            "epoch": self.epoch,
            "revision": self.revision,
            "state": self.state,
            "stateTime": time::format(self.state_time),
            "reason": self.reason,
            "eta": self.eta.map(time::format),
            "zone": zone,
            "collect": self.collect,
        }))
    }

    /// Reads a report.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Delivery", value)?;
        let state = fields.word("state", DeliveryState::parse)?;
        let zone = fields.cells("zone", POSITION)?;
        if !zone.is_empty() && !state.is_carrying() {
            return Err(Malformed::Rule(
                "a position is shared only while the courier is carrying",
            ));
        }
        Ok(Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            agreement: read_primary(fields, "fulfills")?,
            epoch: fields.integer("epoch")?,
            revision: fields.integer("revision")?,
            state,
            state_time: fields.time("stateTime")?,
            reason: fields.maybe_slug("reason")?,
            eta: fields.maybe_time("eta")?,
            zone,
            collect: fields.maybe_amount("collect")?,
        })
    }
}

json_document!(Delivery);
