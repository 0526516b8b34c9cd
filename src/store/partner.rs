//! A co-op's desk that we trade with, with its pinned key.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::dialect::for_change;
use super::schema::partner;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How we stand with a partner.
    pub enum PartnerState("partner state") {
        /// Found, nothing agreed.
        Known = "known",
        /// We trade.
        Active = "active",
        /// No new offers; running jobs finish.
        Paused = "paused",
        /// Over.
        Ended = "ended",
    }
}
super::types::text_columns!(PartnerState);

/// A co-op's desk that we trade with, with its pinned key.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = partner, primary_key(desk_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Partner {
    pub desk_id: String,
    pub coop_id: String,
    pub host: String,
    pub name: String,
    pub place: String,
    pub hue: String,
    pub inbox: String,
    pub quote_url: Option<String>,
    pub log_url: Option<String>,
    pub capacity_url: Option<String>,
    pub key_id: String,
    pub public_key: Vec<u8>,
    pub agreement_id: Option<String>,
    #[diesel(serialize_as = AsText<PartnerState>, deserialize_as = AsText<PartnerState>)]
    pub state: PartnerState,
    pub sent_seq: i64,
    pub received_seq: i64,
    pub acknowledged_seq: i64,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub last_contact_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub silent_since: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, desk_id: &str) -> Result<Partner> {
    Ok(partner::table
        .find(desk_id)
        .select(Partner::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, desk_id: &str) -> Result<Option<Partner>> {
    Ok(partner::table
        .find(desk_id)
        .select(Partner::as_select())
        .first(c)
        .optional()?)
}

/// The row with this key, held until the end of the transaction: nobody numbers a message to the partner meanwhile.
pub fn lock(c: &mut Conn, desk_id: &str) -> Result<Option<Partner>> {
    Ok(for_change!(c, partner::table.find(desk_id), Partner).optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Partner) -> Result<()> {
    diesel::insert_into(partner::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Partner) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(partner::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew. It was read with [`lock`] or [`heard`], so that no number of a message is lost.
pub fn save(c: &mut Conn, row: &Partner) -> Result<()> {
    let rows = diesel::update(partner::table.find(&row.desk_id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, desk_id: &str) -> Result<bool> {
    Ok(diesel::delete(partner::table.find(desk_id)).execute(c)? == 1)
}

/// All partners, by name.
pub fn all(c: &mut Conn) -> Result<Vec<Partner>> {
    Ok(partner::table
        .order((partner::name, partner::desk_id))
        .select(Partner::as_select())
        .load(c)?)
}

/// The partners in a state, by name.
pub fn in_state(c: &mut Conn, state: PartnerState) -> Result<Vec<Partner>> {
    Ok(partner::table
        .filter(partner::state.eq(state.text()))
        .order((partner::name, partner::desk_id))
        .select(Partner::as_select())
        .load(c)?)
}

/// The partner of a co-op, by the co-op's actor id.
pub fn of_coop(c: &mut Conn, coop_id: &str) -> Result<Option<Partner>> {
    Ok(partner::table
        .filter(partner::coop_id.eq(coop_id))
        .select(Partner::as_select())
        .first(c)
        .optional()?)
}

/// Takes the next number for a message to this partner, and returns it with the partner. Two writers never get the same one.
pub fn next_sent(c: &mut Conn, desk_id: &str) -> Result<(Partner, i64)> {
    diesel::update(partner::table.find(desk_id))
        .set(partner::sent_seq.eq(partner::sent_seq + 1))
        .execute(c)?;
    let row = find(c, desk_id)?;
    let seq = row.sent_seq;
    Ok((row, seq))
}

/// Notes that the partner was heard of, and holds the row until the end of the transaction, so that its messages are taken one by one.
pub fn heard(c: &mut Conn, desk_id: &str, at: Instant) -> Result<Partner> {
    diesel::update(partner::table.find(desk_id))
        .set((
            partner::last_contact_at.eq(at.millis()),
            partner::silent_since.eq(None::<i64>),
        ))
        .execute(c)?;
    find(c, desk_id)
}

/// Notes that the partner does not answer, unless that is known already.
pub fn silent(c: &mut Conn, desk_id: &str, at: Instant) -> Result<()> {
    diesel::update(
        partner::table
            .find(desk_id)
            .filter(partner::silent_since.is_null()),
    )
    .set(partner::silent_since.eq(at.millis()))
    .execute(c)?;
    Ok(())
}

/// Whose desk is at this host.
pub fn at_host(c: &mut Conn, host: &str) -> Result<Option<Partner>> {
    Ok(partner::table
        .filter(partner::host.eq(host))
        .select(Partner::as_select())
        .first(c)
        .optional()?)
}

/// Sets the highest number up to which nothing of this partner's is missing.
pub fn received_up_to(c: &mut Conn, desk_id: &str, seq: i64) -> Result<()> {
    diesel::update(partner::table.find(desk_id))
        .set(partner::received_seq.eq(seq))
        .execute(c)?;
    Ok(())
}

/// Notes what the partner says it has of ours without a gap. It never goes down.
pub fn acknowledged_up_to(c: &mut Conn, desk_id: &str, seq: i64) -> Result<()> {
    diesel::update(
        partner::table
            .find(desk_id)
            .filter(partner::acknowledged_seq.lt(seq)),
    )
    .set(partner::acknowledged_seq.eq(seq))
    .execute(c)?;
    Ok(())
}
