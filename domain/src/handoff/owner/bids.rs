//! Bids come in while the window is open.

use super::{Bid, Owner, OwnerEffect, OwnerState, OwnerTimer, after};
use crate::Instant;
use crate::handoff::message::BidRefusal;

/// The most bids kept for one offer; a co-op has fewer neighbours.
const MAX_BIDS: usize = 200;

impl Owner {
    /// Opens the next epoch.
    pub(super) fn offer(&mut self, now: Instant) -> Vec<OwnerEffect> {
        let window_ends = after(now, self.terms.window_seconds);
        self.epoch = self.epoch.saturating_add(1);
        self.bids.clear();
        self.state = OwnerState::Open { window_ends };
        vec![
            OwnerEffect::SendProposal {
                epoch: self.epoch,
                window_ends,
            },
            OwnerEffect::SetTimer {
                timer: OwnerTimer::Window,
                epoch: self.epoch,
                at: window_ends,
            },
        ]
    }

    pub(super) fn offer_again(&mut self, now: Instant) -> Vec<OwnerEffect> {
        if self.state == OwnerState::NobodyOffered {
            self.offer(now)
        } else {
            Vec::new()
        }
    }

    pub(super) fn bid_received(&mut self, bid: Bid, now: Instant) -> Vec<OwnerEffect> {
        // The winner's bid once more: its award may have been lost. Nothing new is decided.
        if let Some(again) = self.award_again(&bid) {
            return again;
        }
        let known = self.bids.iter().any(|known| known.id == bid.id);
        if let Some(reason) = self.refusal(&bid, known, now) {
            return vec![OwnerEffect::RejectBid {
                desk: bid.desk,
                bid: bid.id,
                epoch: bid.epoch,
                reason,
            }];
        }
        if !known {
            self.bids.push(bid);
        }
        Vec::new()
    }

    fn refusal(&self, bid: &Bid, known: bool, now: Instant) -> Option<BidRefusal> {
        if bid.epoch != self.epoch {
            return Some(BidRefusal::StaleEpoch);
        }
        match &self.state {
            OwnerState::Open { .. } if known => None,
            OwnerState::Open { window_ends } => {
                if bid.fee != self.terms.fee {
                    Some(BidRefusal::FeeChanged)
                } else if now > *window_ends || bid.valid_until <= now {
                    Some(BidRefusal::TooLate)
                } else if self.bids.iter().any(|other| other.desk == bid.desk) {
                    Some(BidRefusal::AlreadyOffered)
                } else if self.bids.len() >= MAX_BIDS {
                    Some(BidRefusal::NotSelected)
                } else {
                    None
                }
            }
            OwnerState::NobodyOffered => Some(BidRefusal::TooLate),
            OwnerState::Closed { .. } => Some(BidRefusal::Closed),
            _ => Some(BidRefusal::NotSelected),
        }
    }
}
