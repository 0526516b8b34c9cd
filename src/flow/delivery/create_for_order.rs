//! An accepted order gets its delivery: a pickup at the restaurant and a drop-off at the customer's.

use musette_domain::delivery::{DeliveryOrigin, DeliveryState};
use musette_domain::order::Payment;
use musette_domain::zone::{Cell, CellSize};

use super::tasks;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::broken;
use crate::store::delivery::{self, Delivery};
use crate::store::orders::Order;
use crate::store::restaurant::Restaurant;
use crate::store::{Conn, Error, Result, restaurant};

/// Creates the delivery, once.
pub fn run(c: &mut Conn, app: &App, order: &Order) -> Result<Changed> {
    if let Some(known) = delivery::of_order(c, &order.id)? {
        return Ok(Changed {
            delivery: Some(known.id),
            ..Changed::nothing()
        });
    }
    let id = order.restaurant_id.as_ref().ok_or(Error::NotFound)?;
    let restaurant = restaurant::find(c, id)?;
    let row = row(app, order, &restaurant)?;
    delivery::insert(c, &row)?;
    tasks::create(c, app, &row)?;
    let mut changed = super::stop::topics(c, &row)?;
    changed.order = Some(order.id.clone());
    Ok(changed)
}

fn row(app: &App, order: &Order, restaurant: &Restaurant) -> Result<Delivery> {
    let now = app.clock.now();
    Ok(Delivery {
        id: app.ids.new_id().map_err(broken)?,
        side: DeliveryOrigin::OwnOrder,
        order_id: Some(order.id.clone()),
        partner_id: None,
        number: order.number.clone(),
        state: DeliveryState::Waiting,
        carrier: None,
        fee: order.courier_share,
        collect: match order.payment {
            Payment::Cash => order.total,
            Payment::Online => 0,
        },
        currency: order.currency,
        pickup_name: restaurant.name.clone(),
        pickup_address: address(restaurant),
        pickup_latitude: restaurant.latitude,
        pickup_longitude: restaurant.longitude,
        zone: coarse(order.zone.as_deref()),
        distance: order.distance,
        duration: order.duration,
        pickup_at: order.pickup_at,
        window_from: order.window_from,
        window_to: order.window_to,
        pickup_code: None,
        epoch: 0,
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

fn address(restaurant: &Restaurant) -> String {
    format!(
        "{} {}, {} {}",
        restaurant.street, restaurant.housenumber, restaurant.postcode, restaurant.city
    )
}

/// The area that may be told to candidates: the cell of resolution 8 (protocol.md 5.2).
fn coarse(zone: Option<&str>) -> String {
    zone.and_then(|text| text.parse::<Cell>().ok())
        .and_then(|cell| cell.within(CellSize::Blocks))
        .map(|cell| cell.to_string())
        .unwrap_or_default()
}
