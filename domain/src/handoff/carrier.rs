//! The carrier's side: a neighbour's delivery that we may offer to do, do, and are paid for.

mod effect;
mod event;
mod offer;
mod recall;
mod receipt;
mod ride;

pub use effect::{CarrierEffect, CarrierTimer};
pub use event::CarrierEvent;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::after;
use super::message::{Desk, Epoch, Progress, RevokeReason};
use crate::{Instant, Money};

/// What we have to do once the owner has chosen us.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Trip {
    /// The epoch of the agreement.
    pub epoch: Epoch,
    /// The id of the agreement.
    pub agreement: String,
    /// What our courier says at the counter.
    pub pickup_code: String,
    /// The number of the last report; 0 if there was none.
    pub revision: u32,
    /// How far we are.
    pub progress: Progress,
    /// Since when.
    pub since: Instant,
}

/// Where a neighbour's delivery stands with us.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum CarrierState {
    /// Offered to us; we have not answered.
    Offered {
        /// Until when we can.
        answer_by: Instant,
    },
    /// We do not want it.
    Declined,
    /// Our bid is out and binds us.
    Bid {
        /// The id of its message.
        bid: String,
        /// Until when it binds us.
        valid_until: Instant,
    },
    /// Our time to answer, or our bid, has run out.
    Lapsed,
    /// Another was chosen.
    NotSelected,
    /// We were chosen; the address is not read yet. Nobody sets out.
    Awarded {
        /// The trip.
        trip: Trip,
        /// Until when we have to acknowledge.
        ack_by: Instant,
    },
    /// Acknowledged; the trip's progress tells how far we are.
    Carrying {
        /// The trip.
        trip: Trip,
    },
    /// Brought; the receipt is out.
    Delivered {
        /// The trip.
        trip: Trip,
        /// The id of the receipt.
        receipt: String,
    },
    /// The owner has accepted the receipt: it owes us the fee.
    Settled {
        /// The trip.
        trip: Trip,
        /// The id of the receipt.
        receipt: String,
    },
    /// The owner does not accept the receipt; people have to talk.
    Disputed {
        /// The trip.
        trip: Trip,
        /// The id of the receipt.
        receipt: String,
    },
    /// Nobody took it at the door; the trip's progress tells where the bag is.
    Failed {
        /// The trip.
        trip: Trip,
    },
    /// We gave it back before taking the bag.
    Released {
        /// The trip.
        trip: Trip,
    },
    /// The owner took it back.
    Revoked {
        /// Why.
        reason: RevokeReason,
    },
}

/// One delivery of a neighbour as we see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Carrier {
    owner: Desk,
    fee: Money,
    epoch: Epoch,
    state: CarrierState,
    /// Epochs that are over: revoked, perhaps before their award came, or given back.
    over: BTreeSet<Epoch>,
    /// Trips of earlier epochs, for the owner's questions.
    past: Vec<Trip>,
}

impl Carrier {
    /// A neighbour offers a delivery for the first time. `answer_by` is judged with [`super::deadline`].
    pub fn offered(
        owner: Desk,
        fee: Money,
        epoch: Epoch,
        answer_by: Instant,
        now: Instant,
    ) -> (Self, Vec<CarrierEffect>) {
        let mut carrier = Self {
            owner,
            fee,
            epoch: 0,
            state: CarrierState::Lapsed,
            over: BTreeSet::new(),
            past: Vec::new(),
        };
        let effects = carrier.proposed(epoch, fee, answer_by, now);
        (carrier, effects)
    }

