//! What can happen to the carrier of a delivery.

use crate::handoff::message::{Epoch, Progress, ReceiptRefusal, RevokeReason};
use crate::{Instant, Money};

/// Something that happens to the carrier of a delivery. That messages come from the owner's desk has been verified before; deadlines in
/// them are judged with [`crate::handoff::deadline`] when they come in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CarrierEvent {
    /// The owner's Proposal came in, for the first time or for a new epoch.
    Proposed {
        /// Its epoch.
        epoch: Epoch,
        /// The fixed fee.
        fee: Money,
        /// Until when to answer.
        answer_by: Instant,
    },
    /// A person of ours, or a stated rule, offers to do it.
    BidMade {
        /// The id of the message.
        bid: String,
        /// When our courier would be at the pickup.
        eta: Instant,
    },
    /// A person of ours does not want it.
    Declined,
    /// The owner refuses our bid.
    BidRejected {
        /// Which.
        bid: String,
    },
    /// The owner accepts our bid.
    AwardReceived {
        /// Which.
        bid: String,
        /// The agreement.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
        /// What our courier says at the counter.
        pickup_code: String,
        /// Until when to acknowledge.
        ack_by: Instant,
    },
    /// The customer's address has been read and stored.
    HandoffRead {
        /// For which epoch.
        epoch: Epoch,
    },
    /// The customer's co-op has not opened the address yet.
    HandoffNotYetOpen {
        /// For which epoch.
        epoch: Epoch,
    },
    /// The customer's co-op does not let us read the address.
    HandoffRefused {
        /// For which epoch.
        epoch: Epoch,
    },
    /// A timer rang.
    DeadlinePassed {
        /// The epoch it was set for.
        epoch: Epoch,
    },
    /// Our courier or dispatch reports how far it is: `Assigned` to `AtDropoff`, or after a failure `Failed`, `Returning`, `Returned`.
    Progressed {
        /// How far.
        progress: Progress,
        /// When the courier will be at the next stop.
        eta: Option<Instant>,
    },
    /// We do not do it after all.
    Release,
    /// The counter did not give our courier the bag.
    RefusedAtCounter,
    /// Our courier brought it and was told the PIN.
    Brought {
        /// The id of the receipt.
        receipt: String,
        /// The PIN as the customer said it.
        pin: String,
    },
    /// The owner accepts our receipt.
    ReceiptAccepted {
        /// Which.
        receipt: String,
    },
    /// The owner does not accept our receipt.
    ReceiptRejected {
        /// Which.
        receipt: String,
        /// Why.
        reason: ReceiptRefusal,
        /// How many tries are left for the PIN.
        tries_left: u32,
    },
    /// The owner takes the award back; perhaps before the award itself has come.
    Revoked {
        /// Its epoch.
        epoch: Epoch,
        /// Why.
        reason: RevokeReason,
    },
}
