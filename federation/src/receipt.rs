//! Receipts and claims (J13): the deliverer signs that it delivered, the owner signs what it owes for that.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::commitment::{half, one, read_primary};
use crate::fields::{Fields, json_document, present, words};
use crate::{CurrencyCode, Decimal, Malformed, time};

words! {
    /// How a delivery is proved.
    pub enum ProofMethod {
        /// The PIN that the customer told the courier.
        Pin = "pin",
        /// The SHA-256 of a photograph that stays at the deliverer.
        Photo = "photo",
        /// Given to a person who had no PIN to tell.
        InPerson = "inPerson",
    }
}

/// The proof of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofOfDelivery {
    /// How it is proved.
    pub method: ProofMethod,
    /// The PIN as told, or the photograph's hash.
    pub value: Option<String>,
}

/// The receipt of one delivery: an `EconomicEvent`, signed by the deliverer's desk.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// Its address at the deliverer.
    pub id: Url,
    /// The deliverer's desk.
    pub provider: Url,
    /// The owner's desk.
    pub receiver: Url,
    /// The delivery agreement.
    pub agreement: Url,
    /// The round of offers it was awarded in.
    pub epoch: u64,
    /// When the food was handed over.
    pub end_time: DateTime<Utc>,
    /// How that is proved.
    pub proof_of_delivery: ProofOfDelivery,
    /// What was taken at the door, and in which currency, if the customer paid in cash.
    pub collected: Option<(Decimal, CurrencyCode)>,
}

impl Receipt {
    /// Writes the receipt without its proof; [`crate::signature::proof::create`] adds that.
    pub fn to_json(&self) -> Value {
        let (collected, currency) = self
            .collected
            .as_ref()
            .map(|(amount, code)| (amount, code))
            .unzip();
        present(json!({
            "id": self.id,
            "type": "EconomicEvent",
            "attributedTo": self.provider,
            "action": "deliverService",
            "provider": self.provider,
            "receiver": self.receiver,
            "fulfills": half(&self.agreement, "primary"),
            "epoch": self.epoch,
            "endTime": time::format(self.end_time),
            "resourceQuantity": one(),
            "proofOfDelivery": {
                "method": self.proof_of_delivery.method,
                "value": self.proof_of_delivery.value,
            },
            "collected": collected,
            "currency": currency,
        }))
    }

    /// Reads a receipt. Its proof is checked on the JSON as it came, with [`crate::signature::proof::verify`].
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("EconomicEvent", value)?;
        if fields.maybe_text("action", 40)?.as_deref() != Some("deliverService") {
            return Err(Malformed::Rule(
                "a receipt is an EconomicEvent of action `deliverService`",
            ));
        }
        let provider = fields.url("provider")?;
        if fields.url("attributedTo")? != provider {
            return Err(Malformed::Ownership(
                "a receipt is attributed to its provider",
            ));
        }
        let proof = fields.object("proofOfDelivery")?;
        let collected = fields
            .maybe_amount("collected")?
            .map(|amount| {
                fields
                    .currency("currency")
                    .map(|currency| (amount, currency))
            })
            .transpose()?;
        Ok(Self {
            id: fields.url("id")?,
            provider,
            receiver: fields.url("receiver")?,
            agreement: read_primary(fields, "fulfills")?,
            epoch: fields.integer("epoch")?,
            end_time: fields.time("endTime")?,
            proof_of_delivery: ProofOfDelivery {
                method: proof.word("method", ProofMethod::parse)?,
                value: proof.maybe_text("value", 80)?,
            },
            collected,
        })
    }
}

/// What the owner owes for a receipt: the result of its `Accept`.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The receipt.
    pub event: Url,
    /// The round of offers of the delivery.
    pub epoch: u64,
    /// The fee.
    pub price: Decimal,
    /// The tip, passed on undivided.
    pub tip: Option<Decimal>,
    /// What the deliverer took at the door and owes the owner.
    pub collected: Option<Decimal>,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
}

impl Claim {
    /// Writes the claim without its proof.
    pub fn to_json(&self) -> Value {
        present(json!({
            "type": "Claim",
            "triggeredBy": self.event,
            "epoch": self.epoch,
            "price": self.price,
            "tip": self.tip,
            "collected": self.collected,
            "currency": self.currency,
        }))
    }

    /// Reads a claim.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("Claim", value)?;
        Ok(Self {
            event: fields.url("triggeredBy")?,
            epoch: fields.integer("epoch")?,
            price: fields.amount("price")?,
            tip: fields.maybe_amount("tip")?,
            collected: fields.maybe_amount("collected")?,
            currency: fields.currency("currency")?,
        })
    }
}

json_document!(Receipt, Claim);
