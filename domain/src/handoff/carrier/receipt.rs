//! The receipt: the customer has the bag and told the PIN; the owner checks it and owes us the fee.

use super::{Carrier, CarrierEffect, CarrierState};
use crate::Instant;
use crate::handoff::message::{Progress, Question, ReceiptRefusal};

impl Carrier {
    pub(super) fn brought(
        &mut self,
        receipt: String,
        pin: String,
        now: Instant,
    ) -> Vec<CarrierEffect> {
        let CarrierState::Carrying { trip } = &self.state else {
            return Vec::new();
        };
        if !matches!(trip.progress, Progress::PickedUp | Progress::AtDropoff) {
            return Vec::new();
        }
        let mut trip = trip.clone();
        trip.advance(Progress::Delivered, now);
        let effects = vec![
            trip.report(None),
            CarrierEffect::SendReceipt {
                agreement: trip.agreement.clone(),
                epoch: trip.epoch,
                receipt: receipt.clone(),
                pin,
            },
        ];
        self.state = CarrierState::Delivered { trip, receipt };
        effects
    }

    pub(super) fn receipt_accepted(&mut self, receipt: &str) -> Vec<CarrierEffect> {
        let (CarrierState::Delivered {
            trip,
            receipt: ours,
        }
        | CarrierState::Disputed {
            trip,
            receipt: ours,
        }) = &self.state
        else {
            return Vec::new();
        };
        if ours != receipt {
            return Vec::new();
        }
        let (trip, receipt) = (trip.clone(), ours.clone());
        let claim = CarrierEffect::RecordClaim {
            agreement: trip.agreement.clone(),
            receipt: receipt.clone(),
        };
        self.state = CarrierState::Settled { trip, receipt };
        vec![claim]
    }

    pub(super) fn receipt_rejected(
        &mut self,
        receipt: &str,
        reason: ReceiptRefusal,
        tries_left: u32,
        now: Instant,
    ) -> Vec<CarrierEffect> {
        let CarrierState::Delivered {
            trip,
            receipt: ours,
        } = &self.state
        else {
            return Vec::new();
        };
        if ours != receipt {
            return Vec::new();
        }
        let (mut trip, receipt) = (trip.clone(), ours.clone());
        if reason == ReceiptRefusal::WrongPin && tries_left > 0 {
            // The courier stays at the door and asks again.
            trip.advance(Progress::AtDropoff, now);
            let report = trip.report(None);
            self.state = CarrierState::Carrying { trip };
            return vec![report, CarrierEffect::AskPinAgain { left: tries_left }];
        }
        self.state = CarrierState::Disputed { trip, receipt };
        vec![CarrierEffect::AskHuman(Question::ReceiptRefused)]
    }
}
