//! Reads trade activities, strictly: what we know must be right in every part. What we do not know is named so, for the caller to keep and ignore.

use serde_json::Value;
use url::Url;

use super::trade::{Refused, TradeActivity, TradeMessage};
use crate::capacity::Capacity;
use crate::delivery::Delivery;
use crate::delivery_offer::{Bid, DeliveryAgreement, Proposal};
use crate::fields::Fields;
use crate::order::{OrderAgreement, OrderOffer};
use crate::settlement::SettlementStatement;
use crate::trade_agreement::TradeAgreement;
use crate::{Malformed, Slug, context, same_origin};

impl TradeActivity {
    /// Reads an activity and checks what it says of itself: one recipient, nothing public, ids and objects of the actor's own
    /// host. Whether its time has come and whether its sender may say this is for the caller to check.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("activity", value)?;
        check_recipients(fields, value)?;
        let activity = Self {
            id: fields.url("id")?,
            actor: fields.url("actor")?,
            to: fields.url("to")?,
            published: fields.time("published")?,
            context: fields.url("context")?,
            seq: fields.integer("seq")?,
            valid_through: fields.time("validThrough")?,
            message: message(fields)?,
        };
        if activity.seq == 0 {
            return Err(Malformed::Rule("`seq` counts from 1"));
        }
        if activity.valid_through < activity.published {
            return Err(Malformed::Rule("the activity ends before it is published"));
        }
        if !same_origin(&activity.id, &activity.actor) {
            return Err(Malformed::Ownership(
                "the activity's id and its actor are of different origins",
            ));
        }
        activity.check_ownership()?;
        Ok(activity)
    }

    /// Refuses objects that are not the actor's own, and messages that name another recipient inside.
    fn check_ownership(&self) -> Result<(), Malformed> {
        let (owner, id): (&Url, &Url) = match &self.message {
            TradeMessage::OrderAccepted { order, .. } | TradeMessage::OrderUpdated(order) => {
                (&order.attributed_to, &order.id)
            }
            TradeMessage::DeliveryProposed(proposal) => {
                self.check_inner_recipient(&proposal.to)?;
                (&proposal.attributed_to, &proposal.id)
            }
            TradeMessage::CapacityPublished(capacity) => {
                self.check_inner_recipient(&capacity.to)?;
                (&capacity.attributed_to, &capacity.id)
            }
            TradeMessage::DeliveryAwarded { agreement, .. } => {
                if agreement.receiver != self.actor {
                    return Err(Malformed::Ownership("only the owner of a job awards it"));
                }
                self.check_inner_recipient(&agreement.provider)?;
                (&agreement.attributed_to, &agreement.id)
            }
            TradeMessage::DeliveryReported(delivery) => (&delivery.attributed_to, &delivery.id),
            TradeMessage::ReceiptIssued { receipt, .. } => {
                self.check_inner_recipient(&receipt.receiver)?;
                (&receipt.provider, &receipt.id)
            }
            TradeMessage::AwardRevoked {
                award, agreement, ..
            } => {
                if !same_origin(award, &self.actor) {
                    return Err(Malformed::Ownership(
                        "only the owner of a job takes its award back",
                    ));
                }
                (&self.actor, agreement)
            }
            TradeMessage::OrderWithdrawn { offer, .. } => (&self.actor, offer),
            TradeMessage::OrderOffered(offer) => match &offer.handoff {
                // The door is at the customer's own co-op and nowhere else.
                Some(handoff) => (&self.actor, handoff),
                None => return Ok(()),
            },
            TradeMessage::TradeAgreementEnded { .. }
            | TradeMessage::TradeAgreementOffered(_)
            | TradeMessage::TradeAgreementAccepted { .. }
            | TradeMessage::TradeAgreementRejected(_)
            | TradeMessage::TradeAgreementUpdated(_)
            | TradeMessage::OrderRejected(_)
            | TradeMessage::OrderWithdrawalRejected(_)
            | TradeMessage::CarrierRejected { .. }
            | TradeMessage::DeliveryBid(_)
            | TradeMessage::BidRejected { .. }
            | TradeMessage::ReceiptAccepted { .. }
            | TradeMessage::ReceiptRejected { .. }
            | TradeMessage::StatementOffered { .. }
            | TradeMessage::StatementAccepted { .. }
            | TradeMessage::StatementRejected { .. }
            | TradeMessage::StatementUpdated(_)
            | TradeMessage::Unknown { .. } => return Ok(()),
        };
        if *owner != self.actor || !same_origin(id, &self.actor) {
            return Err(Malformed::Ownership(
                "the object does not belong to the desk that sent it",
            ));
        }
        Ok(())
    }

    fn check_inner_recipient(&self, named: &Url) -> Result<(), Malformed> {
        if *named == self.to {
            Ok(())
        } else {
            Err(Malformed::Ownership(
                "the object is meant for another desk than the activity",
            ))
        }
    }
}

