//! What the board shows, read in one go.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::order::{Fulfilment, OrderState};
use musette_domain::task::TaskKind;

use crate::flow::order::hand_over;
use crate::store::delivery::Delivery;
use crate::store::menu_item::MenuItem;
use crate::store::order_line::OrderLine;
use crate::store::orders::Order;
use crate::store::partner::Partner;
use crate::store::restaurant::Restaurant;
use crate::store::{
    Conn, Result, delivery, menu_item, order_line, orders, partner, task, user_account,
};

/// The states of an order that the kitchen has before it.
const BEFORE_KITCHEN: [OrderState; 5] = [
    OrderState::Offered,
    OrderState::Agreed,
    OrderState::Paid,
    OrderState::Preparing,
    OrderState::Ready,
];

/// An order with what stands on its ticket.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The order.
    pub order: Order,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// Its delivery, once it is accepted.
    pub delivery: Option<Delivery>,
    /// The key of the form for the pickup code.
    pub code_key: Option<String>,
    /// The first name of our courier who fetches it.
    pub courier: Option<String>,
    /// The co-op whose customer ordered, if not ours.
    pub customer_of: Option<Partner>,
    /// The co-op that delivers, if not ours.
    pub delivered_by: Option<Partner>,
}

/// Everything on the board.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The restaurant.
    pub restaurant: Restaurant,
    /// What is to answer, to cook or to hand over; the first to be cooked first.
    pub orders: Vec<Seen>,
    /// What left the counter or ended in the last hours, the newest first.
    pub gone: Vec<Order>,
    /// The dishes on the menu.
    pub items: Vec<MenuItem>,
}

/// Reads the board.
pub fn desk(c: &mut Conn, restaurant: Restaurant, now: Instant) -> Result<Desk> {
    let id = &restaurant.id;
    let rows = orders::of_restaurant(c, id, &BEFORE_KITCHEN)?;
    let orders = rows
        .into_iter()
        .map(|order| seen(c, order))
        .collect::<Result<_>>()?;
    let mut gone = orders::of_restaurant(c, id, &[OrderState::HandedOver])?;
    gone.extend(orders::ended_since(
        c,
        id,
        now.minus(TimeDelta::hours(12)),
        30,
    )?);
    gone.sort_by_key(|order| std::cmp::Reverse(order.updated_at));
    Ok(Desk {
        items: menu_item::list_on_menu(c, id)?,
        orders,
        gone,
        restaurant,
    })
}

fn seen(c: &mut Conn, order: Order) -> Result<Seen> {
    let lines = order_line::of_order(c, &order.id)?;
    let delivery = match order.fulfilment {
        Fulfilment::Delivery => delivery::of_order(c, &order.id)?,
        Fulfilment::Collection => None,
    };
    let courier = match &delivery {
        Some(delivery) => courier_of(c, delivery)?,
        None => None,
    };
    let code_key = match &delivery {
        Some(delivery) => Some(hand_over::form_key(c, delivery)?),
        None => None,
    };
    let customer_of = match &order.partner_id {
        Some(desk) => partner::find_optional(c, desk)?,
        None => None,
    };
    // Our own desk is no partner, so it is not found here.
    let delivered_by = match &order.carrier_desk {
        Some(desk) => partner::find_optional(c, desk)?,
        None => None,
    };
    Ok(Seen {
        order,
        lines,
        delivery,
        code_key,
        courier,
        customer_of,
        delivered_by,
    })
}

fn courier_of(c: &mut Conn, delivery: &Delivery) -> Result<Option<String>> {
    let Some(courier) = task::of_kind(c, &delivery.id, TaskKind::Pickup)?.courier_id else {
        return Ok(None);
    };
    let account = user_account::find_optional(c, &courier)?;
    Ok(account.map(|account| first_name(&account.name)))
}

/// What one calls somebody across a counter.
pub fn first_name(name: &str) -> String {
    let first = name.split_whitespace().next();
    first.unwrap_or(name).to_owned()
}
