//! A column a courier: what was done, what is next.

use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::task::TaskKind;

use super::load::{Day, Job, Rider};
use super::waiting::destination;
use crate::store::task::Task as Row;
use crate::web::page::Frame;
use crate::web::parts::{Act, CourierColumn, Hue, Look, Task};

/// The columns of the couriers who are on duty today or have something to do.
pub fn columns(frame: &Frame, day: &Day, now: Instant) -> Vec<CourierColumn> {
    let riders = day.riders.iter();
    riders
        .filter(|rider| !rider.times.is_empty() || !rider.open.is_empty())
        .map(|rider| column(frame, day, rider, now))
        .collect()
}

fn column(frame: &Frame, day: &Day, rider: &Rider, now: Instant) -> CourierColumn {
    let jobs = |task: &Row| {
        let mut jobs = day.jobs.iter();
        jobs.find(|job| job.delivery.id == task.delivery_id)
    };
    let open = rider.open.iter().enumerate();
    let tasks = open
        .filter_map(|(place, row)| {
            let mut task = stop(frame, jobs(row)?, row, place == 0, now);
            task.moves = moves(frame, rider, place, &task.place);
            Some(task)
        })
        .collect();
    let done = rider.done.iter().rev();
    let done = done
        .filter_map(|row| {
            let time = frame.format.time(row.done_at?);
            Some(Task::done(time, where_to(frame, jobs(row)?, row)))
        })
        .collect();
    let mut lent = rider.open.iter().filter_map(|row| {
        let desk = jobs(row)?.delivery.partner_id.as_ref()?;
        day.partners.get(desk)
    });
    CourierColumn {
        w: frame.w,
        id: rider.id.as_str().to_owned(),
        name: rider.name.clone(),
        lent_by: lent
            .next()
            .map(|owner| Hue::chosen(Some(&owner.hue), &owner.name)),
        vehicle: "bike",
        note: note(frame, rider, now),
        done,
        tasks,
    }
}

/// One place up or down for a stop, as far as its bag is fetched before it is brought. Each button names the whole order that it makes, so
/// that a second press, or a list that has changed meanwhile, does no harm.
fn moves(frame: &Frame, rider: &Rider, at: usize, spoken: &str) -> Vec<Act> {
    let w = frame.w;
    let ways = [
        (at.checked_sub(1), "up", w.say("menu-up")),
        (Some(at), "down", w.say("menu-down")),
    ];
    ways.into_iter()
        .filter_map(|(first, icon, label)| {
            let first = first?;
            let (one, other) = (rider.open.get(first)?, rider.open.get(first + 1)?);
            if one.delivery_id == other.delivery_id {
                return None;
            }
            let mut order: Vec<&str> = rider.open.iter().map(|row| row.id.as_str()).collect();
            order.swap(first, first + 1);
            let act = Act::new(format!("/dispatch/couriers/{}/order", rider.id), label);
            Some(
                act.field("stops", order.join(","))
                    .icon(icon)
                    .spoken(spoken)
                    .small()
                    .look(Look::Bare),
            )
        })
        .collect()
}

/// Until when somebody is there, or from when.
fn note(frame: &Frame, rider: &Rider, now: Instant) -> String {
    let (w, format) = (frame.w, frame.format);
    if let Some(time) = rider.on_duty(now) {
        return w.with("dispatch-until", &[("time", format.time(time.ends_at))]);
    }
    let mut next = rider.times.iter().filter(|time| time.starts_at > now);
    match next.next() {
        Some(time) => w.with("dispatch-from", &[("time", format.time(time.starts_at))]),
        None => w.say("dispatch-off").into_owned(),
    }
}

fn stop(frame: &Frame, job: &Job, row: &Row, first: bool, now: Instant) -> Task {
    let (w, format) = (frame.w, frame.format);
    let place = where_to(frame, job, row);
    let mut task = match row.kind {
        TaskKind::Pickup => Task::pickup(format.time(job.delivery.pickup_at), place),
        TaskKind::Dropoff => Task::dropoff(format.window(row.window_from, row.window_to), place),
    };
    task = task.note(job.delivery.number.as_str());
    if row.accepted_at.is_none() {
        task.note = Some(w.with(
            "dispatch-not-accepted",
            &[("number", job.delivery.number.as_str())],
        ));
    }
    let late = now.since(row.window_to).num_minutes();
    if late > 0 {
        task = task.late(w.count("board-late", late));
    }
    if first { task.now() } else { task }
}

fn where_to(frame: &Frame, job: &Job, row: &Row) -> String {
    match row.kind {
        TaskKind::Pickup => job.delivery.pickup_name.clone(),
        TaskKind::Dropoff => destination(frame, job),
    }
}
