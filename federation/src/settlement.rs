//! Settlement statements (J18): what one co-op owes another for a period. Paid by an ordinary bank transfer.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, json_document, present, words};
use crate::limits;
use crate::signature::digest::sha256;
use crate::signature::jcs::canonical;
use crate::signature::keys::hex;
use crate::{CurrencyCode, Decimal, Malformed, time};

words! {
    /// Where a statement stands.
    pub enum StatementState {
        /// Sent.
        Offered = "offered",
        /// The other side's books agree.
        Accepted = "accepted",
        /// The money is on its way.
        Paid = "paid",
    }
}

words! {
    /// What a line is for.
    pub enum EntryKind {
        /// A delivery.
        Delivery = "delivery",
        /// A trip in vain.
        WastedTrip = "wastedTrip",
    }
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The receipt, or the award whose trip was in vain.
    pub event: Url,
    /// What it is for.
    pub kind: EntryKind,
    /// The fee.
    pub price: Decimal,
    /// The tip.
    pub tip: Option<Decimal>,
    /// What was taken at the door.
    pub collected: Option<Decimal>,
}

impl Entry {
    fn to_json(&self) -> Value {
        present(json!({
            "event": self.event,
            "kind": (self.kind != EntryKind::Delivery).then_some(self.kind),
            "price": self.price,
            "tip": self.tip,
            "collected": self.collected,
        }))
    }

    fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("entry", value)?;
        Ok(Self {
            event: fields.url("event")?,
            kind: fields
                .maybe_word("kind", EntryKind::parse)?
                .unwrap_or(EntryKind::Delivery),
            price: fields.amount("price")?,
            tip: fields.maybe_amount("tip")?,
            collected: fields.maybe_amount("collected")?,
        })
    }
}

/// A settlement statement by the deliverer. Its identity is the activity's `context`.
#[derive(Debug, Clone, PartialEq)]
pub struct SettlementStatement {
    /// The trade agreement.
    pub under: Url,
    /// Grows with every change.
    pub revision: u64,
    /// Where it stands.
    pub state: StatementState,
    /// The beginning of the period.
    pub start_time: DateTime<Utc>,
    /// Its end.
    pub end_time: DateTime<Utc>,
    /// The currency of all amounts.
    pub currency: CurrencyCode,
    /// The lines.
    pub entries: Vec<Entry>,
    /// What the owner owes the deliverer: fees and wasted trips less what was collected. Below zero, it is the other way round.
    pub net: Decimal,
    /// The tips, beside `net`.
    pub tips: Decimal,
    /// What the deliverer took at doors and owes the owner.
    pub collected: Option<Decimal>,
    /// The hash over the lines, see [`head_hash`].
    pub head_hash: String,
}

impl SettlementStatement {
    /// Writes the statement without its proof.
    pub fn to_json(&self) -> Value {
        present(json!({
            "type": "SettlementStatement",
            "under": self.under,
            "revision": self.revision,
            "state": (self.state != StatementState::Offered).then_some(self.state),
            "startTime": time::format(self.start_time),
            "endTime": time::format(self.end_time),
            "currency": self.currency,
            "entries": self.entries.iter().map(Entry::to_json).collect::<Vec<_>>(),
            "net": self.net,
            "tips": self.tips,
            "collected": self.collected,
            "headHash": self.head_hash,
        }))
    }

    /// Reads a statement. That its sums are right and its lines known is for the reader's ledger to check.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("SettlementStatement", value)?;
        let statement = Self {
            under: fields.url("under")?,
            revision: fields.integer("revision")?,
            state: fields
                .maybe_word("state", StatementState::parse)?
                .unwrap_or(StatementState::Offered),
            start_time: fields.time("startTime")?,
            end_time: fields.time("endTime")?,
            currency: fields.currency("currency")?,
            entries: fields.documents("entries", limits::ITEMS, Entry::from_json)?,
            net: fields.decimal("net")?,
            tips: fields.amount("tips")?,
            collected: fields.maybe_amount("collected")?,
            head_hash: fields.text("headHash", 80)?,
        };
        if statement.head_hash != head_hash(&statement.entries) {
            return Err(Malformed::Rule("headHash is not the hash over the entries"));
        }
        Ok(statement)
    }
}

json_document!(SettlementStatement);

/// The hash chain over lines: SHA-256 of the previous hash in hexadecimal and the canonical JSON of the line, from an empty text on.
/// Both sides keep it, so that two ledgers can be compared by one value.
pub fn head_hash(entries: &[Entry]) -> String {
    let mut head = String::new();
    for entry in entries {
        let mut bytes = head.into_bytes();
        bytes.extend(canonical(&entry.to_json()).unwrap_or_default());
        head = hex(&sha256(&bytes));
    }
    format!("sha-256:{head}")
}
