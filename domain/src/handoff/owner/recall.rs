//! Taking an award back: nobody acknowledged, nobody came, or it is not wanted any more. And saying so again to who has not heard it.

use super::{Owner, OwnerEffect, OwnerState, OwnerTimer, PastAward, PeerAnswer, after};
use crate::Instant;
use crate::handoff::ASK_SECONDS;
use crate::handoff::message::{
    BidRefusal, CloseReason, Desk, Epoch, Progress, Question, Report, RevokeReason,
};

impl Owner {
    /// The time to acknowledge or to come is up: the neighbour is asked before anything is taken from it.
    pub(super) fn deadline_passed(&mut self, epoch: Epoch, now: Instant) -> Vec<OwnerEffect> {
        if epoch != self.epoch {
            return Vec::new();
        }
        let (award, due, asked_until) = match &mut self.state {
            OwnerState::Awarded { award, asked_until } => {
                let due = award.ack_by;
                (award, due, asked_until)
            }
            OwnerState::Committed {
                award,
                stall_at,
                asked_until,
            } => (award, *stall_at, asked_until),
            _ => return Vec::new(),
        };
        let timer = |timer, at| OwnerEffect::SetTimer { timer, epoch, at };
        if now < due {
            return vec![timer(OwnerTimer::Deadline, due)];
        }
        if asked_until.is_some() {
            return Vec::new();
        }
        let until = after(now, ASK_SECONDS);
        *asked_until = Some(until);
        vec![
            OwnerEffect::ReadDelivery {
                desk: award.desk.clone(),
                agreement: award.agreement.clone(),
                epoch,
            },
            timer(OwnerTimer::Asked, until),
        ]
    }

    /// The timer of the question rang.
    pub(super) fn asked_in_vain(&mut self, epoch: Epoch, now: Instant) -> Vec<OwnerEffect> {
        match self.asked_until() {
            Some(until) if epoch == self.epoch && now < until => vec![OwnerEffect::SetTimer {
                timer: OwnerTimer::Asked,
                epoch,
                at: until,
            }],
            _ => self.peer_says(epoch, PeerAnswer::Unreachable, now),
        }
    }

    pub(super) fn peer_says(
        &mut self,
        epoch: Epoch,
        answer: PeerAnswer,
        now: Instant,
    ) -> Vec<OwnerEffect> {
        if epoch != self.epoch || self.asked_until().is_none() {
            return Vec::new();
        }
        let Some(award) = self.award() else {
            return Vec::new();
        };
        let desk = award.desk.clone();
        let report = answer
            .report()
            .filter(|report| report.epoch == epoch && report.agreement == award.agreement);
        let was_acknowledged = award.acknowledged;
        let mut effects = report.map_or_else(Vec::new, |report| self.reported(&desk, report, now));
        let reason = match report.map(|report| report.progress) {
            // `reported` has done what follows.
            Some(Progress::Released) => return effects,
            Some(_) if !was_acknowledged => return effects,
            Some(progress) if progress.has_had_bag() => {
                effects.extend(self.wait_for_counter(now));
                return effects;
            }
            _ if was_acknowledged => RevokeReason::Stalled,
            _ => RevokeReason::NoAck,
        };
        effects.extend(self.take_back(reason));
        effects.extend(self.offer_or_ask(now));
        effects
    }

    const fn asked_until(&self) -> Option<Instant> {
        match &self.state {
            OwnerState::Awarded { asked_until, .. } | OwnerState::Committed { asked_until, .. } => {
                *asked_until
            }
            _ => None,
        }
    }

    /// The carrier says it has the bag, the counter does not know of it. People find out; nothing is taken back meanwhile.
    fn wait_for_counter(&mut self, now: Instant) -> Vec<OwnerEffect> {
        let at = after(now, self.terms.stall_seconds);
        if let OwnerState::Committed {
            stall_at,
            asked_until,
            ..
        } = &mut self.state
        {
            *stall_at = at;
            *asked_until = None;
        }
        vec![
            OwnerEffect::AskHuman(Question::CounterDisagrees),
            OwnerEffect::SetTimer {
                timer: OwnerTimer::Deadline,
                epoch: self.epoch,
                at,
            },
        ]
    }

