//! The market of delivery jobs: Proposal (J8), bid (J9) and award (J10), after FEP-0837.
//!
//! A co-op never takes a job, it offers to do it; only the owner of the Proposal turns one bid into an Agreement. So two co-ops
//! cannot both have it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::commitment::{half, one, payment, read_payment, read_primary};
use crate::fields::{Fields, json_document, present, some_of, words};
use crate::{Cell, CurrencyCode, Decimal, Malformed, Slug, time};

/// The finest map cell of a door in a job offer: some 0.7 km², since many desks read it and only one will ride.
const OFFERED_DROPOFF: u8 = 8;
/// The finest map cell of a pickup, which is a public place anyway.
const PICKUP: u8 = 9;
/// The longest pickup code, in characters.
const LONGEST_CODE: usize = 16;

words! {
    /// Where a proposal stands.
    pub enum ProposalState {
        /// Bids are taken.
        Open = "open",
        /// A bid was accepted.
        Awarded = "awarded",
        /// The owner called it off.
        Withdrawn = "withdrawn",
        /// Nobody offered in time.
        Expired = "expired",
    }
}

words! {
    /// Where an awarded delivery agreement stands.
    pub enum AwardState {
        /// Waiting for the acknowledgement.
        Awarded = "awarded",
        /// Acknowledged.
        Committed = "committed",
        /// The bag has left the counter.
        HandedOver = "handedOver",
        /// At the door.
        Delivered = "delivered",
        /// Taken back by the owner.
        Revoked = "revoked",
        /// Given back by the deliverer.
        Released = "released",
        /// Nobody took the food.
        Failed = "failed",
    }
}

/// What has to be carried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Load {
    /// How many bags.
    pub bags: u32,
    /// How heavy in all.
    pub grams: Option<u32>,
    /// How to treat it, such as `hot` or `flat`.
    pub handling: Vec<Slug>,
}

/// A delivery job offered to one candidate: purpose `request`, a fixed fee, no names.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The job's address at its owner.
    pub id: Url,
    /// The owner's desk.
    pub attributed_to: Url,
    /// The candidate's desk.
    pub to: Url,
    /// The round of offers; every award has its own.
    pub epoch: u64,
    /// Where it stands.
    pub state: ProposalState,
    /// The trade agreement.
    pub under: Url,
    /// The policy by which one of several bids is chosen.
    pub selection: Option<Url>,
    /// The end of the offer window.
    pub valid_through: DateTime<Utc>,
    /// What is paid. A bid has to repeat it: there is no bidding for price.
    pub fee: Decimal,
    /// What the customer gives the courier on top, passed on undivided.
    pub tip: Option<Decimal>,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// What to take at the door, if the customer pays in cash.
    pub collect: Option<Decimal>,
    /// The restaurant, whose actor tells the address.
    pub pickup: Url,
    /// The area of the restaurant.
    pub pickup_zone: Vec<Cell>,
    /// The area of the door, coarse.
    pub dropoff_zone: Vec<Cell>,
    /// When the bag is ready.
    pub ready_at: DateTime<Utc>,
    /// When it has to be there.
    pub arrive_by: DateTime<Utc>,
    /// What has to be carried.
    pub load: Load,
}

impl Proposal {
    /// Writes the proposal.
    pub fn to_json(&self) -> Value {
        present(json!({
            "id": self.id,
            "type": "Proposal",
            "purpose": "request",
            "attributedTo": self.attributed_to,
            "to": self.to,
            "epoch": self.epoch,
            "state": self.state,
            "unitBased": false,
            "under": self.under,
            "selection": self.selection,
            "validThrough": time::format(self.valid_through),
            "publishes": {
                "id": half(&self.id, "primary"),
                "type": "Intent",
                "action": "deliverService",
                "resourceConformsTo": "https://w3id.org/musette#FoodDelivery",
                "resourceQuantity": one(),
            },
            "reciprocal": payment("Intent", Some(&self.id), None, &self.fee, &self.currency),
            "tip": self.tip,
            "collect": self.collect,
            "pickup": {"type": "Place", "about": self.pickup, "zone": some_of(&self.pickup_zone)},
            "dropoff": {"type": "Place", "zone": some_of(&self.dropoff_zone)},
            "readyAt": time::format(self.ready_at),
            "arriveBy": time::format(self.arrive_by),
            "load": {"bags": self.load.bags, "grams": self.load.grams, "handling": some_of(&self.load.handling)},
        }))
    }

    /// Reads a proposal.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Proposal", value)?;
        if fields.maybe_text("purpose", 20)?.as_deref() != Some("request") {
            return Err(Malformed::Rule(
                "a delivery job is a Proposal of purpose `request`",
            ));
        }
        let (fee, currency) = read_payment(fields.object("reciprocal")?)?;
        let pickup = fields.object("pickup")?;
        let load = fields.object("load")?;
        Ok(Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            to: fields.url("to")?,
            epoch: fields.integer("epoch")?,
            state: fields.word("state", ProposalState::parse)?,
            under: fields.url("under")?,
            selection: fields.maybe_url("selection")?,
            valid_through: fields.time("validThrough")?,
            fee,
            tip: fields.maybe_amount("tip")?,
            currency,
            collect: fields.maybe_amount("collect")?,
            pickup: pickup.url("about")?,
            pickup_zone: pickup.cells("zone", PICKUP)?,
            dropoff_zone: fields.object("dropoff")?.cells("zone", OFFERED_DROPOFF)?,
            ready_at: fields.time("readyAt")?,
            arrive_by: fields.time("arriveBy")?,
            load: Load {
                bags: load.small("bags")?,
                grams: load.maybe_small("grams")?,
                handling: load.slugs("handling")?,
            },
        })
    }
}

