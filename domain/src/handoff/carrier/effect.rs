//! What the carrier of a delivery has to do.

use crate::handoff::message::{Epoch, Progress, Question, RevokeReason};
use crate::{Instant, Money};

crate::text_enum! {
    /// What the carrier waits for. Each rings as `DeadlinePassed`, but for the last, which asks for the address again.
    pub enum CarrierTimer("carrier timer") {
        /// The end of the offer.
        Answer = "answer",
        /// The end of our bid.
        Bid = "bid",
        /// The time to acknowledge.
        Ack = "ack",
        /// The address can be asked for again; rings as the effect `ReadHandoff`.
        Handoff = "handoff",
    }
}
crate::text_serde!(CarrierTimer);

/// Something the carrier has to do. Each may be done twice without harm.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CarrierEffect {
    /// Show the offer to the dispatch, or to the stated rule.
    ShowOffer {
        /// Its epoch.
        epoch: Epoch,
        /// Until when to answer.
        answer_by: Instant,
    },
    /// Send our bid.
    SendBid {
        /// The epoch it answers.
        epoch: Epoch,
        /// The id of the message.
        bid: String,
        /// The fee, as offered.
        fee: Money,
        /// When our courier would be at the pickup.
        eta: Instant,
        /// Until when it binds us.
        valid_until: Instant,
    },
    /// Keep a courier free.
    ReserveCourier {
        /// Until when.
        until: Instant,
    },
    /// The courier is no longer bound by this delivery.
    FreeCourier,
    /// Read the customer's address by signed GET.
    ReadHandoff {
        /// For which epoch.
        epoch: Epoch,
    },
    /// Erase the customer's address.
    ForgetAddress,
    /// Send our Delivery: the acknowledgement, progress, or the giving back.
    SendReport {
        /// The agreement.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
        /// The number of the report.
        revision: u32,
        /// How far.
        progress: Progress,
        /// When the courier will be at the next stop.
        eta: Option<Instant>,
    },
    /// Make the delivery ours: from here on it is in the dispatch's list.
    StartDelivery {
        /// The agreement.
        agreement: String,
        /// What our courier says at the counter.
        pickup_code: String,
    },
    /// Take the delivery from the dispatch's list and tell its courier.
    StopDelivery {
        /// Why.
        reason: RevokeReason,
    },
    /// Send the signed receipt.
    SendReceipt {
        /// The agreement.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
        /// The id of the receipt.
        receipt: String,
        /// The PIN as the customer said it.
        pin: String,
    },
    /// Write down that the owner owes us the fee. The claim is written under the receipt's id, once.
    RecordClaim {
        /// The agreement.
        agreement: String,
        /// The id of the receipt.
        receipt: String,
    },
    /// Ask our courier to ask for the PIN again.
    AskPinAgain {
        /// How many tries are left.
        left: u32,
    },
    /// Wake the machine.
    SetTimer {
        /// For what.
        timer: CarrierTimer,
        /// In which epoch.
        epoch: Epoch,
        /// When.
        at: Instant,
    },
    /// Ask a person of ours.
    AskHuman(Question),
}
