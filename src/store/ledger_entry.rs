//! A line of what two co-ops owe each other.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::LedgerEntryId;

use super::schema::ledger_entry;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Who owes.
    pub enum LedgerDirection("ledger direction") {
        /// We owe the partner.
        WeOwe = "weOwe",
        /// The partner owes us.
        TheyOwe = "theyOwe",
    }
}
super::types::text_columns!(LedgerDirection);

musette_domain::text_enum! {
    /// What is owed.
    pub enum LedgerKind("ledger kind") {
        /// The fixed fee of a delivery.
        Fee = "fee",
        /// A trip for nothing.
        WastedTrip = "wastedTrip",
        /// Money taken at the door for the other co-op.
        Collected = "collected",
        /// A tip: passed on whole, beside the net.
        Tip = "tip",
    }
}
super::types::text_columns!(LedgerKind);

/// A line of what two co-ops owe each other.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = ledger_entry, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct LedgerEntry {
    #[diesel(serialize_as = AsText<LedgerEntryId>, deserialize_as = AsText<LedgerEntryId>)]
    pub id: LedgerEntryId,
    pub partner_id: String,
    #[diesel(serialize_as = AsText<LedgerDirection>, deserialize_as = AsText<LedgerDirection>)]
    pub direction: LedgerDirection,
    #[diesel(serialize_as = AsText<LedgerKind>, deserialize_as = AsText<LedgerKind>)]
    pub kind: LedgerKind,
    pub event_id: String,
    pub context: String,
    pub amount: i64,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &LedgerEntryId) -> Result<LedgerEntry> {
    Ok(ledger_entry::table
        .find(TextValue::as_str(id))
        .select(LedgerEntry::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &LedgerEntryId) -> Result<Option<LedgerEntry>> {
    Ok(ledger_entry::table
        .find(TextValue::as_str(id))
        .select(LedgerEntry::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &LedgerEntry) -> Result<()> {
    diesel::insert_into(ledger_entry::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &LedgerEntry) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(ledger_entry::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &LedgerEntry) -> Result<()> {
    let rows = diesel::update(ledger_entry::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &LedgerEntryId) -> Result<bool> {
    Ok(diesel::delete(ledger_entry::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The lines between us and a partner, the newest first.
pub fn of_partner(c: &mut Conn, partner_id: &str) -> Result<Vec<LedgerEntry>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::partner_id.eq(partner_id))
        .order((ledger_entry::created_at.desc(), ledger_entry::id.desc()))
        .select(LedgerEntry::as_select())
        .load(c)?)
}

/// The lines with a partner since a moment, newest first.
pub fn of_partner_since(
    c: &mut Conn,
    partner_id: &str,
    since: Instant,
) -> Result<Vec<LedgerEntry>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::partner_id.eq(partner_id))
        .filter(ledger_entry::created_at.ge(since.millis()))
        .order((ledger_entry::created_at.desc(), ledger_entry::id.desc()))
        .select(LedgerEntry::as_select())
        .load(c)?)
}
