//! The owner's side: one delivery, offered to neighbours, given to at most one of them at a time.

mod award;
mod bids;
mod counter;
mod effect;
mod event;
mod recall;
mod receipt;
mod report;

pub use effect::{CounterAnswer, OwnerEffect, OwnerTimer};
pub use event::{Fresh, OwnerEvent, PeerAnswer};

use serde::{Deserialize, Serialize};

use super::after;
use super::message::{CloseReason, Desk, Epoch, Progress, RevokeReason};
use crate::{Instant, Money};

/// What is fixed about a delivery when it is first offered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OfferTerms {
    /// The fixed fee. A bid with another is refused.
    pub fee: Money,
    /// How long an offer is open, in seconds.
    pub window_seconds: u32,
    /// How long the winner has to acknowledge, in seconds.
    pub ack_seconds: u32,
    /// How long after the pickup window a courier may come, in seconds.
    pub stall_seconds: u32,
    /// The end of the pickup window.
    pub pickup_until: Instant,
    /// Until when the delivery is offered again by itself if an award is taken back; later a person decides.
    pub reoffer_until: Instant,
}

/// A neighbour's binding word to carry the delivery.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bid {
    /// Who.
    pub desk: Desk,
    /// The id of its message, which an award or a refusal answers.
    pub id: String,
    /// The epoch of the offer it answers.
    pub epoch: Epoch,
    /// The fee it repeats.
    pub fee: Money,
    /// When its courier would be at the pickup.
    pub eta: Instant,
    /// Until when it binds.
    pub valid_until: Instant,
    /// How many of our deliveries the neighbour has carried in this period; known to us, not told by it.
    pub carried: u32,
}

/// The delivery given to a neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Award {
    /// To whom.
    pub desk: Desk,
    /// The bid it answers.
    pub bid: String,
    /// The id of the agreement.
    pub agreement: String,
    /// What its courier says at the counter.
    pub pickup_code: String,
    /// Until when it had to be acknowledged.
    pub ack_by: Instant,
    /// Whether the acknowledgement was accepted; a wasted trip is owed if the award is taken back after.
    pub acknowledged: bool,
    /// The highest revision of its reports.
    pub revision: u32,
    /// The last it reported.
    pub progress: Option<Progress>,
    /// When its courier will be at the next stop.
    pub eta: Instant,
    /// How often a wrong code was said at the counter.
    pub wrong_codes: u32,
    /// The receipts that had a wrong PIN; a repeated one counts once.
    pub refused_receipts: Vec<String>,
}

/// An award that has ended without a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PastAward {
    /// Its epoch.
    pub epoch: Epoch,
    /// Whose it was.
    pub desk: Desk,
    /// The id of the agreement.
    pub agreement: String,
    /// The code that no longer opens anything.
    pub pickup_code: String,
    /// Until when it had to be acknowledged.
    pub ack_by: Instant,
    /// Why it ended.
    pub reason: RevokeReason,
    /// Whether a wasted trip has been credited; never twice.
    pub compensated: bool,
}

/// Where the delivery stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum OwnerState {
    /// Offered; bids come in.
    Open {
        /// When the window ends.
        window_ends: Instant,
    },
    /// Nobody offered; a person decides.
    NobodyOffered,
    /// Given to a neighbour that has not acknowledged.
    Awarded {
        /// To whom.
        award: Award,
        /// Until when an answer is awaited, if the neighbour has been asked because its time was up.
        asked_until: Option<Instant>,
    },
    /// Acknowledged.
    Committed {
        /// Whose.
        award: Award,
        /// When it counts as stalled.
        stall_at: Instant,
        /// Until when an answer is awaited, if the neighbour has been asked because its time was up.
        asked_until: Option<Instant>,
    },
    /// The neighbour's courier has the bag. Nothing is taken back any more.
    HandedOver {
        /// Whose.
        award: Award,
    },
    /// Delivered; the receipt is accepted and is a claim on us.
    Delivered {
        /// Whose.
        award: Award,
        /// The id of the receipt.
        receipt: String,
    },
    /// Ended without a delivery by a neighbour.
    Closed {
        /// Why.
        reason: CloseReason,
    },
}

/// One delivery as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Owner {
    terms: OfferTerms,
    epoch: Epoch,
    state: OwnerState,
    bids: Vec<Bid>,
    past: Vec<PastAward>,
}

impl Owner {
    /// Offers a delivery to the neighbours.
    pub fn open(terms: OfferTerms, now: Instant) -> (Self, Vec<OwnerEffect>) {
        let mut owner = Self {
            terms,
            epoch: 0,
            state: OwnerState::NobodyOffered,
            bids: Vec::new(),
            past: Vec::new(),
        };
        let effects = owner.offer(now);
        (owner, effects)
    }

