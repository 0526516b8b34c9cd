//! Giving back and being taken from.

use super::{Carrier, CarrierEffect, CarrierState, Trip};
use crate::Instant;
use crate::handoff::message::{Epoch, Progress, Question, RevokeReason};

impl Carrier {
    /// We do not do it: the courier is free, the address erased, the owner told.
    pub(super) fn give_back(&mut self, mut trip: Trip, now: Instant) -> Vec<CarrierEffect> {
        let mut effects = self.let_go(RevokeReason::Released);
        trip.advance(Progress::Released, now);
        effects.push(trip.report(None));
        self.over.insert(trip.epoch);
        self.state = CarrierState::Released { trip };
        effects
    }

    pub(super) fn release(&mut self, now: Instant) -> Vec<CarrierEffect> {
        match &self.state {
            CarrierState::Awarded { trip, .. } => self.give_back(trip.clone(), now),
            CarrierState::Carrying { trip } if !trip.progress.has_had_bag() => {
                self.give_back(trip.clone(), now)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn revoked(&mut self, epoch: Epoch, reason: RevokeReason) -> Vec<CarrierEffect> {
        let first = self.over.insert(epoch);
        if epoch != self.epoch {
            return Vec::new();
        }
        if self.has_bag() {
            // The owner cannot take back what its own counter gave away; only people can clear this up.
            return if first {
                vec![CarrierEffect::AskHuman(Question::RevokedWithBag)]
            } else {
                Vec::new()
            };
        }
        match self.state {
            CarrierState::Offered { .. } => {
                self.state = CarrierState::Lapsed;
                Vec::new()
            }
            // The revocation has overtaken its award.
            CarrierState::Bid { .. }
            | CarrierState::Awarded { .. }
            | CarrierState::Carrying { .. } => {
                let effects = self.let_go(reason);
                self.keep_trip();
                self.state = CarrierState::Revoked { reason };
                effects
            }
            _ => Vec::new(),
        }
    }

    /// Frees whatever this delivery binds.
    pub(super) fn let_go(&self, reason: RevokeReason) -> Vec<CarrierEffect> {
        match &self.state {
            CarrierState::Bid { .. } => vec![CarrierEffect::FreeCourier],
            CarrierState::Awarded { .. } => {
                vec![CarrierEffect::FreeCourier, CarrierEffect::ForgetAddress]
            }
            CarrierState::Carrying { .. } => vec![
                CarrierEffect::StopDelivery { reason },
                CarrierEffect::FreeCourier,
                CarrierEffect::ForgetAddress,
            ],
            _ => Vec::new(),
        }
    }

    /// Keeps the current trip for the owner's questions when another epoch begins.
    pub(super) fn keep_trip(&mut self) {
        if let Some(trip) = self.trip().cloned() {
            self.over.insert(trip.epoch);
            self.past.push(trip);
        }
    }
}
