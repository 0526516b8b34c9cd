//! A delivery that our co-op organises or carries.

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
use musette_domain::delivery::Carrier;
use musette_domain::delivery::DeliveryOrigin;
use musette_domain::delivery::DeliveryState;
use musette_domain::id::DeliveryId;
use musette_domain::id::OrderId;

use super::dialect::for_change;
use super::schema::delivery;
use super::{Conn, Result};
use crate::each_backend;

/// A delivery that our co-op organises or carries.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = delivery, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Delivery {
    #[diesel(serialize_as = AsText<DeliveryId>, deserialize_as = AsText<DeliveryId>)]
    pub id: DeliveryId,
    #[diesel(serialize_as = AsText<DeliveryOrigin>, deserialize_as = AsText<DeliveryOrigin>)]
    pub side: DeliveryOrigin,
    #[diesel(serialize_as = MaybeText<OrderId>, deserialize_as = MaybeText<OrderId>)]
    pub order_id: Option<OrderId>,
    pub partner_id: Option<String>,
    pub number: String,
    #[diesel(serialize_as = AsText<DeliveryState>, deserialize_as = AsText<DeliveryState>)]
    pub state: DeliveryState,
    #[diesel(serialize_as = MaybeText<Carrier>, deserialize_as = MaybeText<Carrier>)]
    pub carrier: Option<Carrier>,
    pub fee: i64,
    pub collect: i64,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    pub pickup_name: String,
    pub pickup_address: String,
    pub pickup_latitude: f64,
    pub pickup_longitude: f64,
    pub zone: String,
    pub distance: Option<i32>,
    pub duration: Option<i32>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub pickup_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub window_from: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub window_to: Instant,
    pub pickup_code: Option<String>,
    pub epoch: i64,
    pub code_tries: i32,
    pub pin_tries: i32,
    pub reported_revision: i64,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub eta: Option<Instant>,
    pub cell: Option<String>,
    pub trouble: Option<String>,
    pub vouched: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub ended_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &DeliveryId) -> Result<Delivery> {
    Ok(delivery::table
        .find(TextValue::as_str(id))
        .select(Delivery::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &DeliveryId) -> Result<Option<Delivery>> {
    Ok(delivery::table
        .find(TextValue::as_str(id))
        .select(Delivery::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Delivery) -> Result<()> {
    diesel::insert_into(delivery::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Delivery) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(delivery::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Delivery) -> Result<()> {
    let rows = diesel::update(delivery::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &DeliveryId) -> Result<bool> {
    Ok(diesel::delete(delivery::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The delivery of an order, if it has one.
pub fn of_order(c: &mut Conn, order_id: &OrderId) -> Result<Option<Delivery>> {
    Ok(delivery::table
        .filter(delivery::order_id.eq(TextValue::as_str(order_id)))
        .select(Delivery::as_select())
        .first(c)
        .optional()?)
}

/// The deliveries that are not over, or were created since a time, the first to be fetched first.
pub fn of_day(c: &mut Conn, since: Instant) -> Result<Vec<Delivery>> {
    Ok(delivery::table
        .filter(
            delivery::ended_at
                .is_null()
                .or(delivery::created_at.ge(since.millis())),
        )
        .order((delivery::pickup_at, delivery::id))
        .select(Delivery::as_select())
        .load(c)?)
}

/// The row with this key, for changing it.
pub fn lock(c: &mut Conn, id: &DeliveryId) -> Result<Delivery> {
    Ok(for_change!(
        c,
        delivery::table.find(TextValue::as_str(id)),
        Delivery
    )?)
}

/// The delivery of an order, for changing it.
pub fn lock_of_order(c: &mut Conn, order_id: &OrderId) -> Result<Option<Delivery>> {
    Ok(for_change!(
        c,
        delivery::table.filter(delivery::order_id.eq(TextValue::as_str(order_id))),
        Delivery
    )
    .optional()?)
}

/// Forgets the pickup codes of deliveries that ended before `before`; says how many.
pub fn forget_codes(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::update(
        delivery::table
            .filter(delivery::ended_at.lt(before.millis()))
            .filter(delivery::pickup_code.is_not_null()),
    )
    .set(delivery::pickup_code.eq(None::<String>))
    .execute(c)?)
}
