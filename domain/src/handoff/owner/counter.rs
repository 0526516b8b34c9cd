//! The counter: the bag leaves once, for the code of the current award.

use super::{CounterAnswer, Owner, OwnerEffect, OwnerState, PastAward};
use crate::pin::{Verdict, judge, same_code};

impl Owner {
    pub(super) fn code_entered(&mut self, code: &str) -> Vec<OwnerEffect> {
        if self.bag_is_gone() {
            let former = self.code_of_former(code);
            return if former.is_empty() {
                vec![OwnerEffect::CounterSays(CounterAnswer::AlreadyHandedOver)]
            } else {
                former
            };
        }
        let right = self
            .award()
            .is_some_and(|award| same_code(code, &award.pickup_code));
        // Who was sent away by us gets an honest answer, and the try does not count.
        if !right {
            let former = self.code_of_former(code);
            if !former.is_empty() {
                return former;
            }
        }
        let Some(award) = self.award_mut() else {
            return vec![OwnerEffect::CounterSays(CounterAnswer::NobodyExpected)];
        };
        match judge(award.wrong_codes, right) {
            Verdict::Right => self.hand_over(),
            Verdict::Wrong { left } => {
                award.wrong_codes += 1;
                vec![OwnerEffect::CounterSays(CounterAnswer::Wrong { left })]
            }
            Verdict::Locked => {
                award.wrong_codes = award.wrong_codes.saturating_add(1);
                vec![OwnerEffect::CounterSays(CounterAnswer::Locked)]
            }
        }
    }

    pub(super) fn handed_over_by_hand(&mut self) -> Vec<OwnerEffect> {
        if self.bag_is_gone() {
            return vec![OwnerEffect::CounterSays(CounterAnswer::AlreadyHandedOver)];
        }
        if self.award().is_none() {
            return vec![OwnerEffect::CounterSays(CounterAnswer::NobodyExpected)];
        }
        self.hand_over()
    }

    /// The courier who knows the code was sent by the winner, so the award is acknowledged even if the message to say so is still under way.
    fn hand_over(&mut self) -> Vec<OwnerEffect> {
        let Some(award) = self.award_mut() else {
            return Vec::new();
        };
        award.acknowledged = true;
        let award = award.clone();
        let desk = award.desk.clone();
        self.state = OwnerState::HandedOver { award };
        vec![OwnerEffect::CounterSays(CounterAnswer::HandOver { desk })]
    }

    fn code_of_former(&mut self, code: &str) -> Vec<OwnerEffect> {
        let Some(past) = self
            .past
            .iter_mut()
            .find(|past| same_code(code, &past.pickup_code))
        else {
            return Vec::new();
        };
        let answer = CounterAnswer::TakenBack {
            desk: past.desk.clone(),
        };
        let mut effects = vec![OwnerEffect::CounterSays(answer)];
        effects.extend(PastAward::compensate(past));
        effects.extend(past.revoked_again());
        effects
    }
}
