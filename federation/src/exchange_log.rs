//! Exchange logs (7.4.7): every trade activity a desk sent to one partner, by `seq`, so that a gap can be filled and a restored backup noticed.

use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, json_document, present};
use crate::{Malformed, Slug, limits};

/// A page of an exchange log: the answer to a signed GET of `exchangeLog?after=n`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeLogPage {
    /// The address of this page.
    pub id: Url,
    /// The log.
    pub part_of: Url,
    /// Random, and new after a backup was restored; another one than known stops awards until people have looked.
    pub generation: Slug,
    /// The highest `seq` that was ever sent to this partner.
    pub highest: u64,
    /// The activities as they were sent, in order of `seq`; those that were void before they could be sent have only `id`, `type`,
    /// `seq` and the state `expired`.
    pub items: Vec<Value>,
    /// The next page.
    pub next: Option<Url>,
}

impl ExchangeLogPage {
    /// Writes the page.
    pub fn to_json(&self) -> Value {
        present(json!({
            "@context": crate::context::trade(),
            "id": self.id,
            "type": "OrderedCollectionPage",
            "partOf": self.part_of,
            "generation": self.generation,
            "seq": self.highest,
            "next": self.next,
            "orderedItems": self.items,
        }))
    }

    /// Reads a page.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("OrderedCollectionPage", value)?;
        let generation = fields.maybe_slug("generation")?.ok_or(Malformed::Missing {
            document: "exchange log",
            field: "generation",
        })?;
        let items: Vec<Value> = fields.all("orderedItems").cloned().collect();
        if items.len() > limits::ITEMS {
            return Err(Malformed::Rule(
                "a page of an exchange log holds at most 1,000 activities",
            ));
        }
        Ok(Self {
            id: fields.url("id")?,
            part_of: fields.url("partOf")?,
            generation,
            highest: fields.integer("seq")?,
            items,
            next: fields.maybe_url("next")?,
        })
    }

    /// What stands in the log for an activity that was void before it could be sent.
    pub fn expired(id: &Url, kind: &str, seq: u64) -> Value {
        json!({"id": id, "type": kind, "seq": seq, "state": "expired"})
    }
}

json_document!(ExchangeLogPage);
