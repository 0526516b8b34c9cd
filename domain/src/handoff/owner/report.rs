//! The carrier's Delivery comes in: acknowledgement, progress, giving back.

use super::{Owner, OwnerEffect, OwnerState, OwnerTimer, after};
use crate::Instant;
use crate::handoff::message::{Desk, Progress, Question, Report, RevokeReason};

impl Owner {
    pub(super) fn reported(
        &mut self,
        desk: &Desk,
        report: &Report,
        now: Instant,
    ) -> Vec<OwnerEffect> {
        if !self.is_current(desk, &report.agreement, report.epoch) {
            return self.correct(desk, report);
        }
        if report.progress == Progress::Released {
            return self.given_back(report, now);
        }
        let mut effects = self.acknowledged(now);
        let Some(award) = self.award_mut() else {
            return effects;
        };
        if report.revision <= award.revision {
            return effects;
        }
        award.revision = report.revision;
        award.progress = Some(report.progress);
        if let Some(eta) = report.eta {
            award.eta = eta;
        }
        effects.push(OwnerEffect::RelayState {
            progress: report.progress,
            eta: report.eta,
        });
        if report.progress == Progress::Failed && self.bag_is_gone() {
            // The carrier books its trip with this report, so we do as well; a person decides about the order.
            effects.push(OwnerEffect::CompensateWastedTrip {
                desk: desk.clone(),
                agreement: report.agreement.clone(),
                epoch: self.epoch,
            });
            effects.push(OwnerEffect::AskHuman(Question::DeliveryFailed));
        }
        effects
    }

    /// Any report but a giving back is an acknowledgement: it says that the carrier has stored the agreement.
    fn acknowledged(&mut self, now: Instant) -> Vec<OwnerEffect> {
        let OwnerState::Awarded { award, .. } = &self.state else {
            return Vec::new();
        };
        let mut award = award.clone();
        award.acknowledged = true;
        // A delivery that is offered again late has its time to be fetched all the same.
        let stall_at = after(self.terms.pickup_until.max(now), self.terms.stall_seconds);
        self.state = OwnerState::Committed {
            award,
            stall_at,
            asked_until: None,
        };
        vec![OwnerEffect::SetTimer {
            timer: OwnerTimer::Deadline,
            epoch: self.epoch,
            at: stall_at,
        }]
    }

    fn given_back(&mut self, report: &Report, now: Instant) -> Vec<OwnerEffect> {
        match &mut self.state {
            OwnerState::Awarded { .. } | OwnerState::Committed { .. } => {
                let mut effects = self.take_back(RevokeReason::Released);
                effects.extend(self.offer_or_ask(now));
                effects
            }
            OwnerState::HandedOver { award } if report.revision > award.revision => {
                award.revision = report.revision;
                award.progress = Some(report.progress);
                vec![OwnerEffect::AskHuman(Question::ReleasedWithBag)]
            }
            _ => Vec::new(),
        }
    }
}
