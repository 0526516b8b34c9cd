//! The neighbour's delivery on our own list: started, reported, stopped.

use musette_domain::Instant;
use musette_domain::delivery::{Carrier, DeliveryEvent, DeliveryOrigin, DeliveryState};
use musette_domain::handoff::RevokeReason;
use musette_domain::id::DeliveryId;
use musette_domain::order::order_number;
use musette_domain::task::{TaskEvent, TaskKind};
use musette_domain::{Position, TextValue};

use crate::app::App;
use crate::flow::Changed;
use crate::flow::delivery::{stop as stops, tasks};
use crate::flow::order::quote::between;
use crate::flow::refusal::broken;
use crate::store::delivery::{self, Delivery};
use crate::store::delivery_offer_received::{self, DeliveryOfferReceived};
use crate::store::{Conn, Result};

/// The delivery comes on our list: a new one, or the one that was cleared away although its courier got the bag.
pub(super) fn start(
    c: &mut Conn,
    app: &App,
    row: &mut DeliveryOfferReceived,
    pickup_code: &str,
) -> Result<Changed> {
    if let Some(mut known) = same_award(c, row)? {
        if known.state == DeliveryState::Cancelled {
            known.state = DeliveryState::PickedUp;
            known.trouble = None;
            known.updated_at = app.clock.now();
            known.ended_at = None;
            delivery::save(c, &known)?;
            tasks::mark_both(c, app, &known, TaskEvent::Restore)?;
            tasks::mark(c, app, &known, TaskKind::Pickup, TaskEvent::Done)?;
        }
        return stops::topics(c, &known);
    }
    let new = new(app, row, pickup_code)?;
    delivery::insert(c, &new)?;
    tasks::create(c, app, &new)?;
    row.delivery_id = Some(new.id.clone());
    delivery_offer_received::save(c, row)?;
    if let Some(courier) = row.courier_id.clone() {
        let mut new = new.clone();
        new.state = new.state.after(DeliveryEvent::Assign).map_err(broken)?;
        delivery::save(c, &new)?;
        tasks::give(c, &new, Some(&courier))?;
    }
    stops::topics(c, &new)
}

fn same_award(c: &mut Conn, row: &DeliveryOfferReceived) -> Result<Option<Delivery>> {
    let Some(id) = &row.delivery_id else {
        return Ok(None);
    };
    Ok(delivery::find_optional(c, id)?.filter(|known| known.epoch == row.epoch))
}

fn new(app: &App, row: &DeliveryOfferReceived, pickup_code: &str) -> Result<Delivery> {
    let now = app.clock.now();
    let id: DeliveryId = app.ids.new_id().map_err(broken)?;
    let (distance, duration) = way(app, row);
    Ok(Delivery {
        number: order_number(&musette_domain::id::OrderId::parse(id.as_str()).map_err(broken)?),
        id,
        side: DeliveryOrigin::ForNeighbour,
        order_id: None,
        partner_id: Some(row.partner_id.clone()),
        state: DeliveryState::Waiting,
        carrier: Some(Carrier::Own),
        fee: row.fee,
        collect: row.collect,
        currency: row.currency,
        pickup_name: row.pickup_name.clone(),
        pickup_address: row.pickup_address.clone(),
        pickup_latitude: row.pickup_latitude,
        pickup_longitude: row.pickup_longitude,
        zone: row.zone.clone(),
        distance,
        duration,
        pickup_at: row.pickup_at,
        window_from: row.pickup_at.min(row.arrive_by),
        window_to: row.arrive_by,
        pickup_code: Some(pickup_code.to_owned()),
        epoch: row.epoch,
        code_tries: 0,
        pin_tries: 0,
        reported_revision: 0,
        eta: None,
        cell: None,
        trouble: None,
        vouched: None,
        created_at: now,
        updated_at: now,
        ended_at: None,
    })
}

/// The way to the middle of the area, until the door is looked at.
fn way(app: &App, row: &DeliveryOfferReceived) -> (Option<i32>, Option<i32>) {
    let from = Position::new(row.pickup_latitude, row.pickup_longitude).ok();
    let to = row
        .zone
        .parse::<musette_domain::zone::Cell>()
        .ok()
        .and_then(musette_domain::zone::Cell::centre);
    match from.zip(to) {
        Some((from, to)) => {
            let (metres, seconds) = between(app, from, to);
            (Some(metres), Some(seconds))
        }
        None => (None, None),
    }
}

/// A report went out: its number and its time stand in the row.
pub(super) fn reported(
    c: &mut Conn,
    row: &DeliveryOfferReceived,
    revision: u32,
    eta: Option<Instant>,
) -> Result<()> {
    let Some(id) = &row.delivery_id else {
        return Ok(());
    };
    let mut delivery = delivery::lock(c, id)?;
    if delivery.epoch == row.epoch {
        delivery.reported_revision = i64::from(revision);
        delivery.eta = eta.or(delivery.eta);
        delivery::save(c, &delivery)?;
    }
    Ok(())
}

/// The delivery leaves our list.
pub(super) fn stop(
    c: &mut Conn,
    app: &App,
    row: &DeliveryOfferReceived,
    reason: RevokeReason,
) -> Result<Changed> {
    let Some(id) = &row.delivery_id else {
        return Ok(Changed::nothing());
    };
    let mut changed = crate::flow::delivery::cancel::run(c, app, id)?;
    let mut delivery = delivery::lock(c, id)?;
    delivery.trouble = Some(reason.text().to_owned());
    delivery::save(c, &delivery)?;
    changed.join(stops::topics(c, &delivery)?);
    Ok(changed)
}

/// The PIN was wrong: the courier is at the door still and asks again.
pub(super) fn back_at_door(
    c: &mut Conn,
    app: &App,
    row: &DeliveryOfferReceived,
    left: u32,
) -> Result<Changed> {
    let Some(id) = &row.delivery_id else {
        return Ok(Changed::nothing());
    };
    let mut delivery = delivery::lock(c, id)?;
    delivery.state = DeliveryState::AtDropoff;
    delivery.ended_at = None;
    delivery.updated_at = app.clock.now();
    delivery.pin_tries = delivery.pin_tries.saturating_add(1);
    delivery.trouble = Some(format!("wrongPin:{left}"));
    delivery::save(c, &delivery)?;
    tasks::reopen_dropoff(c, &delivery)?;
    stops::topics(c, &delivery)
}
