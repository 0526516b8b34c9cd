//! Orders between co-ops (J6, J7): the customer's co-op asks, the merchant's co-op agrees and reports.
//!
//! The customer's name, door and telephone are in neither. They stay at the customer's co-op, behind the `handoff` address.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::commitment::{half, one, payment, read_payment, read_primary};
use crate::fields::{Fields, json_document, present, with, words};
use crate::order_line::{MOST_LINES, OrderLine};
use crate::quote::{dropoff, read_dropoff};
use crate::{Cell, CurrencyCode, Decimal, Malformed, PinCheck, Slug, time};

words! {
    /// How an order is paid.
    pub enum Payment {
        /// At the door; there is no `payBy`.
        Cash = "cash",
        /// On the merchant co-op's payment page.
        Online = "online",
    }
}

words! {
    /// Where an order stands.
    pub enum OrderState {
        /// Asked for.
        Offered = "offered",
        /// Confirmed by the restaurant.
        Agreed = "agreed",
        /// Paid online.
        Paid = "paid",
        /// In the kitchen.
        Preparing = "preparing",
        /// Waiting at the counter.
        Ready = "ready",
        /// With the courier, or with the customer who fetched it.
        HandedOver = "handedOver",
        /// At the door.
        Delivered = "delivered",
        /// Not confirmed.
        Rejected = "rejected",
        /// Nobody answered in time.
        Expired = "expired",
        /// Called off.
        Cancelled = "cancelled",
        /// Called off, and the money is back.
        Refunded = "refunded",
        /// Being argued about by people.
        Disputed = "disputed",
    }
}

/// What the customer's co-op asks for: the object of `Offer`.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderOffer {
    /// The trade agreement.
    pub under: Url,
    /// The restaurant's standing proposal, its actor's `orders`.
    pub orders: Url,
    /// What is wanted.
    pub lines: Vec<OrderLine>,
    /// What the customer was told to pay, all included.
    pub total: Decimal,
    /// The part of it for bringing the food.
    pub delivery_fee: Option<Decimal>,
    /// What the customer gives the courier on top.
    pub tip: Option<Decimal>,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// How it is paid.
    pub payment: Payment,
    /// The area of the door; empty if the customer fetches the food.
    pub dropoff: Vec<Cell>,
    /// Where the delivering desk will read the door, once it is named.
    pub handoff: Option<Url>,
    /// The hash of the customer's PIN.
    pub pin_check: Option<PinCheck>,
    /// When the food should be ready.
    pub ready_at: Option<DateTime<Utc>>,
    /// When it should be there.
    pub arrive_by: Option<DateTime<Utc>>,
}

impl OrderOffer {
    /// Writes the offered agreement.
    pub fn to_json(&self) -> Value {
        present(json!({
            "type": "Agreement",
            "under": self.under,
            "stipulates": dishes(None, &self.orders, &self.lines),
            "stipulatesReciprocal": payment("Commitment", None, Some(&self.orders), &self.total, &self.currency),
            "deliveryFee": self.delivery_fee,
            "tip": self.tip,
            "payment": self.payment,
            "dropoff": dropoff(&self.dropoff),
            "handoff": self.handoff,
            "pinCheck": self.pin_check,
            "readyAt": self.ready_at.map(time::format),
            "arriveBy": self.arrive_by.map(time::format),
        }))
    }

    /// Reads an offered agreement. Without `payment` it is paid online.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Agreement", value)?;
        let (orders, lines) = read_dishes(fields)?;
        let (total, currency) = read_payment(fields.object("stipulatesReciprocal")?)?;
        let offer = Self {
            under: fields.url("under")?,
            orders,
            lines,
            total,
            delivery_fee: fields.maybe_amount("deliveryFee")?,
            tip: fields.maybe_amount("tip")?,
            currency,
            payment: fields
                .maybe_word("payment", Payment::parse)?
                .unwrap_or(Payment::Online),
            dropoff: read_dropoff(fields)?,
            handoff: fields.maybe_url("handoff")?,
            pin_check: fields.maybe_word("pinCheck", PinCheck::parse)?,
            ready_at: fields.maybe_time("readyAt")?,
            arrive_by: fields.maybe_time("arriveBy")?,
        };
        if offer.handoff.is_some() == offer.dropoff.is_empty() {
            return Err(Malformed::Rule(
                "an order to be delivered needs both a `dropoff` area and a `handoff` address",
            ));
        }
        Ok(offer)
    }
}

/// Who brings an order: opens the Handoff for exactly this desk and key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The desk of the delivering co-op.
    pub desk: Url,
    /// The fingerprint of its key.
    pub desk_key: String,
    /// The delivery agreement that the Handoff is bound to.
    pub agreement: Url,
    /// The round of offers it was awarded in.
    pub epoch: u64,
}

impl Carrier {
    fn to_json(&self) -> Value {
        json!({"desk": self.desk, "deskKey": self.desk_key, "agreement": self.agreement, "epoch": self.epoch})
    }

