//! The log of what two desks told each other, by number.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::exchange_entry;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Who spoke.
    pub enum ExchangeDirection("exchange direction") {
        /// We did.
        Sent = "sent",
        /// The partner did.
        Received = "received",
    }
}
super::types::text_columns!(ExchangeDirection);

/// The log of what two desks told each other, by number.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = exchange_entry, primary_key(partner_id, direction, seq), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ExchangeEntry {
    pub partner_id: String,
    #[diesel(serialize_as = AsText<ExchangeDirection>, deserialize_as = AsText<ExchangeDirection>)]
    pub direction: ExchangeDirection,
    pub seq: i64,
    pub activity_id: String,
    pub kind: String,
    pub context: Option<String>,
    pub body: Option<String>,
    pub body_hash: String,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub valid_through: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(
    c: &mut Conn,
    partner_id: &str,
    direction: ExchangeDirection,
    seq: i64,
) -> Result<ExchangeEntry> {
    Ok(exchange_entry::table
        .find((partner_id, direction.text(), seq))
        .select(ExchangeEntry::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(
    c: &mut Conn,
    partner_id: &str,
    direction: ExchangeDirection,
    seq: i64,
) -> Result<Option<ExchangeEntry>> {
    Ok(exchange_entry::table
        .find((partner_id, direction.text(), seq))
        .select(ExchangeEntry::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &ExchangeEntry) -> Result<()> {
    diesel::insert_into(exchange_entry::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &ExchangeEntry) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(exchange_entry::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &ExchangeEntry) -> Result<()> {
    let rows = diesel::update(exchange_entry::table.find((
        &row.partner_id,
        row.direction.text(),
        row.seq,
    )))
    .set(row.clone())
    .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(
    c: &mut Conn,
    partner_id: &str,
    direction: ExchangeDirection,
    seq: i64,
) -> Result<bool> {
    Ok(
        diesel::delete(exchange_entry::table.find((partner_id, direction.text(), seq)))
            .execute(c)?
            == 1,
    )
}

/// The entry of an activity, by its id.
pub fn find_by_activity(
    c: &mut Conn,
    partner_id: &str,
    direction: ExchangeDirection,
    activity_id: &str,
) -> Result<Option<ExchangeEntry>> {
    Ok(exchange_entry::table
        .filter(exchange_entry::partner_id.eq(partner_id))
        .filter(exchange_entry::direction.eq(direction.text()))
        .filter(exchange_entry::activity_id.eq(activity_id))
        .select(ExchangeEntry::as_select())
        .first(c)
        .optional()?)
}

/// The numbers above `after`, in order, at most `limit`.
pub fn numbers_after(
    c: &mut Conn,
    partner_id: &str,
    direction: ExchangeDirection,
    after: i64,
    limit: i64,
) -> Result<Vec<i64>> {
    Ok(exchange_entry::table
        .filter(exchange_entry::partner_id.eq(partner_id))
        .filter(exchange_entry::direction.eq(direction.text()))
        .filter(exchange_entry::seq.gt(after))
        .order(exchange_entry::seq)
        .limit(limit)
        .select(exchange_entry::seq)
        .load(c)?)
}

/// The entries above `after`, in order, at most `limit`.
pub fn page_after(
    c: &mut Conn,
    partner_id: &str,
    direction: ExchangeDirection,
    after: i64,
    limit: i64,
) -> Result<Vec<ExchangeEntry>> {
    Ok(exchange_entry::table
        .filter(exchange_entry::partner_id.eq(partner_id))
        .filter(exchange_entry::direction.eq(direction.text()))
        .filter(exchange_entry::seq.gt(after))
        .order(exchange_entry::seq)
        .limit(limit)
        .select(ExchangeEntry::as_select())
        .load(c)?)
}

/// The newest entry of a kind in a conversation, whoever spoke.
pub fn of_context(
    c: &mut Conn,
    partner_id: &str,
    context: &str,
    kind: &str,
) -> Result<Option<ExchangeEntry>> {
    Ok(exchange_entry::table
        .filter(exchange_entry::partner_id.eq(partner_id))
        .filter(exchange_entry::context.eq(context))
        .filter(exchange_entry::kind.eq(kind))
        .order(exchange_entry::created_at.desc())
        .select(ExchangeEntry::as_select())
        .first(c)
        .optional()?)
}

/// What the body of a message looks like that still holds a pickup code or a PIN.
pub const CODES: [&str; 2] = [r#"%"pickupCode"%"#, r#"%"proofOfDelivery"%"value"%"#];

/// Entries of before `before` that still hold a pickup code or a PIN.
pub fn with_codes(c: &mut Conn, before: Instant) -> Result<Vec<ExchangeEntry>> {
    let [pickup, pin] = CODES;
    Ok(exchange_entry::table
        .filter(exchange_entry::kind.eq_any(["delivery_awarded", "receipt_issued"]))
        .filter(exchange_entry::created_at.lt(before.millis()))
        .filter(
            exchange_entry::body
                .like(pickup)
                .or(exchange_entry::body.like(pin)),
        )
        .select(ExchangeEntry::as_select())
        .load(c)?)
}

/// Empties the bodies of before `before`; says how many. An empty body is one that was there: none would mean that the message was refused.
pub fn forget_bodies(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::update(
        exchange_entry::table
            .filter(exchange_entry::created_at.lt(before.millis()))
            .filter(exchange_entry::body.ne("")),
    )
    .set(exchange_entry::body.eq(""))
    .execute(c)?)
}