/// An offer to do a job: the object of `Offer`. Binding until the activity's `validThrough`.
#[derive(Debug, Clone, PartialEq)]
pub struct Bid {
    /// The job.
    pub proposal: Url,
    /// The round of offers it answers.
    pub epoch: u64,
    /// When the courier would be at the restaurant.
    pub eta: DateTime<Utc>,
    /// The fee of the proposal, repeated.
    pub fee: Decimal,
    /// The currency of the fee.
    pub currency: CurrencyCode,
    /// What the courier rides.
    pub vehicle: Option<Slug>,
}

impl Bid {
    /// Writes the offered agreement.
    pub fn to_json(&self) -> Value {
        present(json!({
            "type": "Agreement",
            "epoch": self.epoch,
            "eta": time::format(self.eta),
            "stipulates": {
                "type": "Commitment",
                "satisfies": half(&self.proposal, "primary"),
                "resourceQuantity": one(),
                "vehicle": self.vehicle,
            },
            "stipulatesReciprocal": payment("Commitment", None, Some(&self.proposal), &self.fee, &self.currency),
        }))
    }

    /// Reads an offered agreement.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Agreement", value)?;
        let primary = fields.object("stipulates")?;
        let (fee, currency) = read_payment(fields.object("stipulatesReciprocal")?)?;
        Ok(Self {
            proposal: read_primary(primary, "satisfies")?,
            epoch: fields.integer("epoch")?,
            eta: fields.time("eta")?,
            fee,
            currency,
            vehicle: primary.maybe_slug("vehicle")?,
        })
    }
}

/// An awarded job: the result of `Accept`. The bag is released only against the pickup code of the current epoch.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryAgreement {
    /// Its address at the owner.
    pub id: Url,
    /// The owner's desk.
    pub attributed_to: Url,
    /// The owner's desk, who pays.
    pub receiver: Url,
    /// The deliverer's desk.
    pub provider: Url,
    /// The trade agreement.
    pub under: Url,
    /// The job.
    pub proposal: Url,
    /// The round of offers it was awarded in.
    pub epoch: u64,
    /// Grows with every change.
    pub revision: u64,
    /// Where it stands.
    pub state: AwardState,
    /// The end of the time to acknowledge.
    pub ack_by: DateTime<Utc>,
    /// What the courier shows at the counter; absent once the bag is gone.
    pub pickup_code: Option<String>,
    /// Where the deliverer's desk reads the door.
    pub handoff: Option<Url>,
    /// What is paid.
    pub fee: Decimal,
    /// What the customer gives the courier on top.
    pub tip: Option<Decimal>,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// What to take at the door, if the customer pays in cash.
    pub collect: Option<Decimal>,
}

impl DeliveryAgreement {
    /// Writes the agreement.
    pub fn to_json(&self) -> Value {
        present(json!({
            "id": self.id,
            "type": "Agreement",
            "attributedTo": self.attributed_to,
            "receiver": self.receiver,
            "provider": self.provider,
            "under": self.under,
            "epoch": self.epoch,
            "revision": self.revision,
            "state": self.state,
            "ackBy": time::format(self.ack_by),
            "pickupCode": self.pickup_code,
            "handoff": self.handoff,
            "stipulates": {
                "id": half(&self.id, "primary"),
                "type": "Commitment",
                "satisfies": half(&self.proposal, "primary"),
                "resourceQuantity": one(),
            },
            "stipulatesReciprocal": payment("Commitment", Some(&self.id), Some(&self.proposal), &self.fee, &self.currency),
            "tip": self.tip,
            "collect": self.collect,
        }))
    }

    /// Reads an agreement.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Agreement", value)?;
        let (fee, currency) = read_payment(fields.object("stipulatesReciprocal")?)?;
        Ok(Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            receiver: fields.url("receiver")?,
            provider: fields.url("provider")?,
            under: fields.url("under")?,
            proposal: read_primary(fields.object("stipulates")?, "satisfies")?,
            epoch: fields.integer("epoch")?,
            revision: fields.integer("revision")?,
            state: fields.word("state", AwardState::parse)?,
            ack_by: fields.time("ackBy")?,
            pickup_code: fields.maybe_text("pickupCode", LONGEST_CODE)?,
            handoff: fields.maybe_url("handoff")?,
            fee,
            tip: fields.maybe_amount("tip")?,
            currency,
            collect: fields.maybe_amount("collect")?,
        })
    }
}

json_document!(Proposal, Bid, DeliveryAgreement);
