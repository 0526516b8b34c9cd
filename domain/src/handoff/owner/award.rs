//! The end of the window: one bid becomes the award of the epoch.

use super::{Award, Bid, Fresh, Owner, OwnerEffect, OwnerState, OwnerTimer, after};
use crate::Instant;
use crate::handoff::message::{BidRefusal, Epoch, Question};
use crate::handoff::selection::{SelectionReason, select};

impl Owner {
    pub(super) fn window_ended(
        &mut self,
        epoch: Epoch,
        fresh: Fresh,
        now: Instant,
    ) -> Vec<OwnerEffect> {
        match self.state {
            OwnerState::Open { window_ends } if epoch == self.epoch => {
                if now < window_ends {
                    return vec![OwnerEffect::SetTimer {
                        timer: OwnerTimer::Window,
                        epoch,
                        at: window_ends,
                    }];
                }
                self.decide(fresh, now)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn decide_now(&mut self, fresh: Fresh, now: Instant) -> Vec<OwnerEffect> {
        // Without a binding bid there is nothing to decide yet: the window stays open.
        if matches!(self.state, OwnerState::Open { .. }) && select(&self.bids, now).is_some() {
            self.decide(fresh, now)
        } else {
            Vec::new()
        }
    }

    fn decide(&mut self, fresh: Fresh, now: Instant) -> Vec<OwnerEffect> {
        let Some((winner, because)) = select(&self.bids, now) else {
            self.state = OwnerState::NobodyOffered;
            return vec![OwnerEffect::AskHuman(Question::NobodyOffered)];
        };
        let award = Award {
            desk: winner.desk.clone(),
            bid: winner.id.clone(),
            agreement: fresh.agreement,
            pickup_code: fresh.pickup_code,
            ack_by: after(now, self.terms.ack_seconds),
            acknowledged: false,
            revision: 0,
            progress: None,
            eta: winner.eta,
            wrong_codes: 0,
            refused_receipts: Vec::new(),
        };
        // The address is opened before the winner is told, so that the winner does not come too early.
        let mut effects = vec![
            OwnerEffect::OpenHandoff {
                desk: award.desk.clone(),
                agreement: award.agreement.clone(),
                epoch: self.epoch,
            },
            self.send_award(&award, because),
        ];
        effects.extend(
            self.bids
                .iter()
                .filter(|bid| bid.id != award.bid)
                .map(|bid| OwnerEffect::RejectBid {
                    desk: bid.desk.clone(),
                    bid: bid.id.clone(),
                    epoch: bid.epoch,
                    reason: BidRefusal::NotSelected,
                }),
        );
        effects.push(OwnerEffect::SetTimer {
            timer: OwnerTimer::Deadline,
            epoch: self.epoch,
            at: award.ack_by,
        });
        self.state = OwnerState::Awarded {
            award,
            asked_until: None,
        };
        effects
    }

    /// The answer to the winner's repeated bid, if it is that.
    pub(super) fn award_again(&self, bid: &Bid) -> Option<Vec<OwnerEffect>> {
        let award = self.award()?;
        if bid.epoch != self.epoch || award.desk != bid.desk || award.bid != bid.id {
            return None;
        }
        Some(match self.state {
            OwnerState::Awarded { .. } => {
                vec![self.send_award(award, SelectionReason::OnlyBid)]
            }
            _ => Vec::new(),
        })
    }

    fn send_award(&self, award: &Award, because: SelectionReason) -> OwnerEffect {
        OwnerEffect::SendAward {
            desk: award.desk.clone(),
            bid: award.bid.clone(),
            agreement: award.agreement.clone(),
            epoch: self.epoch,
            pickup_code: award.pickup_code.clone(),
            ack_by: award.ack_by,
            because,
        }
    }
}
