//! An activity on its way to one inbox.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::outbox_activity::Lane;
use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::OutboxMessageId;

use super::schema::outbox_message;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How far a message got.
    pub enum MessageState("message state") {
        /// To be sent, or to be sent again.
        Waiting = "waiting",
        /// Taken by the other server.
        Delivered = "delivered",
        /// Refused for good by the other server.
        Refused = "refused",
        /// Not sent in time.
        Expired = "expired",
        /// Keeps failing while others pass; the partner fetches it from the log.
        Parked = "parked",
    }
}
super::types::text_columns!(MessageState);

/// An activity on its way to one inbox.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = outbox_message, treat_none_as_null = true)]
pub struct OutboxMessage {
    #[diesel(serialize_as = AsText<OutboxMessageId>, deserialize_as = AsText<OutboxMessageId>)]
    pub id: OutboxMessageId,
    pub activity_id: String,
    pub inbox: String,
    pub host: String,
    #[diesel(serialize_as = AsText<Lane>, deserialize_as = AsText<Lane>)]
    pub lane: Lane,
    pub partner_id: Option<String>,
    pub seq: Option<i64>,
    #[diesel(serialize_as = AsText<MessageState>, deserialize_as = AsText<MessageState>)]
    pub state: MessageState,
    pub attempts: i32,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub next_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub valid_through: Option<Instant>,
    pub last_status: Option<i32>,
    pub last_error: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &OutboxMessageId) -> Result<OutboxMessage> {
    Ok(outbox_message::table
        .find(TextValue::as_str(id))
        .select(OutboxMessage::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &OutboxMessageId) -> Result<Option<OutboxMessage>> {
    Ok(outbox_message::table
        .find(TextValue::as_str(id))
        .select(OutboxMessage::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &OutboxMessage) -> Result<()> {
    diesel::insert_into(outbox_message::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &OutboxMessage) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(outbox_message::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &OutboxMessage) -> Result<()> {
    let rows = diesel::update(outbox_message::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &OutboxMessageId) -> Result<bool> {
    Ok(diesel::delete(outbox_message::table.find(TextValue::as_str(id))).execute(c)? == 1)
}
