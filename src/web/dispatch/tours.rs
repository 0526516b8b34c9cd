//! What a delivery costs each courier: the minutes it adds to a tour, by the domain's exact insertion.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::TimeDelta;
use musette_domain::dispatch::{Insertion, Stop, Tour, insertions};
use musette_domain::id::UserId;
use musette_domain::task::TaskKind;
use musette_domain::zone::Cell;
use musette_domain::{Instant, Position};

use super::load::{Day, Job, Rider};
use crate::app::App;
use crate::flow::order::quote::between;
use crate::i18n::Words;
use crate::store::task::Task;
use crate::web::parts::Offered;

/// Bags that fit on a bicycle.
const BAGS: i32 = 4;
/// How long a stop takes.
const SERVICE: TimeDelta = TimeDelta::minutes(3);
/// How long a bag waits at the counter before it is late.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// The tours of the couriers who are on duty, and what is asked of them.
pub struct Tours<'a> {
    app: &'a App,
    now: Instant,
    tours: Vec<Tour>,
    rides: RefCell<HashMap<[u64; 4], TimeDelta>>,
}

/// A pickup and a drop-off to be put into tours.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The counter.
    pub from: Position,
    /// The door, or the middle of its area.
    pub to: Position,
    /// When the bag is ready.
    pub ready: Instant,
    /// When it should be there.
    pub by: Instant,
}

impl Wanted {
    /// What a delivery asks; none if its places are none.
    pub fn of(job: &Job) -> Option<Self> {
        Some(Self {
            from: counter(job)?,
            to: doorstep(job)?,
            ready: job.delivery.pickup_at,
            by: job.delivery.window_to,
        })
    }
}

/// Where the bag is fetched.
pub fn counter(job: &Job) -> Option<Position> {
    let delivery = &job.delivery;
    Position::new(delivery.pickup_latitude, delivery.pickup_longitude).ok()
}

/// Where the bag goes: the door if it is known, else the middle of its area, else nowhere else than the counter.
pub fn doorstep(job: &Job) -> Option<Position> {
    let door = job.door.as_ref().and_then(|door| door.position);
    door.or_else(|| middle(&job.delivery.zone))
        .or_else(|| counter(job))
}

/// The middle of an area.
pub fn middle(zone: &str) -> Option<Position> {
    zone.parse::<Cell>().ok().and_then(Cell::centre)
}

impl<'a> Tours<'a> {
    /// The tours of the day's couriers. `home` is where somebody without a stop behind them is thought to be.
    pub fn of(app: &'a App, day: &Day, home: Option<Position>, now: Instant) -> Self {
        let riders = day.riders.iter();
        let tours = riders
            .filter_map(|rider| tour(day, rider, home, now))
            .collect();
        Self {
            app,
            now,
            tours,
            rides: RefCell::default(),
        }
    }

    /// The best place in each tour, the cheapest first. A courier whose tour has none is left out.
    pub fn insertions(&self, wanted: Wanted) -> Vec<Insertion> {
        let ready = wanted.ready.max(self.now);
        let pickup = Stop {
            position: wanted.from,
            earliest: wanted.ready,
            latest: ready.plus(PATIENCE),
            service: SERVICE,
            bags: 1,
        };
        let dropoff = Stop {
            position: wanted.to,
            earliest: wanted.ready,
            latest: wanted.by,
            service: SERVICE,
            bags: -1,
        };
        insertions(&self.tours, pickup, dropoff, |from, to| self.ride(from, to))
    }

    fn ride(&self, from: Position, to: Position) -> TimeDelta {
        let key = [from.lat(), from.lon(), to.lat(), to.lon()].map(f64::to_bits);
        let known = self.rides.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let (_, seconds) = between(self.app, from, to);
            let time = TimeDelta::seconds(i64::from(seconds));
            self.rides.borrow_mut().insert(key, time);
            time
        })
    }

    /// The couriers to choose from: those on duty by what it costs them, then the others.
    pub fn choices(&self, w: Words, day: &Day, wanted: Option<Wanted>) -> Vec<Offered> {
        let found = wanted
            .map(|wanted| self.insertions(wanted))
            .unwrap_or_default();
        let name = |id: &UserId| day.riders.iter().find(|rider| rider.id == *id);
        let mut offered: Vec<Offered> = found
            .iter()
            .filter_map(|place| {
                let rider = name(&place.courier)?;
                let args = [("name", rider.name.as_str())];
                let label = w.count_with("dispatch-costs", place.cost_minutes, &args);
                Some(Offered::new(rider.id.to_string(), label))
            })
            .collect();
        for rider in &day.riders {
            if found.iter().any(|place| place.courier == rider.id) {
                continue;
            }
            let args = [("name", rider.name.as_str())];
            let label = if rider.on_duty(self.now).is_some() {
                w.with("dispatch-does-not-fit", &args)
            } else {
                w.with("dispatch-off-duty", &args)
            };
            offered.push(Offered::new(rider.id.to_string(), label));
        }
        offered
    }
}

fn tour(day: &Day, rider: &Rider, home: Option<Position>, now: Instant) -> Option<Tour> {
    let duty = rider.on_duty(now)?;
    let job_of = |task: &Task| {
        let mut jobs = day.jobs.iter();
        jobs.find(|job| job.delivery.id == task.delivery_id)
    };
    let last = rider
        .done
        .first()
        .and_then(|task| place(job_of(task)?, task));
    let stops: Vec<Stop> = rider
        .open
        .iter()
        .filter_map(|task| {
            let job = job_of(task)?;
            Some(Stop {
                position: place(job, task)?,
                earliest: job.delivery.pickup_at.min(now),
                latest: task.window_to,
                service: SERVICE,
                bags: if task.kind == TaskKind::Pickup { 1 } else { -1 },
            })
        })
        .collect();
    let taken = stops.iter().map(|stop| stop.bags).sum::<i32>();
    Some(Tour {
        courier: rider.id.clone(),
        position: last.or(home)?,
        free_at: now,
        until: duty.ends_at,
        capacity: BAGS,
        // What is still given away without being fetched is on the bicycle.
        bags: (-taken).max(0),
        stops,
    })
}

/// Where a stop is.
pub fn place(job: &Job, task: &Task) -> Option<Position> {
    match task.kind {
        TaskKind::Pickup => counter(job),
        TaskKind::Dropoff => doorstep(job),
    }
}
