//! An order: of our customer, at our restaurant, or both.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::OrderId;
use musette_domain::id::RestaurantId;
use musette_domain::id::UserId;
use musette_domain::order::Fulfilment;
use musette_domain::order::OrderState;
use musette_domain::order::Payment;

use super::dialect::for_change;
use super::schema::orders;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Which part of an order this instance plays.
    pub enum OrderSide("order side") {
        /// Our customer at our restaurant.
        Local = "local",
        /// A customer of another co-op at our restaurant.
        Incoming = "incoming",
        /// Our customer at a restaurant of another co-op.
        Outgoing = "outgoing",
    }
}
super::types::text_columns!(OrderSide);

/// An order: of our customer, at our restaurant, or both.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = orders, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Order {
    #[diesel(serialize_as = AsText<OrderId>, deserialize_as = AsText<OrderId>)]
    pub id: OrderId,
    pub number: String,
    #[diesel(serialize_as = AsText<OrderSide>, deserialize_as = AsText<OrderSide>)]
    pub side: OrderSide,
    pub restaurant: String,
    #[diesel(serialize_as = MaybeText<RestaurantId>, deserialize_as = MaybeText<RestaurantId>)]
    pub restaurant_id: Option<RestaurantId>,
    pub restaurant_name: String,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub user_id: Option<UserId>,
    pub partner_id: Option<String>,
    pub form_key: Option<String>,
    #[diesel(serialize_as = AsText<OrderState>, deserialize_as = AsText<OrderState>)]
    pub state: OrderState,
    pub revision: i64,
    pub reason: Option<String>,
    #[diesel(serialize_as = AsText<Fulfilment>, deserialize_as = AsText<Fulfilment>)]
    pub fulfilment: Fulfilment,
    #[diesel(serialize_as = AsText<Payment>, deserialize_as = AsText<Payment>)]
    pub payment: Payment,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    pub items_total: i64,
    pub delivery_fee: i64,
    pub total: i64,
    pub restaurant_share: i64,
    pub courier_share: i64,
    pub coop_share: i64,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub window_from: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub window_to: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub prepare_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub pickup_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub answer_by: Instant,
    pub zone: Option<String>,
    pub distance: Option<i32>,
    pub duration: Option<i32>,
    pub context: Option<String>,
    pub offer_id: Option<String>,
    pub agreement_id: Option<String>,
    pub pin_check: Option<String>,
    pub handoff_url: Option<String>,
    pub carrier_desk: Option<String>,
    pub carrier_name: Option<String>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub eta: Option<Instant>,
    pub cell: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub ended_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &OrderId) -> Result<Order> {
    Ok(orders::table
        .find(TextValue::as_str(id))
        .select(Order::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &OrderId) -> Result<Option<Order>> {
    Ok(orders::table
        .find(TextValue::as_str(id))
        .select(Order::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Order) -> Result<()> {
    diesel::insert_into(orders::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Order) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(orders::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Order) -> Result<()> {
    let rows = diesel::update(orders::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &OrderId) -> Result<bool> {
    Ok(diesel::delete(orders::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The order that a form made, by the form's key.
pub fn of_form(c: &mut Conn, form_key: &str) -> Result<Option<Order>> {
    Ok(orders::table
        .filter(orders::form_key.eq(form_key))
        .select(Order::as_select())
        .first(c)
        .optional()?)
}

/// The order that an `Offer` activity asked for.
pub fn of_offer(c: &mut Conn, offer_id: &str) -> Result<Option<Order>> {
    Ok(orders::table
        .filter(orders::offer_id.eq(offer_id))
        .select(Order::as_select())
        .first(c)
        .optional()?)
}

/// The order that an agreement is about.
pub fn of_agreement(c: &mut Conn, agreement_id: &str) -> Result<Option<Order>> {
    Ok(orders::table
        .filter(orders::agreement_id.eq(agreement_id))
        .select(Order::as_select())
        .first(c)
        .optional()?)
}

/// The order of a conversation with a partner.
pub fn of_context(c: &mut Conn, partner_id: &str, context: &str) -> Result<Option<Order>> {
    Ok(orders::table
        .filter(orders::partner_id.eq(partner_id))
        .filter(orders::context.eq(context))
        .select(Order::as_select())
        .first(c)
        .optional()?)
}

/// A customer's orders, the newest first.
pub fn of_user(c: &mut Conn, user: &UserId, limit: i64) -> Result<Vec<Order>> {
    Ok(orders::table
        .filter(orders::user_id.eq(TextValue::as_str(user)))
        .order((orders::created_at.desc(), orders::id.desc()))
        .limit(limit)
        .select(Order::as_select())
        .load(c)?)
}

/// A restaurant's orders in these states, the first to be cooked first.
pub fn of_restaurant(
    c: &mut Conn,
    restaurant: &RestaurantId,
    states: &[OrderState],
) -> Result<Vec<Order>> {
    let states: Vec<&str> = states.iter().map(|state| state.text()).collect();
    Ok(orders::table
        .filter(orders::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(orders::state.eq_any(states))
        .order((orders::prepare_at, orders::id))
        .select(Order::as_select())
        .load(c)?)
}

/// A restaurant's orders that ended since a time, the newest first.
pub fn ended_since(
    c: &mut Conn,
    restaurant: &RestaurantId,
    since: Instant,
    limit: i64,
) -> Result<Vec<Order>> {
    Ok(orders::table
        .filter(orders::restaurant_id.eq(TextValue::as_str(restaurant)))
        .filter(orders::ended_at.ge(since.millis()))
        .order((orders::ended_at.desc(), orders::id.desc()))
        .limit(limit)
        .select(Order::as_select())
        .load(c)?)
}

/// All orders since a time that are on one of these sides, the newest first.
pub fn since(c: &mut Conn, sides: &[OrderSide], since: Instant, limit: i64) -> Result<Vec<Order>> {
    let sides: Vec<&str> = sides.iter().map(|side| side.text()).collect();
    Ok(orders::table
        .filter(orders::side.eq_any(sides))
        .filter(orders::created_at.ge(since.millis()))
        .order((orders::created_at.desc(), orders::id.desc()))
        .limit(limit)
        .select(Order::as_select())
        .load(c)?)
}

/// The row with this key, for changing it.
pub fn lock(c: &mut Conn, id: &OrderId) -> Result<Order> {
    Ok(for_change!(
        c,
        orders::table.find(TextValue::as_str(id)),
        Order
    )?)
}

/// The order that an `Offer` activity asked for, for changing it.
pub fn lock_of_offer(c: &mut Conn, offer_id: &str) -> Result<Option<Order>> {
    Ok(for_change!(
        c,
        orders::table.filter(orders::offer_id.eq(offer_id)),
        Order
    )
    .optional()?)
}

/// The order that an agreement is about, for changing it.
pub fn lock_of_agreement(c: &mut Conn, agreement_id: &str) -> Result<Option<Order>> {
    Ok(for_change!(
        c,
        orders::table.filter(orders::agreement_id.eq(agreement_id)),
        Order
    )
    .optional()?)
}

/// How many orders of whatever side are in these states.
pub fn count_in(c: &mut Conn, states: &[OrderState]) -> Result<i64> {
    let states: Vec<&str> = states.iter().map(|state| state.text()).collect();
    Ok(orders::table
        .filter(orders::state.eq_any(states))
        .count()
        .get_result(c)?)
}
