//! A delivery awarded to a neighbour.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::DeliveryOfferId;

use super::schema::delivery_award;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// What became of an award.
    pub enum AwardState("award state") {
        /// Not yet acknowledged.
        Awarded = "awarded",
        /// Acknowledged.
        Committed = "committed",
        /// The bag is with the courier.
        HandedOver = "handedOver",
        /// Delivered.
        Delivered = "delivered",
        /// Taken back.
        Revoked = "revoked",
        /// Given back by the neighbour.
        Released = "released",
    }
}
super::types::text_columns!(AwardState);

/// A delivery awarded to a neighbour.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = delivery_award, primary_key(agreement_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DeliveryAward {
    pub agreement_id: String,
    #[diesel(serialize_as = AsText<DeliveryOfferId>, deserialize_as = AsText<DeliveryOfferId>)]
    pub offer_id: DeliveryOfferId,
    pub partner_id: String,
    pub epoch: i64,
    pub bid_id: String,
    pub award_id: String,
    pub under: Option<String>,
    pub delivery_url: Option<String>,
    pub pickup_code: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub ack_by: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub acknowledged_at: Option<Instant>,
    #[diesel(serialize_as = AsText<AwardState>, deserialize_as = AsText<AwardState>)]
    pub state: AwardState,
    pub reason: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, agreement_id: &str) -> Result<DeliveryAward> {
    Ok(delivery_award::table
        .find(agreement_id)
        .select(DeliveryAward::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, agreement_id: &str) -> Result<Option<DeliveryAward>> {
    Ok(delivery_award::table
        .find(agreement_id)
        .select(DeliveryAward::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &DeliveryAward) -> Result<()> {
    diesel::insert_into(delivery_award::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &DeliveryAward) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(delivery_award::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &DeliveryAward) -> Result<()> {
    let rows = diesel::update(delivery_award::table.find(&row.agreement_id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, agreement_id: &str) -> Result<bool> {
    Ok(diesel::delete(delivery_award::table.find(agreement_id)).execute(c)? == 1)
}

/// The award of an epoch of an offer, if there was one.
pub fn of_epoch(
    c: &mut Conn,
    offer_id: &DeliveryOfferId,
    epoch: i64,
) -> Result<Option<DeliveryAward>> {
    Ok(delivery_award::table
        .filter(delivery_award::offer_id.eq(TextValue::as_str(offer_id)))
        .filter(delivery_award::epoch.eq(epoch))
        .select(DeliveryAward::as_select())
        .first(c)
        .optional()?)
}

/// The awards of an offer, the newest first.
pub fn of_offer(c: &mut Conn, offer_id: &DeliveryOfferId) -> Result<Vec<DeliveryAward>> {
    Ok(delivery_award::table
        .filter(delivery_award::offer_id.eq(TextValue::as_str(offer_id)))
        .order(delivery_award::epoch.desc())
        .select(DeliveryAward::as_select())
        .load(c)?)
}

/// How many of our deliveries a partner has carried to the end since a time.
pub fn carried_since(c: &mut Conn, partner_id: &str, since: Instant) -> Result<i64> {
    Ok(delivery_award::table
        .filter(delivery_award::partner_id.eq(partner_id))
        .filter(delivery_award::state.eq(AwardState::Delivered.text()))
        .filter(delivery_award::created_at.ge(since.millis()))
        .count()
        .get_result(c)?)
}

/// Forgets the pickup codes of awards made before `before`; says how many.
pub fn forget_codes(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::update(
        delivery_award::table
            .filter(delivery_award::created_at.lt(before.millis()))
            .filter(delivery_award::pickup_code.ne("")),
    )
    .set(delivery_award::pickup_code.eq(""))
    .execute(c)?)
}
