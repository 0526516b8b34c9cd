//! The ride: how far our courier is, told to the owner with a higher number each time.

use super::{Carrier, CarrierEffect, CarrierState, Trip};
use crate::Instant;
use crate::handoff::message::{Progress, Question};

impl Carrier {
    pub(super) fn progressed(
        &mut self,
        progress: Progress,
        eta: Option<Instant>,
        now: Instant,
    ) -> Vec<CarrierEffect> {
        let (mut trip, failing) = match &self.state {
            CarrierState::Carrying { trip } => (trip.clone(), false),
            CarrierState::Failed { trip } => (trip.clone(), true),
            _ if progress == Progress::PickedUp => return self.has_bag_after_all(now),
            _ => return Vec::new(),
        };
        if !may_follow(trip.progress, progress) {
            return Vec::new();
        }
        trip.advance(progress, now);
        let report = trip.report(eta);
        self.state = if failing || progress == Progress::Failed {
            CarrierState::Failed { trip }
        } else {
            CarrierState::Carrying { trip }
        };
        vec![report]
    }

    /// Our courier was given the bag while our dispatch gave the delivery back. Who holds the bag carries.
    fn has_bag_after_all(&mut self, now: Instant) -> Vec<CarrierEffect> {
        match &self.state {
            CarrierState::Released { trip } => {
                let mut trip = trip.clone();
                trip.advance(Progress::PickedUp, now);
                let effects = vec![
                    CarrierEffect::StartDelivery {
                        agreement: trip.agreement.clone(),
                        pickup_code: trip.pickup_code.clone(),
                    },
                    CarrierEffect::ReadHandoff { epoch: trip.epoch },
                    trip.report(None),
                ];
                self.state = CarrierState::Carrying { trip };
                effects
            }
            CarrierState::Revoked { .. } => {
                vec![CarrierEffect::AskHuman(Question::RevokedWithBag)]
            }
            _ => Vec::new(),
        }
    }

    /// Whether a courier of ours has the bag in hand, as far as we were told.
    pub(super) const fn has_bag(&self) -> bool {
        match &self.state {
            CarrierState::Carrying { trip } => trip.progress.has_had_bag(),
            CarrierState::Delivered { .. } | CarrierState::Failed { .. } => true,
            _ => false,
        }
    }

    /// Whether there is nothing left to do for us but talk.
    pub(super) const fn is_done(&self) -> bool {
        matches!(
            self.state,
            CarrierState::Settled { .. } | CarrierState::Disputed { .. }
        )
    }

    /// What we reported last, once more.
    pub(super) fn report_again(&self) -> Vec<CarrierEffect> {
        self.trip()
            .filter(|trip| trip.revision > 0)
            .map(|trip| trip.report(None))
            .into_iter()
            .collect()
    }
}

impl Trip {
    pub(super) const fn advance(&mut self, progress: Progress, now: Instant) {
        self.revision = self.revision.saturating_add(1);
        self.progress = progress;
        self.since = now;
    }

    pub(super) fn report(&self, eta: Option<Instant>) -> CarrierEffect {
        CarrierEffect::SendReport {
            agreement: self.agreement.clone(),
            epoch: self.epoch,
            revision: self.revision,
            progress: self.progress,
            eta,
        }
    }
}

/// Whether a courier can be at `next` after having been at `last`. The arrivals may be skipped; "delivered" comes with the receipt.
const fn may_follow(last: Progress, next: Progress) -> bool {
    use Progress::{
        Assigned, AtDropoff, AtPickup, Committed, Failed, PickedUp, Returned, Returning,
    };
    matches!(
        (last, next),
        (Committed, Assigned | AtPickup | PickedUp)
            | (Assigned, AtPickup | PickedUp)
            | (AtPickup, PickedUp)
            | (PickedUp, AtDropoff | Failed)
            | (AtDropoff, Failed)
            | (Failed, Returning | Returned)
            | (Returning, Returned)
    )
}
