//! Everything of the dispatchers' day, read in one go.

use std::collections::HashMap;

use musette_domain::Instant;
use musette_domain::delivery::DeliveryState;
use musette_domain::id::UserId;
use musette_domain::role::Role;
use musette_domain::task::TaskKind;

use crate::flow::alarm::Alarm;
use crate::flow::offer::machine;
use crate::store::availability::{self, Availability};
use crate::store::delivery::{self, Delivery};
use crate::store::delivery_award::{self, DeliveryAward};
use crate::store::delivery_bid::{self, DeliveryBid};
use crate::store::delivery_offer::{self, DeliveryOffer, OfferState};
use crate::store::delivery_offer_received::{
    self, DeliveryOfferReceived, ReceivedOfferState as Received,
};
use crate::store::partner::{self, Partner, PartnerState};
use crate::store::partner_capacity::{self, PartnerCapacity};
use crate::store::task::{self, Task};
use crate::store::user_account;
use crate::store::{Conn, Error, Result};
use crate::web::coop::alarms;
use crate::web::courier::load::{Door, door};

/// More received offers than anybody can look at.
const MOST_OFFERS: i64 = 50;

/// A delivery that we have opened to neighbours.
#[derive(Debug, Clone)]
pub struct Given {
    /// The offer.
    pub offer: DeliveryOffer,
    /// The desks that were asked.
    pub desks: Vec<String>,
    /// Their bids in this epoch.
    pub bids: Vec<DeliveryBid>,
    /// The award of this epoch.
    pub award: Option<DeliveryAward>,
}

/// A delivery of today.
#[derive(Debug, Clone)]
pub struct Job {
    /// The delivery.
    pub delivery: Delivery,
    /// The stop at the counter.
    pub pickup: Task,
    /// The stop at the door.
    pub dropoff: Task,
    /// The door, as long as it is known.
    pub door: Option<Door>,
    /// What neighbours were asked.
    pub given: Option<Given>,
}

impl Job {
    /// Whether somebody has to decide who carries it.
    pub fn is_waiting(&self) -> bool {
        let free = self.given.as_ref().is_none_or(|given| {
            matches!(
                given.offer.state,
                OfferState::Unanswered | OfferState::Closed
            )
        });
        self.delivery.state == DeliveryState::Waiting && free
    }
    /// The offer to neighbours that runs, if there is one.
    pub fn running_offer(&self) -> Option<&Given> {
        let given = self.given.as_ref()?;
        let runs = matches!(
            given.offer.state,
            OfferState::Open | OfferState::Awarded | OfferState::Committed | OfferState::HandedOver
        );
        (runs && !self.delivery.state.is_final()).then_some(given)
    }
}

/// A courier of ours.
#[derive(Debug, Clone)]
pub struct Rider {
    /// Who.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The declared times that touch today.
    pub times: Vec<Availability>,
    /// The stops still to do, in order.
    pub open: Vec<Task>,
    /// The stops done today, the newest first.
    pub done: Vec<Task>,
}

impl Rider {
    /// The declared time that holds `now`, if there is one.
    pub fn on_duty(&self, now: Instant) -> Option<&Availability> {
        let mut times = self.times.iter();
        times.find(|time| time.starts_at <= now && now < time.ends_at)
    }
}

/// The day.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// The couriers, by name.
    pub riders: Vec<Rider>,
    /// The deliveries, the first to be fetched first.
    pub jobs: Vec<Job>,
    /// All partners, by desk.
    pub partners: HashMap<String, Partner>,
    /// Those with whom we trade, by name, with the time they offer.
    pub active: Vec<(Partner, Vec<PartnerCapacity>)>,
    /// What partners did that nobody has looked at yet.
    pub alarms: Vec<(Partner, Vec<Alarm>)>,
    /// What neighbours offer us, and what we carry for them; the newest first.
    pub received: Vec<DeliveryOfferReceived>,
}

/// Reads the day that began at `since`.
pub fn day(c: &mut Conn, since: Instant, until: Instant, now: Instant) -> Result<Day> {
    let rows = delivery::of_day(c, since)?;
    let jobs = rows
        .into_iter()
        .map(|delivery| job(c, delivery, now))
        .collect::<Result<_>>()?;
    let all = partner::all(c)?;
    let mut active = Vec::new();
    for one in &all {
        if one.state == PartnerState::Active {
            let times = partner_capacity::of_partner(c, &one.desk_id, now)?;
            active.push((one.clone(), times));
        }
    }
    let states = [
        Received::Offered,
        Received::Bid,
        Received::Awarded,
        Received::Committed,
        Received::Carrying,
    ];
    let mut received = delivery_offer_received::in_states(c, &states, MOST_OFFERS)?;
    // An offer whose time is over waits for its timer only.
    received.retain(|row| row.state != Received::Offered || now < row.valid_through);
    Ok(Day {
        riders: riders(c, since, until)?,
        jobs,
        alarms: alarms::unseen(c, all.iter())?,
        partners: all
            .into_iter()
            .map(|one| (one.desk_id.clone(), one))
            .collect(),
        active,
        received,
    })
}

fn job(c: &mut Conn, delivery: Delivery, now: Instant) -> Result<Job> {
    let stops = task::of_delivery(c, &delivery.id)?;
    let of = |kind| stops.iter().find(|stop| stop.kind == kind).cloned();
    let pickup = of(TaskKind::Pickup).ok_or(Error::NotFound)?;
    let dropoff = of(TaskKind::Dropoff).ok_or(Error::NotFound)?;
    let given = match delivery_offer::of_delivery(c, &delivery.id)? {
        Some(offer) => Some(given(c, offer)?),
        None => None,
    };
    Ok(Job {
        door: door(c, &delivery, now)?,
        pickup,
        dropoff,
        given,
        delivery,
    })
}

fn given(c: &mut Conn, offer: DeliveryOffer) -> Result<Given> {
    Ok(Given {
        desks: machine::read(&offer)?.desks,
        bids: delivery_bid::of_offer(c, &offer.id, offer.epoch)?,
        award: delivery_award::of_epoch(c, &offer.id, offer.epoch)?,
        offer,
    })
}

fn riders(c: &mut Conn, since: Instant, until: Instant) -> Result<Vec<Rider>> {
    let times = availability::between(c, since, until)?;
    let people = user_account::with_role(c, Role::Courier)?;
    people
        .into_iter()
        .map(|person| {
            Ok(Rider {
                times: times
                    .iter()
                    .filter(|time| time.courier_id == person.id)
                    .cloned()
                    .collect(),
                open: task::open_of_courier(c, &person.id)?,
                done: task::done_of_courier(c, &person.id, since)?,
                id: person.id,
                name: person.name,
            })
        })
        .collect()
}