/// Refuses anything but one recipient, and any mention of everybody among the recipients of activity and objects.
fn check_recipients(fields: Fields<'_>, value: &Value) -> Result<(), Malformed> {
    if names_public(value) {
        return Err(Malformed::Public);
    }
    let copies = ["cc", "bto", "bcc", "audience"];
    if fields.all("to").count() != 1 || copies.iter().any(|field| fields.all(field).count() > 0) {
        return Err(Malformed::Recipients);
    }
    Ok(())
}

/// Whether a document, or one inside it, is addressed to everybody.
fn names_public(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(names_public),
        Value::Object(map) => map.iter().any(|(name, value)| {
            let addressed = matches!(name.as_str(), "to" | "cc" | "bto" | "bcc" | "audience")
                && crate::one_or_many::items(Some(value)).any(|recipient| {
                    recipient.as_str().is_some_and(context::is_public)
                        || recipient
                            .get("id")
                            .and_then(Value::as_str)
                            .is_some_and(context::is_public)
                });
            addressed || names_public(value)
        }),
        _ => false,
    }
}

/// Reads the message by the types of activity and object.
fn message(fields: Fields<'_>) -> Result<TradeMessage, Malformed> {
    let kind = fields.types().next().unwrap_or_default();
    let object = fields.value("object")?;
    match kind {
        "Offer" => offered(object),
        "Accept" => accepted(fields, object),
        "Reject" => rejected(fields),
        "Undo" => undone(fields),
        "Create" => created(object),
        "Update" => updated(object),
        "" => Err(Malformed::Rule("the activity has no type")),
        other => unknown(other, type_of(object)),
    }
}

fn offered(object: &Value) -> Result<TradeMessage, Malformed> {
    match type_of(object) {
        "TradeAgreement" => {
            TradeAgreement::from_json(object).map(TradeMessage::TradeAgreementOffered)
        }
        "SettlementStatement" => TradeMessage::statement(object.clone()),
        "Agreement" if has_epoch(object) => Bid::from_json(object).map(TradeMessage::DeliveryBid),
        "Agreement" => OrderOffer::from_json(object).map(TradeMessage::OrderOffered),
        other => unknown("Offer", other),
    }
}

fn accepted(fields: Fields<'_>, object: &Value) -> Result<TradeMessage, Malformed> {
    let result = fields.value("result")?;
    match type_of(result) {
        "TradeAgreement" => Ok(TradeMessage::TradeAgreementAccepted {
            offer: fields.url("object")?,
            agreement: TradeAgreement::from_json(result)?,
        }),
        "Agreement" if has_epoch(result) => Ok(TradeMessage::DeliveryAwarded {
            bid: fields.url("object")?,
            agreement: DeliveryAgreement::from_json(result)?,
        }),
        "Agreement" => Ok(TradeMessage::OrderAccepted {
            offer: fields.url("object")?,
            order: OrderAgreement::from_json(result)?,
        }),
        "SettlementStatement" => Ok(TradeMessage::StatementAccepted {
            offer: fields.url("object")?,
            statement: SettlementStatement::from_json(result)?,
        }),
        "Claim" if type_of(object) == "EconomicEvent" => {
            let message = TradeMessage::claim(result.clone())?;
            let event = fields.url("object")?;
            match &message {
                TradeMessage::ReceiptAccepted { claim, .. } if claim.event == event => Ok(message),
                _ => Err(Malformed::Rule(
                    "the claim is for another receipt than the accepted one",
                )),
            }
        }
        other => unknown("Accept", other),
    }
}

