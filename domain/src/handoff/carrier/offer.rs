//! From the offer to the award: we answer or not, and are chosen or not.

use super::{Carrier, CarrierEffect, CarrierState, CarrierTimer, Trip, after};
use crate::handoff::message::{Epoch, Progress, RevokeReason};
use crate::handoff::{BID_VALID_SECONDS, DOOR_LOST_SECONDS, HANDOFF_RETRY_SECONDS};
use crate::{Instant, Money};

impl Carrier {
    pub(super) fn proposed(
        &mut self,
        epoch: Epoch,
        fee: Money,
        answer_by: Instant,
        now: Instant,
    ) -> Vec<CarrierEffect> {
        // With the bag in hand the owner cannot have taken it back: the counter gave it for the current epoch.
        if epoch <= self.epoch || self.has_bag() || self.is_done() {
            return Vec::new();
        }
        // A new epoch tells that what we had is over, even if the revocation is still under way.
        let mut effects = if self.binds_courier() {
            let reason = RevokeReason::NoAck;
            self.let_go(reason)
        } else {
            Vec::new()
        };
        self.keep_trip();
        self.epoch = epoch;
        self.fee = fee;
        if answer_by <= now || self.over.contains(&epoch) {
            self.state = CarrierState::Lapsed;
            return effects;
        }
        self.state = CarrierState::Offered { answer_by };
        effects.push(CarrierEffect::ShowOffer { epoch, answer_by });
        effects.push(self.timer(CarrierTimer::Answer, answer_by));
        effects
    }

    pub(super) fn bid_made(
        &mut self,
        bid: String,
        eta: Instant,
        now: Instant,
    ) -> Vec<CarrierEffect> {
        let CarrierState::Offered { answer_by } = self.state else {
            return Vec::new();
        };
        if now >= answer_by {
            self.state = CarrierState::Lapsed;
            return Vec::new();
        }
        let valid_until = after(answer_by, BID_VALID_SECONDS);
        let effects = vec![
            CarrierEffect::ReserveCourier { until: valid_until },
            CarrierEffect::SendBid {
                epoch: self.epoch,
                bid: bid.clone(),
                fee: self.fee,
                eta,
                valid_until,
            },
            self.timer(CarrierTimer::Bid, valid_until),
        ];
        self.state = CarrierState::Bid { bid, valid_until };
        effects
    }

    pub(super) fn declined(&mut self) -> Vec<CarrierEffect> {
        if matches!(self.state, CarrierState::Offered { .. }) {
            self.state = CarrierState::Declined;
        }
        Vec::new()
    }

    pub(super) fn bid_rejected(&mut self, bid: &str) -> Vec<CarrierEffect> {
        match &self.state {
            CarrierState::Bid { bid: ours, .. } if ours == bid => {
                self.state = CarrierState::NotSelected;
                vec![CarrierEffect::FreeCourier]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn award_received(
        &mut self,
        bid: &str,
        agreement: String,
        epoch: Epoch,
        pickup_code: String,
        ack_by: Instant,
        now: Instant,
    ) -> Vec<CarrierEffect> {
        if let Some(trip) = self.trip()
            && trip.agreement == agreement
        {
            // The same award again: the same answer, if there was one.
            return self.report_again();
        }
        // An award that was taken back before it came, or belongs to an earlier epoch, starts nothing; the owner knows.
        if epoch != self.epoch || self.over.contains(&epoch) {
            return Vec::new();
        }
        let trip = Trip {
            epoch,
            agreement,
            pickup_code,
            revision: 0,
            progress: Progress::Committed,
            since: now,
        };
        match &self.state {
            CarrierState::Bid {
                bid: ours,
                valid_until,
            } if ours == bid => {
                if now >= *valid_until || now >= ack_by {
                    return self.give_back(trip, now);
                }
                self.state = CarrierState::Awarded { trip, ack_by };
                vec![
                    CarrierEffect::ReadHandoff { epoch },
                    self.timer(CarrierTimer::Ack, ack_by),
                ]
            }
            // Our bid had run out: we do not set out, and say so at once.
            CarrierState::Lapsed | CarrierState::NotSelected => self.give_back(trip, now),
            _ => Vec::new(),
        }
    }

    pub(super) fn handoff_read(&mut self, epoch: Epoch, now: Instant) -> Vec<CarrierEffect> {
        let Some((mut trip, ack_by)) = self.awarded(epoch) else {
            return Vec::new();
        };
        if now >= ack_by {
            return self.give_back(trip, now);
        }
        trip.revision = 1;
        trip.progress = Progress::Committed;
        trip.since = now;
        let effects = vec![
            CarrierEffect::StartDelivery {
                agreement: trip.agreement.clone(),
                pickup_code: trip.pickup_code.clone(),
            },
            trip.report(None),
        ];
        self.state = CarrierState::Carrying { trip };
        effects
    }

    pub(super) fn handoff_not_yet_open(
        &mut self,
        epoch: Epoch,
        now: Instant,
    ) -> Vec<CarrierEffect> {
        let again = after(now, HANDOFF_RETRY_SECONDS);
        let Some((trip, ack_by)) = self.awarded(epoch) else {
            return self.door_lost(epoch, now, again);
        };
        if again >= ack_by {
            return self.give_back(trip, now);
        }
        vec![self.timer(CarrierTimer::Handoff, again)]
    }

    /// The bag is with us after all, the door had been forgotten and is asked for anew.
    fn door_lost(&self, epoch: Epoch, now: Instant, again: Instant) -> Vec<CarrierEffect> {
        match &self.state {
            CarrierState::Carrying { trip }
                if trip.epoch == epoch && now < after(trip.since, DOOR_LOST_SECONDS) =>
            {
                vec![self.timer(CarrierTimer::Handoff, again)]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn handoff_refused(&mut self, epoch: Epoch, now: Instant) -> Vec<CarrierEffect> {
        match self.awarded(epoch) {
            Some((trip, _)) => self.give_back(trip, now),
            None => Vec::new(),
        }
    }

    pub(super) fn deadline_passed(&mut self, epoch: Epoch, now: Instant) -> Vec<CarrierEffect> {
        if epoch != self.epoch {
            return Vec::new();
        }
        let (timer, due) = match &self.state {
            CarrierState::Offered { answer_by } => (CarrierTimer::Answer, *answer_by),
            CarrierState::Bid { valid_until, .. } => (CarrierTimer::Bid, *valid_until),
            CarrierState::Awarded { ack_by, .. } => (CarrierTimer::Ack, *ack_by),
            _ => return Vec::new(),
        };
        if now < due {
            return vec![self.timer(timer, due)];
        }
        match &self.state {
            CarrierState::Awarded { trip, .. } => self.give_back(trip.clone(), now),
            CarrierState::Bid { .. } => {
                self.state = CarrierState::Lapsed;
                vec![CarrierEffect::FreeCourier]
            }
            _ => {
                self.state = CarrierState::Lapsed;
                Vec::new()
            }
        }
    }

    fn awarded(&self, epoch: Epoch) -> Option<(Trip, Instant)> {
        match &self.state {
            CarrierState::Awarded { trip, ack_by } if trip.epoch == epoch => {
                Some((trip.clone(), *ack_by))
            }
            _ => None,
        }
    }

    pub(super) const fn timer(&self, timer: CarrierTimer, at: Instant) -> CarrierEffect {
        CarrierEffect::SetTimer {
            timer,
            epoch: self.epoch,
            at,
        }
    }
}