    fn read(fields: Fields<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            desk: fields.url("desk")?,
            desk_key: fields
                .maybe_fingerprint("deskKey")?
                .ok_or(Malformed::Missing {
                    document: "carrier",
                    field: "deskKey",
                })?,
            agreement: fields.url("agreement")?,
            epoch: fields.integer("epoch")?,
        })
    }
}

/// An order as the merchant's co-op has it: the result of `Accept`, and the full state in every `Update`.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderAgreement {
    /// Its address at the merchant's co-op.
    pub id: Url,
    /// The desk of the merchant's co-op.
    pub attributed_to: Url,
    /// The trade agreement.
    pub under: Url,
    /// Grows with every change; a lower or equal one is ignored.
    pub revision: u64,
    /// Where it stands.
    pub state: OrderState,
    /// Why it ended so.
    pub reason: Option<Slug>,
    /// The restaurant's standing proposal.
    pub orders: Url,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
    /// What the customer pays, all included.
    pub total: Decimal,
    /// The part of it for bringing the food.
    pub delivery_fee: Option<Decimal>,
    /// What the customer gives the courier on top.
    pub tip: Option<Decimal>,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// How it is paid.
    pub payment: Payment,
    /// The end of the time to pay online.
    pub pay_by: Option<DateTime<Utc>>,
    /// The payment page.
    pub payment_page: Option<Url>,
    /// When the food is or was ready.
    pub ready_at: Option<DateTime<Utc>>,
    /// When it will be there.
    pub eta: Option<DateTime<Utc>>,
    /// Who brings it, once that is settled.
    pub carrier: Option<Carrier>,
    /// The deliverer's signed receipt exactly as it came, once delivered.
    pub receipt: Option<Value>,
}

impl OrderAgreement {
    /// Writes the order.
    pub fn to_json(&self) -> Value {
        let page = self.payment_page.as_ref().map(|page| {
            json!({"type": "Link", "href": page, "mediaType": "text/html", "rel": "payment"})
        });
        let order = present(json!({
            "id": self.id,
            "type": "Agreement",
            "attributedTo": self.attributed_to,
            "under": self.under,
            "revision": self.revision,
            "state": self.state,
            "reason": self.reason,
            "stipulates": dishes(Some(&self.id), &self.orders, &self.lines),
            "stipulatesReciprocal": payment("Commitment", Some(&self.id), Some(&self.orders), &self.total, &self.currency),
            "deliveryFee": self.delivery_fee,
            "tip": self.tip,
            "payment": self.payment,
            "payBy": self.pay_by.map(time::format),
            "url": page,
            "readyAt": self.ready_at.map(time::format),
            "eta": self.eta.map(time::format),
            "carrier": self.carrier.as_ref().map(Carrier::to_json),
        }));
        // Put in last and untouched: its proof counts for every member, also for one that is null.
        match &self.receipt {
            Some(receipt) => with(order, "receipt", receipt.clone()),
            None => order,
        }
    }

    /// Reads an order.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Agreement", value)?;
        let (orders, lines) = read_dishes(fields)?;
        let (total, currency) = read_payment(fields.object("stipulatesReciprocal")?)?;
        let order = Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            under: fields.url("under")?,
            revision: fields.integer("revision")?,
            state: fields.word("state", OrderState::parse)?,
            reason: fields.maybe_slug("reason")?,
            orders,
            lines,
            total,
            delivery_fee: fields.maybe_amount("deliveryFee")?,
            tip: fields.maybe_amount("tip")?,
            currency,
            payment: fields
                .maybe_word("payment", Payment::parse)?
                .unwrap_or(Payment::Online),
            pay_by: fields.maybe_time("payBy")?,
            payment_page: fields.maybe_url("url")?,
            ready_at: fields.maybe_time("readyAt")?,
            eta: fields.maybe_time("eta")?,
            carrier: fields
                .maybe_object("carrier")?
                .map(Carrier::read)
                .transpose()?,
            receipt: fields.get("receipt").cloned(),
        };
        if order.payment == Payment::Cash
            && (order.pay_by.is_some() || order.state == OrderState::Paid)
        {
            return Err(Malformed::Rule(
                "an order paid in cash has neither `payBy` nor the state `paid`",
            ));
        }
        Ok(order)
    }
}

json_document!(OrderOffer, OrderAgreement);

/// The half of the agreement that names the dishes.
fn dishes(id: Option<&Url>, orders: &Url, lines: &[OrderLine]) -> Value {
    present(json!({
        "id": id.map(|id| half(id, "primary")),
        "type": "Commitment",
        "satisfies": half(orders, "primary"),
        "resourceQuantity": one(),
        "lines": lines.iter().map(OrderLine::to_json).collect::<Vec<_>>(),
    }))
}

/// Reads the dishes and the standing proposal they belong to.
fn read_dishes(fields: Fields<'_>) -> Result<(Url, Vec<OrderLine>), Malformed> {
    let half = fields.object("stipulates")?;
    let lines = half.documents("lines", MOST_LINES, OrderLine::from_json)?;
    if lines.is_empty() {
        return Err(Malformed::Rule("an order has at least one line"));
    }
    Ok((read_primary(half, "satisfies")?, lines))
}
