//! Quotes (c0): what would these dishes cost, brought to this area? Asked by a signed POST to a desk's `quote` address, answered at once.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, json_document, present, some_of};
use crate::order_line::{MOST_LINES, OrderLine};
use crate::{Cell, CurrencyCode, Decimal, Malformed, Slug, time};

/// The finest map cell a quote may name: some 0.1 km².
pub(crate) const DROPOFF_RESOLUTION: u8 = 9;

/// A request for a price.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteRequest {
    /// The restaurant's standing proposal, its actor's `orders`.
    pub orders: Url,
    /// What is wanted.
    pub lines: Vec<OrderLine>,
    /// The area of the door; empty if the customer fetches the food.
    pub dropoff: Vec<Cell>,
    /// When it should be there; absent means as soon as possible.
    pub arrive_by: Option<DateTime<Utc>>,
}

impl QuoteRequest {
    /// Writes the request.
    pub fn to_json(&self) -> Value {
        present(json!({
            "@context": crate::context::trade(),
            "type": "QuoteRequest",
            "orders": self.orders,
            "lines": self.lines.iter().map(OrderLine::to_json).collect::<Vec<_>>(),
            "dropoff": dropoff(&self.dropoff),
            "arriveBy": self.arrive_by.map(time::format),
        }))
    }

    /// Reads a request.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("QuoteRequest", value)?;
        Ok(Self {
            orders: fields.url("orders")?,
            lines: fields.documents("lines", MOST_LINES, OrderLine::from_json)?,
            dropoff: read_dropoff(fields)?,
            arrive_by: fields.maybe_time("arriveBy")?,
        })
    }
}

/// A price, or the reason why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The dishes with their choices.
    pub subtotal: Decimal,
    /// Bringing them.
    pub delivery_fee: Decimal,
    /// Both together.
    pub total: Decimal,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// When the food would be ready.
    pub ready_at: Option<DateTime<Utc>>,
    /// When it would be there.
    pub eta: Option<DateTime<Utc>>,
    /// How long the price holds: ten minutes by default.
    pub valid_through: DateTime<Utc>,
    /// Why it cannot be ordered, if it cannot.
    pub reason: Option<Slug>,
    /// The dishes that are the reason.
    pub unavailable: Vec<Url>,
}

impl Quote {
    /// Writes the answer.
    pub fn to_json(&self) -> Value {
        present(json!({
            "@context": crate::context::trade(),
            "type": "Quote",
            "price": self.subtotal,
            "deliveryFee": self.delivery_fee,
            "net": self.total,
            "currency": self.currency,
            "readyAt": self.ready_at.map(time::format),
            "eta": self.eta.map(time::format),
            "validThrough": time::format(self.valid_through),
            "reason": self.reason,
            "item": some_of(&self.unavailable),
        }))
    }

    /// Reads an answer.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Quote", value)?;
        Ok(Self {
            subtotal: fields.amount("price")?,
            delivery_fee: fields.amount("deliveryFee")?,
            total: fields.amount("net")?,
            currency: fields.currency("currency")?,
            ready_at: fields.maybe_time("readyAt")?,
            eta: fields.maybe_time("eta")?,
            valid_through: fields.time("validThrough")?,
            reason: fields.maybe_slug("reason")?,
            unavailable: fields.urls("item")?,
        })
    }
}

json_document!(QuoteRequest, Quote);

/// The area of the door, without anything finer.
pub(crate) fn dropoff(cells: &[Cell]) -> Option<Value> {
    some_of(cells).map(|cells| json!({"type": "Place", "zone": cells}))
}

/// Reads the area of the door.
pub(crate) fn read_dropoff(fields: Fields<'_>) -> Result<Vec<Cell>, Malformed> {
    fields
        .maybe_object("dropoff")?
        .map_or(Ok(Vec::new()), |place| {
            place.cells("zone", DROPOFF_RESOLUTION)
        })
}
