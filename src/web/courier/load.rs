//! What the courier's page shows, read in one go. The door is read only from acceptance until it is forgotten.

use chrono::TimeDelta;
use musette_domain::delivery::{DeliveryOrigin, DeliveryState};
use musette_domain::id::UserId;
use musette_domain::task::{TaskKind, TaskState};
use musette_domain::{Instant, Position};

use crate::store::availability::{self, Availability};
use crate::store::delivery::{self, Delivery};
use crate::store::partner::{self, Partner};
use crate::store::task::{self, Task};
use crate::store::{Conn, Result, address_copy, address_release};

/// How long a courier can say of a delivery that left the list that the bag is there.
const LATELY: TimeDelta = TimeDelta::minutes(30);

/// A door.
#[derive(Debug, Clone, PartialEq)]
pub struct Door {
    /// A first name.
    pub name: String,
    /// A number to call.
    pub phone: String,
    /// Street and house number.
    pub street: String,
    /// Postcode and town.
    pub town: String,
    /// Floor, code, bell.
    pub notes: String,
    /// Where it is.
    pub position: Option<Position>,
}

/// A stop that is still to do.
#[derive(Debug, Clone)]
pub struct OpenStop {
    /// The stop.
    pub task: Task,
    /// Its delivery.
    pub delivery: Delivery,
    /// The door, once it may be seen and as long as it is known.
    pub door: Option<Door>,
    /// The co-op for which we carry, if not ours.
    pub owner: Option<Partner>,
}

/// A courier's day.
#[derive(Debug, Clone)]
pub struct Round {
    /// The stops still to do, in order.
    pub stops: Vec<OpenStop>,
    /// Neighbours' deliveries that left the list a little while ago, with the bag perhaps in somebody's hand.
    pub gone: Vec<Delivery>,
    /// How many stops are done today.
    pub done: usize,
    /// The declared times that are not over.
    pub times: Vec<Availability>,
}

/// Reads a courier's day, which began at `since`.
pub fn round(c: &mut Conn, courier: &UserId, since: Instant, now: Instant) -> Result<Round> {
    let tasks = task::open_of_courier(c, courier)?;
    let mut stops = Vec::with_capacity(tasks.len());
    for task in tasks {
        stops.push(stop(c, task, now)?);
    }
    Ok(Round {
        stops,
        gone: gone(c, courier, now)?,
        done: task::done_of_courier(c, courier, since)?.len(),
        times: availability::of_courier(c, courier, now)?,
    })
}

/// What was given back or taken back lately: who was given the bag all the same can say so.
fn gone(c: &mut Conn, courier: &UserId, now: Instant) -> Result<Vec<Delivery>> {
    let mut found = Vec::new();
    for task in task::done_of_courier(c, courier, now.minus(LATELY))? {
        if task.kind != TaskKind::Pickup || task.state != TaskState::Cancelled {
            continue;
        }
        let row = delivery::find(c, &task.delivery_id)?;
        if row.side == DeliveryOrigin::ForNeighbour && row.state == DeliveryState::Cancelled {
            found.push(row);
        }
    }
    Ok(found)
}

fn stop(c: &mut Conn, task: Task, now: Instant) -> Result<OpenStop> {
    let delivery = delivery::find(c, &task.delivery_id)?;
    let owner = match &delivery.partner_id {
        Some(desk) => partner::find_optional(c, desk)?,
        None => None,
    };
    let door = match (task.kind, task.accepted_at) {
        (_, None) => None,
        (TaskKind::Pickup | TaskKind::Dropoff, Some(_)) => door(c, &delivery, now)?,
    };
    Ok(OpenStop {
        task,
        delivery,
        door,
        owner,
    })
}

/// The door of a delivery: the copy that another co-op released to us, or the one of our own customer.
pub fn door(c: &mut Conn, delivery: &Delivery, now: Instant) -> Result<Option<Door>> {
    if let Some(copy) = address_copy::find_optional(c, &delivery.id)? {
        let place = copy.latitude.zip(copy.longitude);
        return Ok((copy.purge_at > now).then(|| Door {
            name: copy.recipient_name,
            phone: copy.phone,
            street: copy.street,
            town: format!("{} {}", copy.postcode, copy.city),
            notes: copy.access_notes,
            position: place.and_then(|(lat, lon)| Position::new(lat, lon).ok()),
        }));
    }
    let Some(order) = &delivery.order_id else {
        return Ok(None);
    };
    let release = address_release::of_order(c, order)?;
    let known = release.filter(|release| release.purge_at > now);
    Ok(known.map(|release| Door {
        name: release.recipient_name,
        phone: release.phone,
        street: release.street,
        town: format!("{} {}", release.postcode, release.city),
        notes: release.access_notes,
        position: Position::new(release.latitude, release.longitude).ok(),
    }))
}
