//! What two co-ops agreed on.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;

use super::dialect::for_change;
use super::schema::trade_agreement;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How far a trade agreement got.
    pub enum AgreementState("agreement state") {
        /// One side offered it.
        Offered = "offered",
        /// Both agreed.
        Active = "active",
        /// The other side said no.
        Rejected = "rejected",
        /// Over, or replaced by a newer revision.
        Ended = "ended",
    }
}
super::types::text_columns!(AgreementState);

/// What two co-ops agreed on.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = trade_agreement, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct TradeAgreement {
    pub id: String,
    pub partner_id: String,
    pub revision: i64,
    #[diesel(serialize_as = AsText<AgreementState>, deserialize_as = AsText<AgreementState>)]
    pub state: AgreementState,
    pub offered_by_us: bool,
    pub offer_id: String,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    pub credit_limit: i64,
    pub wasted_trip_fee: i64,
    pub settlement_period: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub valid_from: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub valid_through: Instant,
    pub document: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub decided_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<TradeAgreement> {
    Ok(trade_agreement::table
        .find(id)
        .select(TradeAgreement::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<TradeAgreement>> {
    Ok(trade_agreement::table
        .find(id)
        .select(TradeAgreement::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &TradeAgreement) -> Result<()> {
    diesel::insert_into(trade_agreement::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &TradeAgreement) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(trade_agreement::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &TradeAgreement) -> Result<()> {
    let rows = diesel::update(trade_agreement::table.find(&row.id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &str) -> Result<bool> {
    Ok(diesel::delete(trade_agreement::table.find(id)).execute(c)? == 1)
}

/// The agreement that an offer (its activity id) proposed.
pub fn of_offer(c: &mut Conn, offer_id: &str) -> Result<Option<TradeAgreement>> {
    Ok(trade_agreement::table
        .filter(trade_agreement::offer_id.eq(offer_id))
        .select(TradeAgreement::as_select())
        .first(c)
        .optional()?)
}

/// All agreements with a partner, the newest first.
pub fn of_partner(c: &mut Conn, partner_id: &str) -> Result<Vec<TradeAgreement>> {
    Ok(trade_agreement::table
        .filter(trade_agreement::partner_id.eq(partner_id))
        .order((
            trade_agreement::created_at.desc(),
            trade_agreement::id.desc(),
        ))
        .select(TradeAgreement::as_select())
        .load(c)?)
}

/// The row with this key, for changing it.
pub fn lock(c: &mut Conn, id: &str) -> Result<Option<TradeAgreement>> {
    Ok(for_change!(c, trade_agreement::table.find(id), TradeAgreement).optional()?)
}

/// The offers made before `asked`, or for a time that was over at `now`, that nobody answered.
pub fn unanswered(c: &mut Conn, asked: Instant, now: Instant) -> Result<Vec<TradeAgreement>> {
    let old = trade_agreement::created_at.le(asked.millis());
    Ok(trade_agreement::table
        .filter(trade_agreement::state.eq(AgreementState::Offered.text()))
        .filter(old.or(trade_agreement::valid_through.le(now.millis())))
        .order(trade_agreement::id)
        .select(TradeAgreement::as_select())
        .load(c)?)
}

/// The partners with more than one agreement in force: one runs, the next was agreed for a later day.
pub fn waiting_to_begin(c: &mut Conn) -> Result<Vec<String>> {
    Ok(trade_agreement::table
        .filter(trade_agreement::state.eq(AgreementState::Active.text()))
        .group_by(trade_agreement::partner_id)
        .having(diesel::dsl::count_star().gt(1))
        .order(trade_agreement::partner_id)
        .select(trade_agreement::partner_id)
        .load(c)?)
}

/// The active agreements whose time was over at `now`.
pub fn run_out(c: &mut Conn, now: Instant) -> Result<Vec<TradeAgreement>> {
    Ok(trade_agreement::table
        .filter(trade_agreement::state.eq(AgreementState::Active.text()))
        .filter(trade_agreement::valid_through.le(now.millis()))
        .order(trade_agreement::id)
        .select(TradeAgreement::as_select())
        .load(c)?)
}
