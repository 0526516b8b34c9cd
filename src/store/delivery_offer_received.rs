//! A delivery that a neighbour opened to us.

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
use musette_domain::id::DeliveryId;
use musette_domain::id::UserId;

use super::dialect::for_change;
use super::schema::delivery_offer_received;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How far a neighbour's delivery got with us.
    pub enum ReceivedOfferState("received offer state") {
        /// Waiting for our answer.
        Offered = "offered",
        /// We passed; that costs nothing.
        Passed = "passed",
        /// We offered to carry it.
        Bid = "bid",
        /// It is ours, we have not acknowledged yet.
        Awarded = "awarded",
        /// Acknowledged: we ride.
        Committed = "committed",
        /// The bag is with our courier.
        Carrying = "carrying",
        /// Delivered, the receipt is on its way.
        Delivered = "delivered",
        /// The receipt was accepted.
        Settled = "settled",
        /// The receipt was contested.
        Disputed = "disputed",
        /// Went to somebody else, or its time is over.
        Lapsed = "lapsed",
        /// Nobody took it at the door.
        Failed = "failed",
        /// Taken back by the neighbour.
        Revoked = "revoked",
        /// We gave it back.
        Released = "released",
    }
}
super::types::text_columns!(ReceivedOfferState);

/// A delivery that a neighbour opened to us.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = delivery_offer_received, primary_key(proposal_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DeliveryOfferReceived {
    pub proposal_id: String,
    pub partner_id: String,
    pub context: String,
    pub epoch: i64,
    #[diesel(serialize_as = AsText<ReceivedOfferState>, deserialize_as = AsText<ReceivedOfferState>)]
    pub state: ReceivedOfferState,
    pub machine: String,
    pub fee: i64,
    pub collect: i64,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    pub pickup_actor: String,
    pub pickup_name: String,
    pub pickup_address: String,
    pub pickup_latitude: f64,
    pub pickup_longitude: f64,
    pub zone: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub pickup_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub arrive_by: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub valid_through: Instant,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub courier_id: Option<UserId>,
    pub bid_id: Option<String>,
    pub award_id: Option<String>,
    pub under: Option<String>,
    pub agreement_id: Option<String>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub ack_by: Option<Instant>,
    pub pickup_code: Option<String>,
    pub handoff_url: Option<String>,
    #[diesel(serialize_as = MaybeText<DeliveryId>, deserialize_as = MaybeText<DeliveryId>)]
    pub delivery_id: Option<DeliveryId>,
    pub delivery_url: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub updated_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, proposal_id: &str) -> Result<DeliveryOfferReceived> {
    Ok(delivery_offer_received::table
        .find(proposal_id)
        .select(DeliveryOfferReceived::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, proposal_id: &str) -> Result<Option<DeliveryOfferReceived>> {
    Ok(delivery_offer_received::table
        .find(proposal_id)
        .select(DeliveryOfferReceived::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &DeliveryOfferReceived) -> Result<()> {
    diesel::insert_into(delivery_offer_received::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &DeliveryOfferReceived) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(delivery_offer_received::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &DeliveryOfferReceived) -> Result<()> {
    let rows = diesel::update(delivery_offer_received::table.find(&row.proposal_id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, proposal_id: &str) -> Result<bool> {
    Ok(diesel::delete(delivery_offer_received::table.find(proposal_id)).execute(c)? == 1)
}

/// The neighbour's offer whose delivery we carry.
pub fn of_delivery(
    c: &mut Conn,
    delivery_id: &DeliveryId,
) -> Result<Option<DeliveryOfferReceived>> {
    Ok(delivery_offer_received::table
        .filter(delivery_offer_received::delivery_id.eq(TextValue::as_str(delivery_id)))
        .select(DeliveryOfferReceived::as_select())
        .first(c)
        .optional()?)
}

/// The neighbour's offer to which this agreement belongs.
pub fn of_agreement(c: &mut Conn, agreement_id: &str) -> Result<Option<DeliveryOfferReceived>> {
    Ok(delivery_offer_received::table
        .filter(delivery_offer_received::agreement_id.eq(agreement_id))
        .select(DeliveryOfferReceived::as_select())
        .first(c)
        .optional()?)
}

/// The neighbour's offer that our bid answered, by the bid's activity id.
pub fn of_bid(c: &mut Conn, bid_id: &str) -> Result<Option<DeliveryOfferReceived>> {
    Ok(delivery_offer_received::table
        .filter(delivery_offer_received::bid_id.eq(bid_id))
        .select(DeliveryOfferReceived::as_select())
        .first(c)
        .optional()?)
}

/// The neighbour's offers in these states, the newest first.
pub fn in_states(
    c: &mut Conn,
    states: &[ReceivedOfferState],
    limit: i64,
) -> Result<Vec<DeliveryOfferReceived>> {
    let states: Vec<&str> = states.iter().map(|state| state.text()).collect();
    Ok(delivery_offer_received::table
        .filter(delivery_offer_received::state.eq_any(states))
        .order(delivery_offer_received::received_at.desc())
        .limit(limit)
        .select(DeliveryOfferReceived::as_select())
        .load(c)?)
}

/// Deletes the offers that came to nothing before a time: what was not awarded is not kept.
pub fn delete_unused(c: &mut Conn, before: Instant) -> Result<usize> {
    let unused = [
        ReceivedOfferState::Offered.text(),
        ReceivedOfferState::Passed.text(),
        ReceivedOfferState::Lapsed.text(),
    ];
    Ok(diesel::delete(
        delivery_offer_received::table
            .filter(delivery_offer_received::state.eq_any(unused))
            .filter(delivery_offer_received::delivery_id.is_null())
            .filter(delivery_offer_received::valid_through.lt(before.millis())),
    )
    .execute(c)?)
}

/// The row with this key, for changing it.
pub fn lock(c: &mut Conn, proposal_id: &str) -> Result<Option<DeliveryOfferReceived>> {
    Ok(for_change!(
        c,
        delivery_offer_received::table.find(proposal_id),
        DeliveryOfferReceived
    )
    .optional()?)
}

/// The offer that our bid answered, for changing it.
pub fn lock_of_bid(c: &mut Conn, bid_id: &str) -> Result<Option<DeliveryOfferReceived>> {
    Ok(for_change!(
        c,
        delivery_offer_received::table.filter(delivery_offer_received::bid_id.eq(bid_id)),
        DeliveryOfferReceived
    )
    .optional()?)
}

/// The offer whose delivery we carry, for changing it.
pub fn lock_of_delivery(c: &mut Conn, id: &DeliveryId) -> Result<Option<DeliveryOfferReceived>> {
    Ok(for_change!(
        c,
        delivery_offer_received::table
            .filter(delivery_offer_received::delivery_id.eq(TextValue::as_str(id))),
        DeliveryOfferReceived
    )
    .optional()?)
}

/// Forgets the pickup codes of offers that came before `before`; says how many.
pub fn forget_codes(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::update(
        delivery_offer_received::table
            .filter(delivery_offer_received::received_at.lt(before.millis()))
            .filter(delivery_offer_received::pickup_code.is_not_null()),
    )
    .set(delivery_offer_received::pickup_code.eq(None::<String>))
    .execute(c)?)
}
