//! The Handoff (J11): name, door and telephone relay of the customer. Read by one named desk through a signed GET, never sent.
//!
//! It is the only document with personal data, so its `Debug` form shows none and it has no place in any activity.

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::commitment::{half, read_primary};
use crate::fields::{Fields, json_document, present};
use crate::{Malformed, Place, time};

/// What the deliverer needs at the door, until a day after.
#[derive(Clone, PartialEq)]
pub struct Handoff {
    /// Its address at the customer's co-op.
    pub id: Url,
    /// The desk of the customer's co-op.
    pub attributed_to: Url,
    /// The only desk that may read it.
    pub readable_by: Url,
    /// The delivery agreement it is bound to.
    pub agreement: Url,
    /// The round of offers it is bound to.
    pub epoch: u64,
    /// When it goes: from then on the answer is 410, and the reader has deleted its copy.
    pub valid_through: DateTime<Utc>,
    /// What the customer is called.
    pub recipient_name: String,
    /// The door.
    pub location: Place,
    /// Floor, bell, stairs.
    pub access_notes: Option<String>,
    /// A `tel:` address of the co-op's relay; never the customer's own number.
    pub contact_relay: Option<String>,
    /// Whether the customer will tell a PIN.
    pub pin_required: bool,
}

impl fmt::Debug for Handoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handoff")
            .field("id", &self.id.as_str())
            .field("readable_by", &self.readable_by.as_str())
            .field("epoch", &self.epoch)
            .finish_non_exhaustive()
    }
}

impl Handoff {
    /// Writes the document. The answer that carries it says `Cache-Control: no-store`.
    pub fn to_json(&self) -> Value {
        present(json!({
            "@context": crate::context::trade(),
            "id": self.id,
            "type": "Handoff",
            "attributedTo": self.attributed_to,
            "readableBy": self.readable_by,
            "fulfills": half(&self.agreement, "primary"),
            "epoch": self.epoch,
            "validThrough": time::format(self.valid_through),
            "recipientName": self.recipient_name,
            "location": self.location.to_trade_json(),
            "accessNotes": self.access_notes,
            "contactRelay": self.contact_relay,
            "pinRequired": self.pin_required,
        }))
    }

    /// Reads the document.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Handoff", value)?;
        let location = fields.value("location")?;
        let contact_relay = fields.maybe_text("contactRelay", 64)?;
        if contact_relay
            .as_deref()
            .is_some_and(|relay| !is_telephone(relay))
        {
            return Err(Malformed::Wrong {
                document: "Handoff",
                field: "contactRelay",
                expected: "a tel: address",
            });
        }
        Ok(Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            readable_by: fields.url("readableBy")?,
            agreement: read_primary(fields, "fulfills")?,
            epoch: fields.integer("epoch")?,
            valid_through: fields.time("validThrough")?,
            recipient_name: fields.text("recipientName", 100)?,
            location: Place::read(location).ok_or(Malformed::NotAnObject("location"))?,
            access_notes: fields.maybe_text("accessNotes", 500)?,
            contact_relay,
            pin_required: fields.flag("pinRequired"),
        })
    }
}

json_document!(Handoff);

/// Whether a text is a `tel:` address without anything but digits and an extension.
fn is_telephone(text: &str) -> bool {
    text.strip_prefix("tel:").is_some_and(|number| {
        let number = number.replacen(";ext=", "", 1);
        number.len() >= 3
            && number
                .strip_prefix('+')
                .unwrap_or(&number)
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b'-')
    })
}
