//! A signed statement that a delivery was made.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::exchange_entry::CODES;
use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use super::schema::receipt;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Who carried.
    pub enum ReceiptDirection("receipt direction") {
        /// We carried and issued the receipt.
        Issued = "issued",
        /// The partner carried.
        Received = "received",
    }
}
super::types::text_columns!(ReceiptDirection);

musette_domain::text_enum! {
    /// What became of a receipt.
    pub enum ReceiptState("receipt state") {
        /// Not answered yet.
        Sent = "sent",
        /// It is a claim now.
        Accepted = "accepted",
        /// Contested: people talk.
        Disputed = "disputed",
    }
}
super::types::text_columns!(ReceiptState);

/// A signed statement that a delivery was made.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = receipt, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Receipt {
    pub id: String,
    #[diesel(serialize_as = AsText<DeliveryId>, deserialize_as = AsText<DeliveryId>)]
    pub delivery_id: DeliveryId,
    pub partner_id: String,
    #[diesel(serialize_as = AsText<ReceiptDirection>, deserialize_as = AsText<ReceiptDirection>)]
    pub direction: ReceiptDirection,
    pub epoch: i64,
    pub activity_id: String,
    pub amount: i64,
    pub collected: i64,
    pub tip: i64,
    #[diesel(serialize_as = AsText<Currency>, deserialize_as = AsText<Currency>)]
    pub currency: Currency,
    #[diesel(serialize_as = AsText<ReceiptState>, deserialize_as = AsText<ReceiptState>)]
    pub state: ReceiptState,
    pub body: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub answered_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<Receipt> {
    Ok(receipt::table
        .find(id)
        .select(Receipt::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<Receipt>> {
    Ok(receipt::table
        .find(id)
        .select(Receipt::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Receipt) -> Result<()> {
    diesel::insert_into(receipt::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Receipt) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(receipt::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Receipt) -> Result<()> {
    let rows = diesel::update(receipt::table.find(&row.id))
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
    Ok(diesel::delete(receipt::table.find(id)).execute(c)? == 1)
}

/// The receipts of a delivery, the newest first.
pub fn of_delivery(c: &mut Conn, delivery_id: &DeliveryId) -> Result<Vec<Receipt>> {
    Ok(receipt::table
        .filter(receipt::delivery_id.eq(TextValue::as_str(delivery_id)))
        .order((receipt::created_at.desc(), receipt::id.desc()))
        .select(Receipt::as_select())
        .load(c)?)
}

/// Receipts of before `before` that still hold a PIN.
pub fn with_codes(c: &mut Conn, before: Instant) -> Result<Vec<Receipt>> {
    let [_, pin] = CODES;
    Ok(receipt::table
        .filter(receipt::created_at.lt(before.millis()))
        .filter(receipt::body.like(pin))
        .select(Receipt::as_select())
        .load(c)?)
}
