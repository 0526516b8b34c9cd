//! The two stops of a delivery.

use chrono::TimeDelta;
use musette_domain::id::UserId;
use musette_domain::task::{TaskEvent, TaskKind, TaskState};

use crate::app::App;
use crate::flow::refusal::broken;
use crate::store::delivery::Delivery;
use crate::store::task::{self, Task};
use crate::store::{Conn, Result};

/// The pickup may be five minutes early or late.
const PICKUP_SLACK: TimeDelta = TimeDelta::minutes(5);

/// Writes the stops of a new delivery.
pub fn create(c: &mut Conn, app: &App, delivery: &Delivery) -> Result<()> {
    let pickup = (
        delivery.pickup_at.minus(PICKUP_SLACK),
        delivery.pickup_at.plus(PICKUP_SLACK),
    );
    let dropoff = (delivery.window_from, delivery.window_to);
    for (kind, (window_from, window_to)) in
        [(TaskKind::Pickup, pickup), (TaskKind::Dropoff, dropoff)]
    {
        let row = Task {
            id: app.ids.new_id().map_err(broken)?,
            delivery_id: delivery.id.clone(),
            kind,
            state: TaskState::Todo,
            courier_id: None,
            position: 0,
            window_from,
            window_to,
            accepted_at: None,
            done_at: None,
        };
        task::insert(c, &row)?;
    }
    Ok(())
}

/// Puts both stops at the end of a courier's list, or on nobody's.
pub fn give(c: &mut Conn, delivery: &Delivery, courier: Option<&UserId>) -> Result<()> {
    let mut position = match courier {
        Some(courier) => task::open_of_courier(c, courier)?
            .last()
            .map_or(0, |last| last.position.saturating_add(1)),
        None => 0,
    };
    for mut stop in task::of_delivery(c, &delivery.id)? {
        stop.courier_id = courier.cloned();
        stop.position = position;
        stop.accepted_at = None;
        if !stop.state.is_over() {
            stop.state = TaskState::Todo;
        }
        position = position.saturating_add(1);
        task::save(c, &stop)?;
    }
    Ok(())
}

/// Does something to one stop. What does not fit any more (a second click) changes nothing.
pub fn mark(
    c: &mut Conn,
    app: &App,
    delivery: &Delivery,
    kind: TaskKind,
    event: TaskEvent,
) -> Result<()> {
    let mut stop = task::of_kind(c, &delivery.id, kind)?;
    let previous = match kind {
        TaskKind::Pickup => None,
        TaskKind::Dropoff => Some(task::of_kind(c, &delivery.id, TaskKind::Pickup)?.state),
    };
    if let Ok(state) = stop.state.after(event, previous) {
        stop.state = state;
        stop.done_at = state.is_over().then(|| app.clock.now());
        task::save(c, &stop)?;
    }
    Ok(())
}

/// Does the same to both stops.
pub fn mark_both(c: &mut Conn, app: &App, delivery: &Delivery, event: TaskEvent) -> Result<()> {
    mark(c, app, delivery, TaskKind::Pickup, event)?;
    mark(c, app, delivery, TaskKind::Dropoff, event)
}

/// The drop-off was not the end after all: the courier is still at the door.
pub fn reopen_dropoff(c: &mut Conn, delivery: &Delivery) -> Result<()> {
    let mut stop = task::of_kind(c, &delivery.id, TaskKind::Dropoff)?;
    stop.state = TaskState::Doing;
    stop.done_at = None;
    task::save(c, &stop)
}

/// The courier of a delivery, if it has one.
pub fn courier(c: &mut Conn, delivery: &Delivery) -> Result<Option<UserId>> {
    Ok(task::of_kind(c, &delivery.id, TaskKind::Pickup)?.courier_id)
}