    /// Ends the current award before the bag has gone. The caller decides what comes after.
    pub(super) fn take_back(&mut self, reason: RevokeReason) -> Vec<OwnerEffect> {
        let (OwnerState::Awarded { award, .. } | OwnerState::Committed { award, .. }) =
            std::mem::replace(&mut self.state, OwnerState::NobodyOffered)
        else {
            return Vec::new();
        };
        let mut effects = vec![OwnerEffect::CloseHandoff { epoch: self.epoch }];
        if reason != RevokeReason::Released {
            effects.push(OwnerEffect::Revoke {
                desk: award.desk.clone(),
                agreement: award.agreement.clone(),
                epoch: self.epoch,
                reason,
            });
        }
        let owed = award.acknowledged && reason != RevokeReason::Released;
        self.past.push(PastAward {
            epoch: self.epoch,
            desk: award.desk,
            agreement: award.agreement,
            pickup_code: award.pickup_code,
            ack_by: award.ack_by,
            reason,
            compensated: false,
        });
        if owed {
            effects.extend(self.past.last_mut().and_then(PastAward::compensate));
        }
        effects
    }

    /// After an award has ended: offer again, or ask a person if it is late.
    pub(super) fn offer_or_ask(&mut self, now: Instant) -> Vec<OwnerEffect> {
        if now <= self.terms.reoffer_until {
            self.offer(now)
        } else {
            self.state = OwnerState::NobodyOffered;
            vec![OwnerEffect::AskHuman(Question::NobodyOffered)]
        }
    }

    /// Not offered any more. Once the bag has gone, only a failed delivery ends without a receipt.
    pub(super) fn close(&mut self, reason: CloseReason) -> Vec<OwnerEffect> {
        let effects = match (&self.state, reason) {
            (OwnerState::HandedOver { award }, CloseReason::Failed) => {
                // Booked with the carrier's report; without one the carrier has not booked it either.
                let told = matches!(
                    award.progress,
                    Some(Progress::Failed | Progress::Returning | Progress::Returned)
                );
                let past = PastAward {
                    epoch: self.epoch,
                    desk: award.desk.clone(),
                    agreement: award.agreement.clone(),
                    pickup_code: award.pickup_code.clone(),
                    ack_by: award.ack_by,
                    reason: RevokeReason::Failed,
                    compensated: told,
                };
                self.past.push(past);
                Vec::new()
            }
            (
                OwnerState::HandedOver { .. }
                | OwnerState::Delivered { .. }
                | OwnerState::Closed { .. },
                _,
            )
            | (_, CloseReason::Failed) => return Vec::new(),
            (OwnerState::Open { .. } | OwnerState::NobodyOffered, _) => self.turn_away(),
            (_, CloseReason::Cancelled) => self.take_back(RevokeReason::Cancelled),
            (_, CloseReason::OwnCourier) => self.take_back(RevokeReason::OwnCourier),
        };
        self.state = OwnerState::Closed { reason };
        effects
    }

    fn turn_away(&self) -> Vec<OwnerEffect> {
        self.bids
            .iter()
            .map(|bid| OwnerEffect::RejectBid {
                desk: bid.desk.clone(),
                bid: bid.id.clone(),
                epoch: bid.epoch,
                reason: BidRefusal::Closed,
            })
            .collect()
    }

    /// A message of a pair that does not count any more. The revocation is said again; an acknowledgement that was in time earns the trip.
    pub(super) fn correct(&mut self, desk: &Desk, report: &Report) -> Vec<OwnerEffect> {
        let Some(past) = self.past_of(desk, &report.agreement, report.epoch) else {
            return Vec::new();
        };
        if report.progress == Progress::Released {
            return Vec::new();
        }
        let mut effects: Vec<_> = past.revoked_again().into_iter().collect();
        let failed = past.reason == RevokeReason::Failed && report.progress == Progress::Failed;
        if failed || report.created <= past.ack_by {
            effects.extend(past.compensate());
        }
        effects
    }

    pub(super) fn past_of(
        &mut self,
        desk: &Desk,
        agreement: &str,
        epoch: Epoch,
    ) -> Option<&mut PastAward> {
        self.past
            .iter_mut()
            .find(|past| past.epoch == epoch && past.desk == *desk && past.agreement == agreement)
    }
}

impl PastAward {
    /// Credits the wasted trip, once. Who gave the delivery back is owed nothing.
    pub(super) fn compensate(&mut self) -> Option<OwnerEffect> {
        if self.compensated || self.reason == RevokeReason::Released {
            return None;
        }
        self.compensated = true;
        Some(OwnerEffect::CompensateWastedTrip {
            desk: self.desk.clone(),
            agreement: self.agreement.clone(),
            epoch: self.epoch,
        })
    }

    /// The revocation once more; there was none if the delivery failed at the door.
    pub(super) fn revoked_again(&self) -> Option<OwnerEffect> {
        (self.reason != RevokeReason::Failed).then(|| OwnerEffect::Revoke {
            desk: self.desk.clone(),
            agreement: self.agreement.clone(),
            epoch: self.epoch,
            reason: self.reason,
        })
    }
}
