//! The delivery hand-off: how a delivery goes from the co-op that owns it to a neighbour that carries it.
//!
//! Two state machines, [`Owner`] and [`Carrier`], that talk by messages which may be lost, repeated, late or out of order. Both are pure:
//! `on(event, now)` gives the next state and the effects. The caller stores the state and queues the effects in one transaction.
//!
//! What makes it safe:
//!
//! - Only the owner turns a bid into an award, at most one an epoch. Everything later names agreement and epoch; only the current pair
//!   changes anything. Messages of a past pair are corrected by repeating the revocation, and are evidence for a wasted trip.
//! - The bag leaves the counter once, for the pickup code of the current award. After that nothing is revoked.
//! - A receipt counts once, and only for the award that has the bag.
//! - A carrier never sets out on a bid, award or deadline that it considers lapsed.
//! - A repeated message changes nothing and gets the same answer.

mod carrier;
mod message;
mod owner;
mod selection;

pub use carrier::{Carrier, CarrierEffect, CarrierEvent, CarrierState, CarrierTimer, Trip};
pub use message::{
    BidRefusal, CloseReason, Desk, Epoch, NotADesk, Progress, Question, ReceiptRefusal, Report,
    RevokeReason, deadline,
};
pub use owner::{
    Award, Bid, CounterAnswer, Fresh, OfferTerms, Owner, OwnerEffect, OwnerEvent, OwnerState,
    OwnerTimer, PastAward, PeerAnswer,
};
pub use selection::{SelectionReason, select};

/// Seconds an offer stays open, unless the co-op says otherwise.
pub const OFFER_WINDOW_SECONDS: u32 = 60;
/// Seconds a bid stays binding after the offer's window has ended.
pub const BID_VALID_SECONDS: u32 = 120;
/// Seconds the winner has to acknowledge.
pub const ACK_SECONDS: u32 = 120;
/// Seconds the owner waits when it asks a winner that has not been heard of.
pub const ASK_SECONDS: u32 = 30;
/// Seconds after the end of the pickup window when a delivery that nobody fetched is offered again.
pub const STALL_SECONDS: u32 = 25 * 60;
/// Seconds after which an address that cannot be read yet is asked for again.
pub const HANDOFF_RETRY_SECONDS: u32 = 3;
/// Seconds for which an address is asked for again that was forgotten although our courier has the bag.
pub const DOOR_LOST_SECONDS: u32 = 10 * 60;

/// `seconds` after `start`.
fn after(start: crate::Instant, seconds: u32) -> crate::Instant {
    start.plus(chrono::TimeDelta::seconds(i64::from(seconds)))
}
