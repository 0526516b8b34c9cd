//! What can happen to the owner of a delivery.

use super::Bid;
use crate::handoff::message::{CloseReason, Desk, Epoch, Report};

/// What an award needs and a pure machine cannot make: a new id and a new secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fresh {
    /// The id of the agreement, if there will be one.
    pub agreement: String,
    /// Its pickup code; see [`crate::pin::pickup_code`].
    pub pickup_code: String,
}

/// What a neighbour's Delivery object said when the owner read it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PeerAnswer {
    /// It has one.
    Says(Report),
    /// It knows of none.
    Nothing,
    /// It could not be asked.
    Unreachable,
}

impl PeerAnswer {
    pub(super) const fn report(&self) -> Option<&Report> {
        match self {
            Self::Says(report) => Some(report),
            Self::Nothing | Self::Unreachable => None,
        }
    }
}

/// Something that happens to the owner of a delivery. Who sent a message has been verified before.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OwnerEvent {
    /// A neighbour offers to do it.
    BidReceived(Bid),
    /// The timer of the offer's window rang.
    WindowEnded {
        /// The epoch it was set for.
        epoch: Epoch,
        /// For the award.
        fresh: Fresh,
    },
    /// A person does not want to wait for the end of the window.
    DecideNow {
        /// For the award.
        fresh: Fresh,
    },
    /// A person offers it again after nobody came.
    OfferAgain,
    /// A neighbour's Delivery came in: its acknowledgement, its progress, or its giving back.
    Reported {
        /// Who sent it.
        desk: Desk,
        /// What it says.
        report: Report,
    },
    /// The timer of the acknowledgement or of the stall rang.
    DeadlinePassed {
        /// The epoch it was set for.
        epoch: Epoch,
    },
    /// The timer of the question to the neighbour rang.
    AskedInVain {
        /// The epoch it was set for.
        epoch: Epoch,
    },
    /// The neighbour's Delivery was read.
    PeerSays {
        /// The epoch of the question.
        epoch: Epoch,
        /// What was found.
        answer: PeerAnswer,
    },
    /// Somebody said a code at the counter.
    PickupCodeEntered {
        /// The code as it was typed.
        code: String,
    },
    /// The counter vouches that the current carrier's courier has the bag: the code was locked, or checked on paper.
    HandedOverByHand,
    /// A neighbour's signed receipt came in.
    ReceiptReceived {
        /// Who sent it.
        desk: Desk,
        /// The agreement it fulfils.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
        /// The id of the receipt.
        receipt: String,
        /// Whether its PIN is the customer's.
        pin_right: bool,
    },
    /// A person accepts a receipt in spite of its PIN.
    ReceiptAcceptedByHand {
        /// The agreement it fulfils.
        agreement: String,
        /// The id of the receipt.
        receipt: String,
    },
    /// The order was cancelled, the own courier takes it, or the bag came back.
    Close {
        /// Why.
        reason: CloseReason,
    },
}