    /// The next state and what follows from `event`.
    #[must_use]
    pub fn on(mut self, event: CarrierEvent, now: Instant) -> (Self, Vec<CarrierEffect>) {
        let effects = match event {
            CarrierEvent::Proposed {
                epoch,
                fee,
                answer_by,
            } => self.proposed(epoch, fee, answer_by, now),
            CarrierEvent::BidMade { bid, eta } => self.bid_made(bid, eta, now),
            CarrierEvent::Declined => self.declined(),
            CarrierEvent::BidRejected { bid } => self.bid_rejected(&bid),
            CarrierEvent::AwardReceived {
                bid,
                agreement,
                epoch,
                pickup_code,
                ack_by,
            } => self.award_received(&bid, agreement, epoch, pickup_code, ack_by, now),
            CarrierEvent::HandoffRead { epoch } => self.handoff_read(epoch, now),
            CarrierEvent::HandoffNotYetOpen { epoch } => self.handoff_not_yet_open(epoch, now),
            CarrierEvent::HandoffRefused { epoch } => self.handoff_refused(epoch, now),
            CarrierEvent::DeadlinePassed { epoch } => self.deadline_passed(epoch, now),
            CarrierEvent::Progressed { progress, eta } => self.progressed(progress, eta, now),
            CarrierEvent::Release => self.release(now),
            CarrierEvent::RefusedAtCounter => self.release(now),
            CarrierEvent::Brought { receipt, pin } => self.brought(receipt, pin, now),
            CarrierEvent::ReceiptAccepted { receipt } => self.receipt_accepted(&receipt),
            CarrierEvent::ReceiptRejected {
                receipt,
                reason,
                tries_left,
            } => self.receipt_rejected(&receipt, reason, tries_left, now),
            CarrierEvent::Revoked { epoch, reason } => self.revoked(epoch, reason),
        };
        (self, effects)
    }

    /// The owner's desk.
    pub const fn owner(&self) -> &Desk {
        &self.owner
    }
    /// The fixed fee.
    pub const fn fee(&self) -> Money {
        self.fee
    }
    /// The latest epoch we know.
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }
    /// Where it stands.
    pub const fn state(&self) -> &CarrierState {
        &self.state
    }
    /// The state's name, for a column.
    pub const fn state_name(&self) -> &'static str {
        match &self.state {
            CarrierState::Offered { .. } => "offered",
            CarrierState::Declined => "declined",
            CarrierState::Bid { .. } => "bid",
            CarrierState::Lapsed => "lapsed",
            CarrierState::NotSelected => "notSelected",
            CarrierState::Awarded { .. } => "awarded",
            CarrierState::Carrying { .. } => "carrying",
            CarrierState::Delivered { .. } => "delivered",
            CarrierState::Settled { .. } => "settled",
            CarrierState::Disputed { .. } => "disputed",
            CarrierState::Failed { .. } => "failed",
            CarrierState::Released { .. } => "released",
            CarrierState::Revoked { .. } => "revoked",
        }
    }
    /// The trip of the current epoch, if we were chosen.
    pub const fn trip(&self) -> Option<&Trip> {
        match &self.state {
            CarrierState::Awarded { trip, .. }
            | CarrierState::Carrying { trip }
            | CarrierState::Delivered { trip, .. }
            | CarrierState::Settled { trip, .. }
            | CarrierState::Disputed { trip, .. }
            | CarrierState::Failed { trip }
            | CarrierState::Released { trip } => Some(trip),
            _ => None,
        }
    }
    /// When the machine next has to be woken, if it waits for a time.
    pub const fn wakes_at(&self) -> Option<Instant> {
        match &self.state {
            CarrierState::Offered { answer_by } => Some(*answer_by),
            CarrierState::Bid { valid_until, .. } => Some(*valid_until),
            CarrierState::Awarded { ack_by, .. } => Some(*ack_by),
            _ => None,
        }
    }
    /// Whether a courier of ours is bound: promised, on the way, or carrying.
    pub const fn binds_courier(&self) -> bool {
        matches!(
            self.state,
            CarrierState::Bid { .. } | CarrierState::Awarded { .. } | CarrierState::Carrying { .. }
        )
    }
    /// Whether an earlier epoch was awarded to us.
    pub const fn had_earlier_award(&self) -> bool {
        !self.past.is_empty()
    }
    /// What the owner is told when it reads our Delivery of an agreement; `None` if we have reported nothing of it.
    pub fn report_of(&self, agreement: &str) -> Option<&Trip> {
        self.trip()
            .into_iter()
            .chain(self.past.iter().rev())
            .find(|trip| trip.agreement == agreement && trip.revision > 0)
    }
}
