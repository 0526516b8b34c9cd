//! What the owner of a delivery has to do.

use crate::Instant;
use crate::handoff::message::{
    BidRefusal, Desk, Epoch, Progress, Question, ReceiptRefusal, RevokeReason,
};
use crate::handoff::selection::SelectionReason;

crate::text_enum! {
    /// What the owner waits for.
    pub enum OwnerTimer("owner timer") {
        /// The end of the offer's window; rings as `WindowEnded`.
        Window = "window",
        /// The acknowledgement or the pickup; rings as `DeadlinePassed`.
        Deadline = "deadline",
        /// The answer to a question; rings as `AskedInVain`.
        Asked = "asked",
    }
}
crate::text_serde!(OwnerTimer);

/// What the counter is told about a code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CounterAnswer {
    /// Give the bag to this courier.
    HandOver {
        /// Whose courier it is.
        desk: Desk,
    },
    /// The bag has gone already; the code works once.
    AlreadyHandedOver,
    /// The code was right once, but the delivery was taken from that neighbour. Its trip is paid.
    TakenBack {
        /// Whose courier it is.
        desk: Desk,
    },
    /// A wrong code.
    Wrong {
        /// How many tries are left.
        left: u32,
    },
    /// Wrong too often; the counter calls the dispatch.
    Locked,
    /// No neighbour has this delivery.
    NobodyExpected,
}

/// Something the owner has to do. Each may be done twice without harm.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OwnerEffect {
    /// Send the Proposal to every candidate.
    SendProposal {
        /// The epoch.
        epoch: Epoch,
        /// Until when bids are taken.
        window_ends: Instant,
    },
    /// Let the customer's co-op open the address to the winner, and to nobody else.
    OpenHandoff {
        /// The winner.
        desk: Desk,
        /// The agreement.
        agreement: String,
        /// The epoch.
        epoch: Epoch,
    },
    /// Close the address that was opened in this epoch.
    CloseHandoff {
        /// The epoch.
        epoch: Epoch,
    },
    /// Send the winner its agreement.
    SendAward {
        /// The winner.
        desk: Desk,
        /// The bid it answers.
        bid: String,
        /// The agreement.
        agreement: String,
        /// The epoch.
        epoch: Epoch,
        /// What the courier says at the counter.
        pickup_code: String,
        /// Until when to acknowledge.
        ack_by: Instant,
        /// What decided; for the log.
        because: SelectionReason,
    },
    /// Refuse a bid.
    RejectBid {
        /// Whose.
        desk: Desk,
        /// Which.
        bid: String,
        /// The epoch the bid named.
        epoch: Epoch,
        /// Why.
        reason: BidRefusal,
    },
    /// Take an award back, or say again that it has been.
    Revoke {
        /// Whose.
        desk: Desk,
        /// Which.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
        /// Why.
        reason: RevokeReason,
    },
    /// Read the neighbour's Delivery by signed GET and tell the machine with `PeerSays`.
    ReadDelivery {
        /// Whose.
        desk: Desk,
        /// Of which agreement.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
    },
    /// Wake the machine.
    SetTimer {
        /// For what.
        timer: OwnerTimer,
        /// In which epoch.
        epoch: Epoch,
        /// When.
        at: Instant,
    },
    /// Tell the counter.
    CounterSays(CounterAnswer),
    /// Tell the customer (through the customer's co-op) how far it is.
    RelayState {
        /// How far.
        progress: Progress,
        /// When the courier will be at the next stop.
        eta: Option<Instant>,
    },
    /// Accept the receipt. The claim is written under the receipt's id, once.
    AcceptReceipt {
        /// Whose.
        desk: Desk,
        /// Of which agreement.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
        /// The id of the receipt.
        receipt: String,
    },
    /// Do not accept the receipt.
    RejectReceipt {
        /// Whose.
        desk: Desk,
        /// Of which agreement.
        agreement: String,
        /// The id of the receipt.
        receipt: String,
        /// Why.
        reason: ReceiptRefusal,
        /// How many tries are left for the PIN.
        tries_left: u32,
    },
    /// Write down that a wasted trip is owed. Comes once an agreement.
    CompensateWastedTrip {
        /// To whom.
        desk: Desk,
        /// For which agreement.
        agreement: String,
        /// Its epoch.
        epoch: Epoch,
    },
    /// Ask a person of ours.
    AskHuman(Question),
}
