//! What our couriers declared becomes what partners are told: windows of two hours, large cells, never fewer than two couriers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use musette_domain::capacity::{self as rules, Capacity};
use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Instant, Position};

use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::published_capacity::{self, PublishedCapacity};
use crate::store::{Conn, Result, availability, coop};

/// How far ahead is told.
const AHEAD: TimeDelta = TimeDelta::days(2);

/// Reckons the capacity anew and tells every partner if it differs from what was told.
pub fn run(c: &mut Conn, app: &App) -> Result<Changed> {
    let now = app.clock.now();
    let wanted = wanted(c, now)?;
    let mut differs = false;
    let mut known: BTreeMap<Instant, PublishedCapacity> = published_capacity::from(c, now)?
        .into_iter()
        .map(|row| (row.starts_at, row))
        .collect();
    for capacity in &wanted {
        if let Some(row) = known.remove(&capacity.start) {
            differs |= update(c, row, capacity, now)?;
        } else {
            published_capacity::insert(c, &new(app, capacity, now))?;
            differs = true;
        }
    }
    for mut gone in known.into_values().filter(|row| row.starts_at > now) {
        if gone.available != 0 {
            gone.available = 0;
            gone.revision += 1;
            gone.updated_at = now;
            published_capacity::save(c, &gone)?;
            differs = true;
        }
    }
    if !differs {
        return Ok(Changed::nothing());
    }
    app.tell.capacity_published(c, None)?;
    Ok(Changed::topics([Topic::Dispatch]))
}

/// One capacity a window. Our couriers ride everywhere around the co-op's place.
fn wanted(c: &mut Conn, now: Instant) -> Result<Vec<Capacity>> {
    let coop = coop::own(c)?;
    let zone: BTreeSet<Cell> = Position::new(coop.latitude, coop.longitude)
        .map(|place| Cell::of(place, CellSize::Quarter).disk(1))
        .unwrap_or_default();
    let until = now.plus(AHEAD);
    let times: Vec<_> = availability::between(c, now, until)?
        .into_iter()
        .filter(|time| time.neighbours)
        .map(|time| rules::Availability {
            courier: time.courier_id,
            start: time.starts_at,
            end: time.ends_at,
            zone: zone.clone(),
        })
        .collect();
    Ok(rules::publish(&times, now, until))
}

fn new(app: &App, capacity: &Capacity, now: Instant) -> PublishedCapacity {
    PublishedCapacity {
        id: app
            .urls
            .capacity(&capacity.start.unix_seconds().to_string()),
        starts_at: capacity.start,
        ends_at: capacity.end,
        zone: capacity.zone.iter().map(ToString::to_string).collect(),
        available: count(capacity),
        revision: 1,
        updated_at: now,
    }
}

fn update(
    c: &mut Conn,
    mut row: PublishedCapacity,
    capacity: &Capacity,
    now: Instant,
) -> Result<bool> {
    let zone: Vec<String> = capacity.zone.iter().map(ToString::to_string).collect();
    if row.available == count(capacity) && row.zone == zone {
        return Ok(false);
    }
    row.available = count(capacity);
    row.zone = zone;
    row.revision += 1;
    row.updated_at = now;
    published_capacity::save(c, &row)?;
    Ok(true)
}

fn count(capacity: &Capacity) -> i32 {
    i32::try_from(capacity.couriers).unwrap_or(i32::MAX)
}
