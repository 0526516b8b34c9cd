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
#[diesel(table_name = partner, primary_key(desk_id), treat_none_as_null = true)]
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

/// Writes an existing row anew.
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
