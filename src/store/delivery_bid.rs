//! A neighbour's offer to carry a delivery.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::DeliveryOfferId;

use super::schema::delivery_bid;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// What became of a neighbour's offer to carry.
    pub enum BidState("bid state") {
        /// Not decided.
        Open = "open",
        /// Awarded.
        Won = "won",
        /// Not chosen, or too late.
        Rejected = "rejected",
    }
}
super::types::text_columns!(BidState);

/// A neighbour's offer to carry a delivery.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = delivery_bid, primary_key(activity_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DeliveryBid {
    pub activity_id: String,
    #[diesel(serialize_as = AsText<DeliveryOfferId>, deserialize_as = AsText<DeliveryOfferId>)]
    pub offer_id: DeliveryOfferId,
    pub partner_id: String,
    pub epoch: i64,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub eta: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub valid_through: Instant,
    #[diesel(serialize_as = AsText<BidState>, deserialize_as = AsText<BidState>)]
    pub state: BidState,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, activity_id: &str) -> Result<DeliveryBid> {
    Ok(delivery_bid::table
        .find(activity_id)
        .select(DeliveryBid::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, activity_id: &str) -> Result<Option<DeliveryBid>> {
    Ok(delivery_bid::table
        .find(activity_id)
        .select(DeliveryBid::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &DeliveryBid) -> Result<()> {
    diesel::insert_into(delivery_bid::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &DeliveryBid) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(delivery_bid::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &DeliveryBid) -> Result<()> {
    let rows = diesel::update(delivery_bid::table.find(&row.activity_id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, activity_id: &str) -> Result<bool> {
    Ok(diesel::delete(delivery_bid::table.find(activity_id)).execute(c)? == 1)
}

/// The bids for an offer in an epoch, the earliest arrival first.
pub fn of_offer(c: &mut Conn, offer_id: &DeliveryOfferId, epoch: i64) -> Result<Vec<DeliveryBid>> {
    Ok(delivery_bid::table
        .filter(delivery_bid::offer_id.eq(TextValue::as_str(offer_id)))
        .filter(delivery_bid::epoch.eq(epoch))
        .order((delivery_bid::eta, delivery_bid::activity_id))
        .select(DeliveryBid::as_select())
        .load(c)?)
}
