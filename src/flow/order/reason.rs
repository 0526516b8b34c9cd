//! Why an order came to nothing, in words: the same on its page and in the letter.

use musette_domain::TextValue;
use musette_domain::order::{CancelReason, RefusalReason};

use super::withdraw;
use crate::i18n::Words;

/// The reason in words, where one was given.
pub fn words(w: Words, reason: Option<&str>) -> Option<String> {
    let reason = reason.filter(|reason| *reason != withdraw::REQUESTED)?;
    let text = match (RefusalReason::parse(reason), CancelReason::parse(reason)) {
        (Ok(RefusalReason::SoldOut), _) => w.say("track-why-sold-out"),
        (Ok(RefusalReason::TooBusy), _) => w.say("track-why-too-busy"),
        (Ok(RefusalReason::Closing), _) => w.say("track-why-closing"),
        (Ok(RefusalReason::RestaurantTimeout | RefusalReason::Expired), _) => {
            w.say("track-why-no-answer")
        }
        (Ok(RefusalReason::PriceChanged), _) => w.say("track-why-price"),
        (Ok(RefusalReason::OutsideArea), _) => w.say("track-why-area"),
        (Ok(RefusalReason::TimeNotPossible), _) => w.say("track-why-time"),
        (_, Ok(CancelReason::Customer)) => w.say("track-why-you"),
        (_, Ok(CancelReason::Restaurant)) => w.say("track-why-restaurant"),
        (_, Ok(CancelReason::Dispatch | CancelReason::NoCourier)) => w.say("track-why-no-courier"),
        (_, Ok(CancelReason::NoShow)) => w.say("track-why-no-show"),
        _ => w.say("track-why-other"),
    };
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_reason_has_words() {
        let w = Words::new(Lang::En);
        for reason_ in RefusalReason::ALL {
            assert!(words(w, Some(reason_.text())).is_some());
        }
        for reason_ in CancelReason::ALL {
            assert!(words(w, Some(reason_.text())).is_some());
        }
        assert_eq!(words(w, Some(withdraw::REQUESTED)), None);
    }
}
