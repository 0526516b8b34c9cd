//! A delivery opened to neighbours.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;
use musette_domain::id::DeliveryOfferId;

use super::dialect::for_change;
use super::schema::delivery_offer;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How far a delivery opened to neighbours got.
    pub enum OfferState("offer state") {
        /// Neighbours may offer to carry it.
        Open = "open",
        /// The window ended and nobody offered; a person decides.
        Unanswered = "unanswered",
        /// Awarded, not yet acknowledged.
        Awarded = "awarded",
        /// Acknowledged by the neighbour.
        Committed = "committed",
        /// The neighbour's courier has the bag.
        HandedOver = "handedOver",
        /// Delivered, the receipt is accepted.
        Delivered = "delivered",
        /// Delivered, the receipt is contested.
        Disputed = "disputed",
        /// Taken back.
        Closed = "closed",
    }
}
super::types::text_columns!(OfferState);

/// A delivery opened to neighbours.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = delivery_offer, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DeliveryOffer {
    #[diesel(serialize_as = AsText<DeliveryOfferId>, deserialize_as = AsText<DeliveryOfferId>)]
    pub id: DeliveryOfferId,
    #[diesel(serialize_as = AsText<DeliveryId>, deserialize_as = AsText<DeliveryId>)]
    pub delivery_id: DeliveryId,
    pub context: String,
    #[diesel(serialize_as = AsText<OfferState>, deserialize_as = AsText<OfferState>)]
    pub state: OfferState,
    pub epoch: i64,
    pub machine: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub window_ends_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &DeliveryOfferId) -> Result<DeliveryOffer> {
    Ok(delivery_offer::table
        .find(TextValue::as_str(id))
        .select(DeliveryOffer::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &DeliveryOfferId) -> Result<Option<DeliveryOffer>> {
    Ok(delivery_offer::table
        .find(TextValue::as_str(id))
        .select(DeliveryOffer::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &DeliveryOffer) -> Result<()> {
    diesel::insert_into(delivery_offer::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &DeliveryOffer) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(delivery_offer::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &DeliveryOffer) -> Result<()> {
    let rows = diesel::update(delivery_offer::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &DeliveryOfferId) -> Result<bool> {
    Ok(diesel::delete(delivery_offer::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The offer of a delivery, if it was ever opened.
pub fn of_delivery(c: &mut Conn, delivery_id: &DeliveryId) -> Result<Option<DeliveryOffer>> {
    Ok(delivery_offer::table
        .filter(delivery_offer::delivery_id.eq(TextValue::as_str(delivery_id)))
        .select(DeliveryOffer::as_select())
        .first(c)
        .optional()?)
}

/// The offer with this job URL.
pub fn of_context(c: &mut Conn, context: &str) -> Result<Option<DeliveryOffer>> {
    Ok(delivery_offer::table
        .filter(delivery_offer::context.eq(context))
        .select(DeliveryOffer::as_select())
        .first(c)
        .optional()?)
}

/// The row with this key, for changing it.
pub fn lock(c: &mut Conn, id: &DeliveryOfferId) -> Result<Option<DeliveryOffer>> {
    Ok(for_change!(
        c,
        delivery_offer::table.find(TextValue::as_str(id)),
        DeliveryOffer
    )
    .optional()?)
}

/// The offer of a delivery, for changing it.
pub fn lock_of_delivery(c: &mut Conn, id: &DeliveryId) -> Result<Option<DeliveryOffer>> {
    Ok(for_change!(
        c,
        delivery_offer::table.filter(delivery_offer::delivery_id.eq(TextValue::as_str(id))),
        DeliveryOffer
    )
    .optional()?)
}

/// The offer with this job URL, for changing it.
pub fn lock_of_context(c: &mut Conn, context: &str) -> Result<Option<DeliveryOffer>> {
    Ok(for_change!(
        c,
        delivery_offer::table.filter(delivery_offer::context.eq(context)),
        DeliveryOffer
    )
    .optional()?)
}
