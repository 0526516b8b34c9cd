//! Activities of the trade tier, desk to desk: one envelope, a closed set of messages.

use chrono::{DateTime, Utc};
use serde_json::Value;
use url::Url;

use crate::Slug;
use crate::capacity::Capacity;
use crate::delivery::Delivery;
use crate::delivery_offer::{Bid, DeliveryAgreement, Proposal};
use crate::order::{OrderAgreement, OrderOffer};
use crate::receipt::{Claim, Receipt};
use crate::settlement::SettlementStatement;
use crate::trade_agreement::TradeAgreement;

/// The envelope of a trade message (musette/1, 7.4.3).
#[derive(Debug, Clone, PartialEq)]
pub struct TradeActivity {
    /// Its address. The same id again gets the same answer and has no effect.
    pub id: Url,
    /// The sending desk.
    pub actor: Url,
    /// The one receiving desk.
    pub to: Url,
    /// When it was made, by the sender's trade clock.
    pub published: DateTime<Utc>,
    /// The order, job, agreement or statement it is about.
    pub context: Url,
    /// Its number among all messages of this sender to this recipient, from 1, without gaps.
    pub seq: u64,
    /// From then on it is void.
    pub valid_through: DateTime<Utc>,
    /// What it says.
    pub message: TradeMessage,
}

/// A refusal of something that the other side sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What is refused: the id of the activity, order or receipt.
    pub object: Url,
    /// Why.
    pub reason: Slug,
}

/// What desks say to each other. The names of activity and object on the wire stand beside each.
#[derive(Debug, Clone, PartialEq)]
pub enum TradeMessage {
    /// `Offer(TradeAgreement)`: terms proposed, or new terms.
    TradeAgreementOffered(TradeAgreement),
    /// `Accept`, result `TradeAgreement`.
    TradeAgreementAccepted {
        /// The id of the `Offer`.
        offer: Url,
        /// The terms, as agreed.
        agreement: TradeAgreement,
    },
    /// `Reject(Offer(TradeAgreement))`.
    TradeAgreementRejected(Refused),
    /// `Update(TradeAgreement)`: paused or taken up again.
    TradeAgreementUpdated(TradeAgreement),
    /// `Undo(Accept(TradeAgreement))`: over; running jobs end under the old terms.
    TradeAgreementEnded {
        /// The id of the `Accept` that is undone.
        accept: Url,
        /// The agreement.
        agreement: Url,
        /// Why.
        reason: Option<Slug>,
    },

    /// `Offer(Agreement)`: an order.
    OrderOffered(OrderOffer),
    /// `Accept`, result `Agreement`: the order is confirmed.
    OrderAccepted {
        /// The id of the `Offer`.
        offer: Url,
        /// The order as the merchant's co-op has it.
        order: OrderAgreement,
    },
    /// `Reject(Offer(Agreement))`.
    OrderRejected(Refused),
    /// `Update(Agreement)`: the order's full state. Also the answer to an accepted withdrawal: `cancelled`.
    OrderUpdated(OrderAgreement),
    /// `Undo(Offer(Agreement))`: the customer does not want it any more.
    OrderWithdrawn {
        /// The id of the `Offer` that is undone.
        offer: Url,
        /// Why.
        reason: Option<Slug>,
    },
    /// `Reject(Undo)`: too late to withdraw.
    OrderWithdrawalRejected(Refused),
    /// `Reject(Agreement)`: the customer's co-op opens no door for this deliverer.
    CarrierRejected {
        /// The order.
        order: Url,
        /// The round of offers whose deliverer is refused.
        epoch: u64,
        /// Why.
        reason: Slug,
    },

    /// `Create(Proposal)`: a delivery job.
    DeliveryProposed(Proposal),
    /// `Offer(Agreement)` with an `epoch`: a bid.
    DeliveryBid(Bid),
    /// `Accept`, result `Agreement` with an `epoch`: the job is awarded.
    DeliveryAwarded {
        /// The id of the bid's `Offer`.
        bid: Url,
        /// The agreement, with the pickup code.
        agreement: DeliveryAgreement,
    },
    /// `Reject(Offer(Agreement))` with an `epoch`: another bid was chosen, or it came too late.
    BidRejected {
        /// The id of the bid's `Offer`.
        bid: Url,
        /// The round of offers.
        epoch: u64,
        /// Why.
        reason: Slug,
    },
    /// `Undo(Accept(Agreement))`: the award is taken back.
    AwardRevoked {
        /// The id of the `Accept` that is undone.
        award: Url,
        /// The delivery agreement.
        agreement: Url,
        /// The round of offers.
        epoch: u64,
        /// Why.
        reason: Slug,
    },
    /// `Create(Delivery)` for revision 1 (the acknowledgement), else `Update(Delivery)`.
    DeliveryReported(Delivery),

