//! Receipts: the carrier says that it is done, the customer's PIN proves it, and a claim comes of it once.

use super::{Owner, OwnerEffect, OwnerState};
use crate::handoff::message::{Desk, Epoch, Question, ReceiptRefusal};
use crate::pin::{MAX_TRIES, Verdict, judge};

impl Owner {
    pub(super) fn receipt_received(
        &mut self,
        desk: &Desk,
        agreement: &str,
        epoch: Epoch,
        receipt: String,
        pin_right: bool,
    ) -> Vec<OwnerEffect> {
        if !self.is_current(desk, agreement, epoch) {
            return self.receipt_of_another(desk, agreement, epoch, receipt, pin_right);
        }
        if let OwnerState::Delivered { receipt: known, .. } = &self.state {
            return vec![if *known == receipt {
                self.accept(desk, agreement, receipt)
            } else {
                reject(desk, agreement, receipt, ReceiptRefusal::AlreadyClaimed, 0)
            }];
        }
        let Some(award) = self.award_mut() else {
            return Vec::new();
        };
        let failed = u32::try_from(award.refused_receipts.len()).unwrap_or(MAX_TRIES);
        if award.refused_receipts.contains(&receipt) {
            return vec![again(desk, agreement, receipt, failed)];
        }
        match judge(failed, pin_right) {
            Verdict::Right => self.delivered(receipt),
            Verdict::Wrong { left } => {
                award.refused_receipts.push(receipt.clone());
                vec![reject(
                    desk,
                    agreement,
                    receipt,
                    ReceiptRefusal::WrongPin,
                    left,
                )]
            }
            Verdict::Locked => {
                let first = failed < MAX_TRIES;
                if first {
                    award.refused_receipts.push(receipt.clone());
                }
                let refusal = reject(desk, agreement, receipt, ReceiptRefusal::PinLocked, 0);
                let ask = first.then_some(OwnerEffect::AskHuman(Question::PinLocked));
                std::iter::once(refusal).chain(ask).collect()
            }
        }
    }

    pub(super) fn receipt_accepted_by_hand(
        &mut self,
        agreement: &str,
        receipt: String,
    ) -> Vec<OwnerEffect> {
        let current = self
            .award()
            .is_some_and(|award| award.agreement == agreement);
        if !current || matches!(self.state, OwnerState::Delivered { .. }) {
            return Vec::new();
        }
        self.delivered(receipt)
    }

    /// The customer's PIN is known to who stood at the door, so it also tells that the bag was handed over if the counter could not.
    fn delivered(&mut self, receipt: String) -> Vec<OwnerEffect> {
        let Some(award) = self.award().cloned() else {
            return Vec::new();
        };
        let accepted = self.accept(&award.desk, &award.agreement, receipt.clone());
        self.state = OwnerState::Delivered { award, receipt };
        vec![accepted]
    }

    fn receipt_of_another(
        &mut self,
        desk: &Desk,
        agreement: &str,
        epoch: Epoch,
        receipt: String,
        pin_right: bool,
    ) -> Vec<OwnerEffect> {
        let mut effects = vec![reject(
            desk,
            agreement,
            receipt,
            ReceiptRefusal::NotAwarded,
            0,
        )];
        if let Some(past) = self.past_of(desk, agreement, epoch) {
            effects.extend(past.revoked_again());
            if pin_right {
                effects.push(OwnerEffect::AskHuman(Question::ReceiptOfFormerCarrier));
            }
        }
        effects
    }

    fn accept(&self, desk: &Desk, agreement: &str, receipt: String) -> OwnerEffect {
        OwnerEffect::AcceptReceipt {
            desk: desk.clone(),
            agreement: agreement.to_owned(),
            epoch: self.epoch,
            receipt,
        }
    }
}

fn reject(
    desk: &Desk,
    agreement: &str,
    receipt: String,
    reason: ReceiptRefusal,
    tries_left: u32,
) -> OwnerEffect {
    OwnerEffect::RejectReceipt {
        desk: desk.clone(),
        agreement: agreement.to_owned(),
        receipt,
        reason,
        tries_left,
    }
}

/// The answer to a wrong receipt that comes again.
fn again(desk: &Desk, agreement: &str, receipt: String, failed: u32) -> OwnerEffect {
    let left = MAX_TRIES.saturating_sub(failed);
    let reason = if left == 0 {
        ReceiptRefusal::PinLocked
    } else {
        ReceiptRefusal::WrongPin
    };
    reject(desk, agreement, receipt, reason, left)
}
