//! What we have opened to neighbours: the answers while the window is open, then how far the winner is.

use musette_domain::{Instant, Money};

use super::load::{Day, Given, Job};
use super::waiting::destination;
use crate::store::delivery_bid::BidState;
use crate::store::delivery_offer::OfferState;
use crate::web::page::Frame;
use crate::web::parts::{Act, Hue, OfferAnswer, OfferCard, Ring, Tag, Task, Tone};

/// A delivery with neighbours.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The delivery.
    pub id: String,
    /// Its state.
    pub state: &'static str,
    /// How far the offer is.
    pub offer_state: &'static str,
    /// The card.
    pub card: OfferCard,
}

/// Every delivery that neighbours are asked about or carry.
pub fn cards(frame: &Frame, day: &Day, now: Instant) -> Vec<Shared> {
    let jobs = day.jobs.iter();
    jobs.filter_map(|job| {
        let given = job.running_offer()?;
        Some(Shared {
            id: job.delivery.id.to_string(),
            state: job.delivery.state.text(),
            offer_state: given.offer.state.text(),
            card: card(frame, day, job, given, now),
        })
    })
    .collect()
}

fn card(frame: &Frame, day: &Day, job: &Job, given: &Given, now: Instant) -> OfferCard {
    let (w, format) = (frame.w, frame.format);
    let delivery = &job.delivery;
    let winner = given.award.as_ref();
    let winner = winner.and_then(|award| day.partners.get(&award.partner_id));
    let open = given.offer.state == OfferState::Open;
    let number = delivery.number.as_str();
    let (hue, title) = match winner.filter(|_| !open) {
        Some(coop) => {
            let args = [("number", number), ("coop", coop.name.as_str())];
            let hue = Hue::chosen(Some(&coop.hue), &coop.name);
            (hue, w.with("dispatch-they-carry", &args))
        }
        None => (
            frame.coop.hue,
            w.with("dispatch-we-offer", &[("number", number)]),
        ),
    };
    let take_back = Act::new(
        format!("/dispatch/deliveries/{}/take-back", delivery.id),
        w.say("dispatch-take-back"),
    );
    OfferCard {
        hue,
        title,
        price: format.money(Money::new(delivery.fee, delivery.currency)),
        price_note: standing(frame, job, given, now),
        ring: open.then(|| ring(frame, given, now)),
        tasks: vec![
            Task::pickup(format.time(delivery.pickup_at), &delivery.pickup_name),
            Task::dropoff(
                format.window(delivery.window_from, delivery.window_to),
                destination(frame, job),
            ),
        ],
        with: None,
        take: None,
        pass: (!delivery.state.bag_is_gone()).then(|| take_back.spoken(number).small()),
        answers: if open {
            answers(frame, day, given, now)
        } else {
            Vec::new()
        },
    }
}

fn ring(frame: &Frame, given: &Given, now: Instant) -> Ring {
    let ends = given.offer.window_ends_at;
    let seconds = |span: chrono::TimeDelta| u32::try_from(span.num_seconds().max(0)).unwrap_or(0);
    let left = seconds(ends.since(now));
    let of = seconds(ends.since(given.offer.updated_at)).max(left);
    Ring::new(frame.w, left, of, &frame.format.time(ends))
}

/// How far it is, in words.
fn standing(frame: &Frame, job: &Job, given: &Given, now: Instant) -> String {
    use musette_domain::delivery::DeliveryState as D;
    let w = frame.w;
    let said = match (given.offer.state, job.delivery.state) {
        (OfferState::Open, _) => return w.count("dispatch-asked", given.desks.len()),
        (OfferState::Awarded, _) => w.say("dispatch-not-acknowledged"),
        (_, D::AtPickup) => w.say("dispatch-they-at-pickup"),
        (_, D::PickedUp) => w.say("dispatch-they-picked-up"),
        (_, D::AtDropoff) => w.say("dispatch-they-at-dropoff"),
        (OfferState::HandedOver, _) => w.say("dispatch-they-picked-up"),
        _ => w.say("dispatch-acknowledged"),
    };
    match job.delivery.eta {
        Some(eta) => {
            let time = frame.format.moment(eta, now);
            format!("{said}, {}", w.with("dispatch-eta", &[("time", time)]))
        }
        None => said.into_owned(),
    }
}

fn answers(frame: &Frame, day: &Day, given: &Given, now: Instant) -> Vec<OfferAnswer> {
    let (w, format) = (frame.w, frame.format);
    let desks = given.desks.iter();
    desks
        .map(|desk| {
            let coop = day.partners.get(desk);
            let bid = given.bids.iter().find(|bid| bid.partner_id == *desk);
            let silent = coop.is_some_and(|coop| coop.silent_since.is_some());
            let answer = match bid {
                Some(bid) if bid.state == BidState::Rejected => {
                    Tag::new(w.say("dispatch-bid-rejected"), Tone::Plain)
                }
                Some(bid) => {
                    let time = format.moment(bid.eta, now);
                    Tag::new(w.with("dispatch-eta", &[("time", time)]), Tone::Ok)
                }
                None if silent => Tag::new(w.say("dispatch-no-contact"), Tone::Warn),
                None => Tag::new(w.say("dispatch-no-answer"), Tone::Plain),
            };
            OfferAnswer {
                coop: coop.map_or_else(|| desk.clone(), |coop| coop.name.clone()),
                answer,
            }
        })
        .collect()
}