fn rejected(fields: Fields<'_>) -> Result<TradeMessage, Malformed> {
    let object = fields.object("object")?;
    let id = object.url("id")?;
    let reason = reason(fields)?;
    let kind = object.types().next().unwrap_or_default();
    if kind == "Undo" {
        return Ok(TradeMessage::OrderWithdrawalRejected(Refused {
            object: id,
            reason,
        }));
    }
    if kind == "Agreement" {
        let epoch = object.integer("epoch")?;
        return Ok(TradeMessage::CarrierRejected {
            order: id,
            epoch,
            reason,
        });
    }
    if kind == "EconomicEvent" {
        let epoch = object.integer("epoch")?;
        return Ok(TradeMessage::ReceiptRejected {
            receipt: id,
            epoch,
            reason,
        });
    }
    if kind != "Offer" {
        return unknown("Reject", kind);
    }
    let inner = object.object("object")?;
    match inner.types().next().unwrap_or_default() {
        "TradeAgreement" => Ok(TradeMessage::TradeAgreementRejected(Refused {
            object: id,
            reason,
        })),
        "SettlementStatement" => Ok(TradeMessage::StatementRejected {
            offer: id,
            reason,
            differing: fields.urls("entries")?,
        }),
        "Agreement" => Ok(match inner.maybe_integer("epoch")? {
            Some(epoch) => TradeMessage::BidRejected {
                bid: id,
                epoch,
                reason,
            },
            None => TradeMessage::OrderRejected(Refused { object: id, reason }),
        }),
        other => unknown("Reject(Offer)", other),
    }
}

fn undone(fields: Fields<'_>) -> Result<TradeMessage, Malformed> {
    let object = fields.object("object")?;
    let id = object.url("id")?;
    if object.get("actor").is_some() && object.url("actor")? != fields.url("actor")? {
        return Err(Malformed::Ownership(
            "a desk takes back only what it said itself",
        ));
    }
    match object.types().next().unwrap_or_default() {
        "Offer" => Ok(TradeMessage::OrderWithdrawn {
            offer: id,
            reason: fields.maybe_slug("reason")?,
        }),
        "Accept" => {
            let result = object.object("result")?;
            match result.types().next().unwrap_or_default() {
                "TradeAgreement" => Ok(TradeMessage::TradeAgreementEnded {
                    accept: id,
                    agreement: result.url("id")?,
                    reason: fields.maybe_slug("reason")?,
                }),
                "Agreement" => Ok(TradeMessage::AwardRevoked {
                    award: id,
                    agreement: result.url("id")?,
                    epoch: result.integer("epoch")?,
                    reason: reason(fields)?,
                }),
                other => unknown("Undo(Accept)", other),
            }
        }
        other => unknown("Undo", other),
    }
}

fn created(object: &Value) -> Result<TradeMessage, Malformed> {
    match type_of(object) {
        "Proposal" => Proposal::from_json(object).map(TradeMessage::DeliveryProposed),
        "Delivery" => {
            let delivery = Delivery::from_json(object)?;
            if delivery.revision != 1 {
                return Err(Malformed::Rule(
                    "a delivery is created with revision 1 and updated with higher ones",
                ));
            }
            Ok(TradeMessage::DeliveryReported(delivery))
        }
        "EconomicEvent" => TradeMessage::receipt(object.clone()),
        other => unknown("Create", other),
    }
}

fn updated(object: &Value) -> Result<TradeMessage, Malformed> {
    match type_of(object) {
        "Agreement" => OrderAgreement::from_json(object).map(TradeMessage::OrderUpdated),
        "Delivery" => {
            let delivery = Delivery::from_json(object)?;
            if delivery.revision < 2 {
                return Err(Malformed::Rule(
                    "a delivery is created with revision 1 and updated with higher ones",
                ));
            }
            Ok(TradeMessage::DeliveryReported(delivery))
        }
        "TradeAgreement" => {
            TradeAgreement::from_json(object).map(TradeMessage::TradeAgreementUpdated)
        }
        "SettlementStatement" => {
            SettlementStatement::from_json(object).map(TradeMessage::StatementUpdated)
        }
        "Proposal" => Capacity::from_json(object).map(TradeMessage::CapacityPublished),
        other => unknown("Update", other),
    }
}

fn reason(fields: Fields<'_>) -> Result<Slug, Malformed> {
    fields.maybe_slug("reason")?.ok_or(Malformed::Missing {
        document: "activity",
        field: "reason",
    })
}

/// The first type of an embedded object.
fn type_of(value: &Value) -> &str {
    crate::one_or_many::items(value.get("type"))
        .find_map(Value::as_str)
        .unwrap_or_default()
}

/// Only delivery agreements have an epoch; that tells them from orders.
fn has_epoch(value: &Value) -> bool {
    value.get("epoch").is_some_and(|epoch| !epoch.is_null())
}

/// A message of another version, or none of ours. An object without a type is malformed in every version.
fn unknown(activity: &str, object: &str) -> Result<TradeMessage, Malformed> {
    if object.is_empty() {
        return Err(Malformed::Rule("the object of the activity has no type"));
    }
    let named = |name: &str| name.chars().take(80).collect::<String>();
    Ok(TradeMessage::Unknown {
        kind: format!("{}({})", named(activity), named(object)),
    })
}
