//! What only a person can decide, in words, with the ways out.

use musette_domain::TextValue;
use musette_domain::delivery::{Carrier, DeliveryState};
use musette_domain::handoff::Question;
use musette_domain::order::CancelReason;

use super::load::Job;
use crate::i18n::Words;
use crate::web::courier::trouble::Reason;
use crate::web::parts::{Act, Look};

/// A delivery with trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The delivery.
    pub id: String,
    /// Which delivery, and what happened.
    pub title: String,
    /// Things to do, each one press.
    pub acts: Vec<Act>,
    /// Ending it without the PIN; its form asks for the reason.
    pub without_pin: Option<Act>,
}

/// The trouble of a delivery, if it has any that still needs somebody.
pub fn of(w: Words, job: &Job) -> Option<Trouble> {
    let delivery = &job.delivery;
    let trouble = delivery.trouble.as_deref()?;
    // What was taken from us while our courier holds the bag is over for the list, not for people.
    let with_bag = trouble == Question::RevokedWithBag.text();
    let over = matches!(
        delivery.state,
        DeliveryState::Delivered | DeliveryState::Cancelled
    );
    if over && !with_bag {
        return None;
    }
    let what = sentence(w, trouble);
    let number = delivery.number.as_str();
    let args = [("number", number), ("what", what.as_str())];
    let path = format!("/dispatch/deliveries/{}", delivery.id);
    let act = |act: &str, label: std::borrow::Cow<'static, str>| {
        Act::new(format!("{path}/{act}"), label)
            .spoken(number)
            .small()
    };
    let end = |reason: CancelReason| {
        act("cancel", w.say("dispatch-end-order"))
            .field("reason", reason.text())
            .look(Look::Stop)
    };
    let own = delivery.order_id.is_some();
    let acts = match trouble {
        "nobodyOffered" if own => vec![end(CancelReason::NoCourier)],
        "codeLocked" | "counterDisagrees" if own => {
            vec![act("handed-over", w.say("dispatch-hand-over"))]
        }
        "deliveryFailed" if own && delivery.carrier == Some(Carrier::Neighbour) => {
            vec![act("failed", w.say("dispatch-note-failed"))]
        }
        _ if own && delivery.state == DeliveryState::Failed => vec![end(CancelReason::NoShow)],
        _ => Vec::new(),
    };
    let at_door = delivery.state.bag_is_gone() && delivery.carrier == Some(Carrier::Own);
    Some(Trouble {
        id: delivery.id.to_string(),
        title: w.with("dispatch-trouble", &args),
        acts,
        without_pin: at_door
            .then(|| act("delivered-without-pin", w.say("dispatch-without-pin")).look(Look::Stop)),
    })
}

/// What a trouble means. What a person wrote stands as it is.
pub fn sentence(w: Words, trouble: &str) -> String {
    if let Ok(reason) = Reason::parse(trouble) {
        return reason.label(w).into_owned();
    }
    let said = match trouble {
        "nobodyOffered" => w.say("dispatch-trouble-nobody-offered"),
        "counterDisagrees" => w.say("dispatch-trouble-counter"),
        "releasedWithBag" => w.say("dispatch-trouble-released-with-bag"),
        "deliveryFailed" => w.say("dispatch-trouble-failed"),
        "pinLocked" => w.say("dispatch-trouble-pin-locked"),
        "codeLocked" => w.say("dispatch-trouble-code-locked"),
        "receiptOfFormerCarrier" => w.say("dispatch-trouble-former-carrier"),
        "revokedWithBag" => w.say("dispatch-trouble-revoked-with-bag"),
        "receiptRefused" => w.say("dispatch-trouble-receipt-refused"),
        "collectedDiffers" => w.say("dispatch-trouble-collected"),
        "noAck" => w.say("dispatch-trouble-no-ack"),
        "stalled" => w.say("dispatch-trouble-stalled"),
        "cancelled" => w.say("dispatch-trouble-cancelled"),
        "ownCourier" => w.say("dispatch-trouble-own-courier"),
        "released" => w.say("dispatch-trouble-released"),
        "failed" => w.say("dispatch-trouble-failed"),
        _ if trouble.starts_with("wrongPin") => w.say("dispatch-trouble-wrong-pin"),
        other => return other.to_owned(),
    };
    said.into_owned()
}
