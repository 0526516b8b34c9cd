//! What a received message does, one file a message: the wire's words become a flow's, and a flow's refusal becomes the wire's answer.

pub mod award_revoked;
pub mod bid_rejected;
pub mod capacity_published;
pub mod carrier_rejected;
pub mod delivery_awarded;
pub mod delivery_bid;
pub mod delivery_proposed;
pub mod delivery_reported;
pub mod order_accepted;
pub mod order_offered;
pub mod order_rejected;
pub mod order_updated;
pub mod order_withdrawn;
pub mod receipt_accepted;
pub mod receipt_issued;
pub mod receipt_rejected;
pub mod trade_agreement_accepted;
pub mod trade_agreement_ended;
pub mod trade_agreement_offered;
pub mod trade_agreement_rejected;
pub mod trade_agreement_updated;

use musette_domain::Instant;
use musette_domain::handoff::BidRefusal;
use musette_domain::order::RefusalReason;
use musette_federation::{TradeActivity, TradeMessage};
use serde_json::Value;

use super::desk::Desk;
use super::failed::Failed;
use crate::app::{App, Topic};
use crate::store::Conn;
use crate::store::partner::{Partner, PartnerState};

/// A message that was verified and numbered, with who sent it.
pub struct Received<'a> {
    /// The instance.
    pub app: &'a App,
    /// Our desk, for answers.
    pub desk: Desk,
    /// Who sent it.
    pub partner: &'a Partner,
    /// What it says.
    pub activity: &'a TradeActivity,
    /// The body, as it came.
    pub document: &'a Value,
    /// Trade time of arrival.
    pub now: Instant,
}

/// Fetches beforehand what a message's effect will look for: no transaction waits for the network.
/// Only for a partner that may begin something: nobody else makes us fetch.
pub async fn prepare(app: &App, partner: &Partner, message: &TradeMessage) {
    if let TradeMessage::DeliveryProposed(proposal) = message
        && partner.state == PartnerState::Active
    {
        delivery_proposed::prepare(app, proposal).await;
    }
}

/// A message whose time is over: it has no effect, but who waits for an answer gets one.
pub fn expired(c: &mut Conn, received: &Received<'_>) -> Result<Vec<Topic>, Failed> {
    tracing::info!(
        partner = received.partner.desk_id,
        kind = received.activity.message.name(),
        "a message came after its time"
    );
    match &received.activity.message {
        TradeMessage::OrderOffered(_) => {
            order_offered::refuse(c, received, RefusalReason::Expired)?;
        }
        TradeMessage::DeliveryBid(bid) => {
            delivery_bid::refuse(c, received, bid, BidRefusal::TooLate)?;
        }
        TradeMessage::TradeAgreementOffered(_) => {
            trade_agreement_offered::refuse(c, received, "expired")?;
        }
        _ => {}
    }
    Ok(Vec::new())
}

/// The effect of a message, in the transaction that stores it.
pub fn handle(c: &mut Conn, received: &Received<'_>) -> Result<Vec<Topic>, Failed> {
    match &received.activity.message {
        TradeMessage::TradeAgreementOffered(agreement) => {
            trade_agreement_offered::handle(c, received, agreement)
        }
        TradeMessage::TradeAgreementAccepted { offer, agreement } => {
            trade_agreement_accepted::handle(c, received, offer, agreement)
        }
        TradeMessage::TradeAgreementRejected(refused) => {
            trade_agreement_rejected::handle(c, received, refused)
        }
        TradeMessage::TradeAgreementUpdated(agreement) => {
            trade_agreement_updated::handle(c, received, agreement)
        }
        TradeMessage::TradeAgreementEnded { agreement, .. } => {
            trade_agreement_ended::handle(c, received, agreement)
        }
        TradeMessage::OrderOffered(offer) => order_offered::handle(c, received, offer),
        TradeMessage::OrderAccepted { offer, order } => {
            order_accepted::handle(c, received, offer, order)
        }
        TradeMessage::OrderRejected(refused) => order_rejected::handle(c, received, refused),
        TradeMessage::OrderUpdated(order) => order_updated::handle(c, received, order),
        TradeMessage::OrderWithdrawn { offer, .. } => order_withdrawn::handle(c, received, offer),
        TradeMessage::DeliveryProposed(proposal) => {
            delivery_proposed::handle(c, received, proposal)
        }
        TradeMessage::DeliveryBid(bid) => delivery_bid::handle(c, received, bid),
        TradeMessage::DeliveryAwarded { bid, agreement } => {
            delivery_awarded::handle(c, received, bid, agreement)
        }
        TradeMessage::BidRejected { bid, .. } => bid_rejected::handle(c, received, bid),
        TradeMessage::AwardRevoked { epoch, reason, .. } => {
            award_revoked::handle(c, received, *epoch, reason)
        }
        TradeMessage::DeliveryReported(delivery) => {
            delivery_reported::handle(c, received, delivery)
        }
        TradeMessage::ReceiptIssued { receipt, signed } => {
            receipt_issued::handle(c, received, receipt, signed)
        }
        TradeMessage::ReceiptAccepted { claim, signed } => {
            receipt_accepted::handle(c, received, claim, signed)
        }
        TradeMessage::ReceiptRejected {
            receipt, reason, ..
        } => receipt_rejected::handle(c, received, receipt, reason),
        TradeMessage::CarrierRejected { order, reason, .. } => {
            carrier_rejected::handle(c, received, order, reason)
        }
        TradeMessage::CapacityPublished(capacity) => {
            capacity_published::handle(c, received, capacity)
        }
        // The order's state is told by itself; statements are kept in the log for the treasurers.
        TradeMessage::OrderWithdrawalRejected(_)
        | TradeMessage::StatementOffered { .. }
        | TradeMessage::StatementAccepted { .. }
        | TradeMessage::StatementRejected { .. }
        | TradeMessage::StatementUpdated(_) => Ok(Vec::new()),
        // A newer version's: it has its number and its place in the log, and no effect (docs/decisions/0008).
        TradeMessage::Unknown { kind } => {
            tracing::info!(
                partner = received.partner.desk_id,
                kind,
                "a message that this version does not know is kept without effect"
            );
            Ok(Vec::new())
        }
    }
}