    /// `Create(EconomicEvent)`: a signed receipt.
    ReceiptIssued {
        /// What it says.
        receipt: Receipt,
        /// The object exactly as signed; its proof is checked on this.
        signed: Value,
    },
    /// `Accept(EconomicEvent)`, result `Claim`.
    ReceiptAccepted {
        /// What is owed.
        claim: Claim,
        /// The claim exactly as signed; its proof is checked on this.
        signed: Value,
    },
    /// `Reject(EconomicEvent)`: people have to talk.
    ReceiptRejected {
        /// The receipt.
        receipt: Url,
        /// The round of offers.
        epoch: u64,
        /// Why.
        reason: Slug,
    },

    /// `Update(Proposal)` of purpose `offer`.
    CapacityPublished(Capacity),

    /// `Offer(SettlementStatement)`.
    StatementOffered {
        /// What it says.
        statement: SettlementStatement,
        /// The object exactly as signed, or as it came if it carries no proof.
        signed: Value,
    },
    /// `Accept`, result `SettlementStatement`.
    StatementAccepted {
        /// The id of the `Offer`.
        offer: Url,
        /// The statement as accepted.
        statement: SettlementStatement,
    },
    /// `Reject(Offer(SettlementStatement))`, with the lines that differ.
    StatementRejected {
        /// The id of the `Offer`.
        offer: Url,
        /// Why.
        reason: Slug,
        /// The events whose lines differ.
        differing: Vec<Url>,
    },
    /// `Update(SettlementStatement)`: paid.
    StatementUpdated(SettlementStatement),

    /// A combination of activity and object that this version does not know: numbered and kept, without effect. It is never sent.
    Unknown {
        /// What it calls itself, such as `Announce(Parcel)`.
        kind: String,
    },
}

impl TradeMessage {
    /// The name of the message, for logs and for the choice of a handler.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::TradeAgreementOffered(_) => "trade_agreement_offered",
            Self::TradeAgreementAccepted { .. } => "trade_agreement_accepted",
            Self::TradeAgreementRejected(_) => "trade_agreement_rejected",
            Self::TradeAgreementUpdated(_) => "trade_agreement_updated",
            Self::TradeAgreementEnded { .. } => "trade_agreement_ended",
            Self::OrderOffered(_) => "order_offered",
            Self::OrderAccepted { .. } => "order_accepted",
            Self::OrderRejected(_) => "order_rejected",
            Self::OrderUpdated(_) => "order_updated",
            Self::OrderWithdrawn { .. } => "order_withdrawn",
            Self::OrderWithdrawalRejected(_) => "order_withdrawal_rejected",
            Self::CarrierRejected { .. } => "carrier_rejected",
            Self::DeliveryProposed(_) => "delivery_proposed",
            Self::DeliveryBid(_) => "delivery_bid",
            Self::DeliveryAwarded { .. } => "delivery_awarded",
            Self::BidRejected { .. } => "bid_rejected",
            Self::AwardRevoked { .. } => "award_revoked",
            Self::DeliveryReported(_) => "delivery_reported",
            Self::ReceiptIssued { .. } => "receipt_issued",
            Self::ReceiptAccepted { .. } => "receipt_accepted",
            Self::ReceiptRejected { .. } => "receipt_rejected",
            Self::CapacityPublished(_) => "capacity_published",
            Self::StatementOffered { .. } => "statement_offered",
            Self::StatementAccepted { .. } => "statement_accepted",
            Self::StatementRejected { .. } => "statement_rejected",
            Self::StatementUpdated(_) => "statement_updated",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// Wraps a receipt whose proof is already in its JSON.
    pub fn receipt(signed: Value) -> Result<Self, crate::Malformed> {
        Ok(Self::ReceiptIssued {
            receipt: Receipt::from_json(&signed)?,
            signed,
        })
    }

    /// Wraps a claim whose proof is already in its JSON.
    pub fn claim(signed: Value) -> Result<Self, crate::Malformed> {
        Ok(Self::ReceiptAccepted {
            claim: Claim::from_json(&signed)?,
            signed,
        })
    }

    /// Wraps a statement whose proof, if any, is already in its JSON.
    pub fn statement(signed: Value) -> Result<Self, crate::Malformed> {
        Ok(Self::StatementOffered {
            statement: SettlementStatement::from_json(&signed)?,
            signed,
        })
    }
}