    /// The next state and what follows from `event`. Events that come twice, late or out of turn are answered as the first time, and change nothing.
    #[must_use]
    pub fn on(mut self, event: OwnerEvent, now: Instant) -> (Self, Vec<OwnerEffect>) {
        let effects = match event {
            OwnerEvent::BidReceived(bid) => self.bid_received(bid, now),
            OwnerEvent::WindowEnded { epoch, fresh } => self.window_ended(epoch, fresh, now),
            OwnerEvent::DecideNow { fresh } => self.decide_now(fresh, now),
            OwnerEvent::OfferAgain => self.offer_again(now),
            OwnerEvent::Reported { desk, report } => self.reported(&desk, &report, now),
            OwnerEvent::DeadlinePassed { epoch } => self.deadline_passed(epoch, now),
            OwnerEvent::AskedInVain { epoch } => self.asked_in_vain(epoch, now),
            OwnerEvent::PeerSays { epoch, answer } => self.peer_says(epoch, answer, now),
            OwnerEvent::PickupCodeEntered { code } => self.code_entered(&code),
            OwnerEvent::HandedOverByHand => self.handed_over_by_hand(),
            OwnerEvent::ReceiptReceived {
                desk,
                agreement,
                epoch,
                receipt,
                pin_right,
            } => self.receipt_received(&desk, &agreement, epoch, receipt, pin_right),
            OwnerEvent::ReceiptAcceptedByHand { agreement, receipt } => {
                self.receipt_accepted_by_hand(&agreement, receipt)
            }
            OwnerEvent::Close { reason } => self.close(reason),
        };
        (self, effects)
    }

    /// What was fixed at the beginning.
    pub const fn terms(&self) -> &OfferTerms {
        &self.terms
    }
    /// The current epoch.
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }
    /// Where the delivery stands.
    pub const fn state(&self) -> &OwnerState {
        &self.state
    }
    /// The bids of the current epoch.
    pub fn bids(&self) -> &[Bid] {
        &self.bids
    }
    /// The awards that have been taken back or given back.
    pub fn past(&self) -> &[PastAward] {
        &self.past
    }
    /// The current award, if there is one.
    pub const fn award(&self) -> Option<&Award> {
        match &self.state {
            OwnerState::Awarded { award, .. }
            | OwnerState::Committed { award, .. }
            | OwnerState::HandedOver { award }
            | OwnerState::Delivered { award, .. } => Some(award),
            _ => None,
        }
    }
    /// The state's name, for a column.
    pub const fn state_name(&self) -> &'static str {
        match &self.state {
            OwnerState::Open { .. } => "open",
            OwnerState::NobodyOffered => "nobodyOffered",
            OwnerState::Awarded { .. } => "awarded",
            OwnerState::Committed { .. } => "committed",
            OwnerState::HandedOver { .. } => "handedOver",
            OwnerState::Delivered { .. } => "delivered",
            OwnerState::Closed { .. } => "closed",
        }
    }
    /// When the machine next has to be woken, if it waits for a time.
    pub const fn wakes_at(&self) -> Option<Instant> {
        match &self.state {
            OwnerState::Open { window_ends } => Some(*window_ends),
            OwnerState::Awarded {
                asked_until: Some(at),
                ..
            }
            | OwnerState::Committed {
                asked_until: Some(at),
                ..
            } => Some(*at),
            OwnerState::Awarded { award, .. } => Some(award.ack_by),
            OwnerState::Committed { stall_at, .. } => Some(*stall_at),
            _ => None,
        }
    }
    /// Whether the bag has left the counter with a neighbour's courier.
    pub const fn bag_is_gone(&self) -> bool {
        matches!(
            self.state,
            OwnerState::HandedOver { .. } | OwnerState::Delivered { .. }
        )
    }

    const fn award_mut(&mut self) -> Option<&mut Award> {
        match &mut self.state {
            OwnerState::Awarded { award, .. }
            | OwnerState::Committed { award, .. }
            | OwnerState::HandedOver { award }
            | OwnerState::Delivered { award, .. } => Some(award),
            _ => None,
        }
    }
    /// Whether a message names the pair of agreement and epoch that counts.
    fn is_current(&self, desk: &Desk, agreement: &str, epoch: Epoch) -> bool {
        epoch == self.epoch
            && self
                .award()
                .is_some_and(|award| award.desk == *desk && award.agreement == agreement)
    }
}
