//! Deliveries as pairs of stops: those that nobody has yet, and those on a courier's list.

use musette_domain::Instant;
use musette_domain::delivery::{Carrier, DeliveryOrigin};

use super::load::{Day, Job};
use super::tours::{Tours, Wanted};
use super::trouble;
use crate::store::delivery_offer::OfferState;
use crate::web::page::Frame;
use crate::web::parts::{Act, Hue, Look, Origin, Pair, Relation, Select, Task, Tone};

/// A neighbour that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Its desk.
    pub desk: String,
    /// Its name.
    pub name: String,
    /// The hue of its bag.
    pub hue: Hue,
    /// Whether it answers at the moment.
    pub silent: bool,
}

/// A delivery on the page.
#[derive(Debug, Clone)]
pub struct Card {
    /// The delivery.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: &'static str,
    /// The two stops with what can be done.
    pub pair: Pair,
    /// Whose it is, if a neighbour's.
    pub owner: Option<Origin>,
    /// Why somebody has to decide again.
    pub note: Option<String>,
    /// Offering it to neighbours, for a delivery of our own.
    pub offer: Option<Act>,
}

/// The deliveries that nobody has yet.
pub fn unassigned(frame: &Frame, day: &Day, tours: &Tours<'_>, now: Instant) -> Vec<Card> {
    let jobs = day.jobs.iter().filter(|job| job.is_waiting());
    jobs.map(|job| {
        let mut card = card(frame, day, tours, job, now);
        let own = job.delivery.side == DeliveryOrigin::OwnOrder;
        let asked = job.given.as_ref();
        let again = asked.is_some_and(|given| given.offer.state == OfferState::Unanswered);
        let label = if again {
            frame.w.say("dispatch-offer-again")
        } else {
            frame.w.say("dispatch-offer")
        };
        let offer = Act::new(format!("/dispatch/deliveries/{}/offer", card.id), label);
        card.offer = (own && !day.active.is_empty()).then(|| {
            offer
                .spoken(card.number.as_str())
                .small()
                .field("some", "1")
        });
        card.note = job
            .delivery
            .trouble
            .as_deref()
            .map(|what| trouble::sentence(frame.w, what));
        card
    })
    .collect()
}

/// The deliveries on a courier's list whose bag has not gone: they can be given to another.
pub fn assigned(frame: &Frame, day: &Day, tours: &Tours<'_>, now: Instant) -> Vec<Card> {
    let jobs = day.jobs.iter().filter(|job| {
        let delivery = &job.delivery;
        job.pickup.courier_id.is_some()
            && delivery.carrier == Some(Carrier::Own)
            && !delivery.state.is_final()
    });
    jobs.map(|job| {
        let mut card = card(frame, day, tours, job, now);
        if job.delivery.state.bag_is_gone() {
            card.pair.to = None;
            card.pair.give = None;
        } else {
            let label = frame.w.say("dispatch-unassign");
            let act = Act::new(format!("/dispatch/deliveries/{}/unassign", card.id), label);
            card.pair.acts = vec![act.spoken(card.number.as_str()).look(Look::Bare).small()];
        }
        let rider = day.riders.iter();
        let rider = rider.filter(|rider| Some(&rider.id) == job.pickup.courier_id.as_ref());
        card.note = rider.map(|rider| rider.name.clone()).next();
        card
    })
    .collect()
}

fn card(frame: &Frame, day: &Day, tours: &Tours<'_>, job: &Job, now: Instant) -> Card {
    let (w, format) = (frame.w, frame.format);
    let delivery = &job.delivery;
    let id = delivery.id.to_string();
    let number = delivery.number.as_str();
    let late = delivery.pickup_at < now && !delivery.state.bag_is_gone();
    let label = w.with("dispatch-give-to", &[("number", number)]);
    let give = Act::new(
        format!("/dispatch/deliveries/{id}/assign"),
        w.say("dispatch-give"),
    );
    let owner = delivery.partner_id.as_ref();
    let owner = owner.and_then(|desk| day.partners.get(desk)).map(|owner| {
        let hue = Hue::chosen(Some(&owner.hue), &owner.name);
        Origin::new(w, hue, Relation::From, &owner.name)
    });
    Card {
        state: delivery.state.text(),
        number: number.to_owned(),
        pair: Pair {
            tone: if late { Tone::Stop } else { Tone::Plain },
            pickup: Task::pickup(format.time(delivery.pickup_at), &delivery.pickup_name),
            dropoff: Task::dropoff(
                format.window(delivery.window_from, delivery.window_to),
                destination(frame, job),
            ),
            facts: facts(frame, job),
            to: Some(
                Select::new("courier", label, tours.choices(w, day, Wanted::of(job)))
                    .id(format!("give-{id}"))
                    .quiet(),
            ),
            give: Some(give.spoken(number).go().small()),
            acts: Vec::new(),
        },
        owner,
        note: None,
        offer: None,
        id,
    }
}

/// The street, or that only the area is known.
pub fn destination(frame: &Frame, job: &Job) -> String {
    match &job.door {
        Some(door) => door.street.clone(),
        None => frame.w.say("dispatch-area").into_owned(),
    }
}

fn facts(frame: &Frame, job: &Job) -> String {
    let delivery = &job.delivery;
    let metres = delivery
        .distance
        .and_then(|metres| u32::try_from(metres).ok());
    match metres {
        Some(metres) => format!("{} · {}", delivery.number, frame.format.distance(metres)),
        None => delivery.number.clone(),
    }
}
