//! Writes trade activities.

use serde_json::{Value, json};
use url::Url;

use super::trade::{Refused, TradeActivity, TradeMessage};
use crate::fields::{json_document, present, some_of, with};
use crate::{Slug, context, time};

/// The parts of an activity that its message decides.
struct Parts {
    kind: &'static str,
    object: Value,
    result: Value,
    reason: Option<Slug>,
    differing: Value,
}

impl Parts {
    fn of(kind: &'static str, object: Value) -> Self {
        Self {
            kind,
            object,
            result: Value::Null,
            reason: None,
            differing: Value::Null,
        }
    }
    fn accept(object: Value, result: Value) -> Self {
        Self {
            result,
            ..Self::of("Accept", object)
        }
    }
    fn because(self, reason: Option<&Slug>) -> Self {
        Self {
            reason: reason.cloned(),
            ..self
        }
    }
}

impl TradeActivity {
    /// Writes the activity.
    pub fn to_json(&self) -> Value {
        let parts = self.message.parts(&self.actor);
        let signed = parts.object.get("proof").is_some() || parts.result.get("proof").is_some();
        let activity = present(json!({
            "@context": if signed { context::trade_with_proof() } else { context::trade() },
            "id": self.id,
            "type": parts.kind,
            "actor": self.actor,
            "to": self.to,
            "published": time::format(self.published),
            "context": self.context,
            "seq": self.seq,
            "validThrough": time::format(self.valid_through),
            "reason": parts.reason,
            "entries": parts.differing,
        }));
        // Put in last and untouched: a proof counts for every member, also for one that is null.
        let activity = with(activity, "object", parts.object);
        if parts.result.is_null() {
            activity
        } else {
            with(activity, "result", parts.result)
        }
    }
}

json_document!(TradeActivity);

impl TradeMessage {
    fn parts(&self, actor: &Url) -> Parts {
        match self {
            Self::TradeAgreementOffered(agreement) => Parts::of("Offer", agreement.to_json()),
            Self::TradeAgreementAccepted { offer, agreement } => {
                Parts::accept(json!(offer), agreement.to_json())
            }
            Self::TradeAgreementRejected(refused) => reject_offer(refused, "TradeAgreement"),
            Self::TradeAgreementUpdated(agreement) => Parts::of("Update", agreement.to_json()),
            Self::TradeAgreementEnded { accept, agreement, reason } => Parts::of(
                "Undo",
                json!({"id": accept, "type": "Accept", "actor": actor,
                    "result": {"id": agreement, "type": "TradeAgreement", "state": "ended"}}),
            )
            .because(reason.as_ref()),

            Self::OrderOffered(offer) => Parts::of("Offer", offer.to_json()),
            Self::OrderAccepted { offer, order } => Parts::accept(json!(offer), order.to_json()),
            Self::OrderRejected(refused) => reject_offer(refused, "Agreement"),
            Self::OrderUpdated(order) => Parts::of("Update", order.to_json()),
            Self::OrderWithdrawn { offer, reason } => Parts::of(
                "Undo",
                json!({"id": offer, "type": "Offer", "actor": actor, "object": {"type": "Agreement"}}),
            )
            .because(reason.as_ref()),
            Self::OrderWithdrawalRejected(refused) => {
                reject(json!({"id": refused.object, "type": "Undo"}), &refused.reason)
            }
            Self::CarrierRejected { order, epoch, reason } => {
                reject(json!({"id": order, "type": "Agreement", "epoch": epoch}), reason)
            }

            Self::DeliveryProposed(proposal) => Parts::of("Create", proposal.to_json()),
            Self::DeliveryBid(bid) => Parts::of("Offer", bid.to_json()),
            Self::DeliveryAwarded { bid, agreement } => {
                Parts::accept(json!(bid), agreement.to_json())
            }
            Self::BidRejected { bid, epoch, reason } => reject(
                json!({"id": bid, "type": "Offer", "object": {"type": "Agreement", "epoch": epoch}}),
                reason,
            ),
            Self::AwardRevoked { award, agreement, epoch, reason } => Parts::of(
                "Undo",
                json!({"id": award, "type": "Accept", "actor": actor,
                    "result": {"id": agreement, "type": "Agreement", "epoch": epoch, "state": "revoked"}}),
            )
            .because(Some(reason)),
            Self::DeliveryReported(delivery) => Parts::of(
                if delivery.revision == 1 { "Create" } else { "Update" },
                delivery.to_json(),
            ),

            Self::ReceiptIssued { signed, .. } => Parts::of("Create", signed.clone()),
            Self::ReceiptAccepted { claim, signed } => Parts::accept(
                json!({"id": claim.event, "type": "EconomicEvent", "epoch": claim.epoch}),
                signed.clone(),
            ),
            Self::ReceiptRejected { receipt, epoch, reason } => {
                reject(json!({"id": receipt, "type": "EconomicEvent", "epoch": epoch}), reason)
            }
            Self::CapacityPublished(capacity) => Parts::of("Update", capacity.to_json()),
            Self::StatementOffered { signed, .. } => Parts::of("Offer", signed.clone()),
            Self::StatementAccepted { offer, statement } => {
                Parts::accept(json!(offer), statement.to_json())
            }
            Self::StatementRejected { offer, reason, differing } => Parts {
                differing: json!(some_of(differing)),
                ..reject(
                    json!({"id": offer, "type": "Offer", "object": {"type": "SettlementStatement"}}),
                    reason,
                )
            },
            Self::StatementUpdated(statement) => Parts::of("Update", statement.to_json()),
            // Only ever read; see `TradeMessage::Unknown`.
            Self::Unknown { .. } => Parts::of("Unknown", Value::Null),
        }
    }
}

/// `Reject` of something, with the reason.
fn reject(object: Value, reason: &Slug) -> Parts {
    Parts::of("Reject", object).because(Some(reason))
}

/// `Reject` of an `Offer` of something.
fn reject_offer(refused: &Refused, kind: &str) -> Parts {
    reject(
        json!({"id": refused.object, "type": "Offer", "object": {"type": kind}}),
        &refused.reason,
    )
}
