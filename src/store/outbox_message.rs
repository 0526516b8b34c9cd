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
        /// Keeps failing while others pass; tried again now and then until it is void.
        Parked = "parked",
    }
}
super::types::text_columns!(MessageState);

/// What is still to be sent.
const UNSENT: [MessageState; 2] = [MessageState::Waiting, MessageState::Parked];

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

/// Writes many new rows at once. A message that is already there (same activity, same inbox) stays as it is.
pub fn insert_all(c: &mut Conn, rows: Vec<OutboxMessage>) -> Result<()> {
    // SQLite binds one row at a time anyway; PostgreSQL takes few thousand parameters in one statement.
    for row in rows {
        insert_if_absent(c, &row)?;
    }
    Ok(())
}

/// Hosts that have a message of the open tier due at `now`.
pub fn hosts_due(c: &mut Conn, now: Instant, limit: i64) -> Result<Vec<String>> {
    Ok(outbox_message::table
        .filter(outbox_message::state.eq(MessageState::Waiting.text()))
        .filter(outbox_message::lane.eq(Lane::Social.text()))
        .filter(outbox_message::next_at.le(now.millis()))
        .select(outbox_message::host)
        .distinct()
        .limit(limit)
        .load(c)?)
}

/// Partners that have a message of the trade lane due at `now`.
pub fn partners_due(c: &mut Conn, now: Instant, limit: i64) -> Result<Vec<String>> {
    let found: Vec<Option<String>> = outbox_message::table
        .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text)))
        .filter(outbox_message::lane.eq(Lane::Trade.text()))
        .filter(outbox_message::next_at.le(now.millis()))
        .select(outbox_message::partner_id)
        .distinct()
        .limit(limit)
        .load(c)?;
    Ok(found.into_iter().flatten().collect())
}

/// When the next message after `now` is due.
pub fn next_due(c: &mut Conn, now: Instant) -> Result<Option<Instant>> {
    let at: Option<i64> = outbox_message::table
        .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text)))
        .filter(outbox_message::next_at.gt(now.millis()))
        .select(diesel::dsl::min(outbox_message::next_at))
        .first(c)?;
    Ok(at.map(Instant::from_millis))
}

/// The due messages for one host, oldest first.
pub fn due_for_host(
    c: &mut Conn,
    host: &str,
    now: Instant,
    limit: i64,
) -> Result<Vec<OutboxMessage>> {
    Ok(outbox_message::table
        .filter(outbox_message::host.eq(host))
        .filter(outbox_message::state.eq(MessageState::Waiting.text()))
        .filter(outbox_message::lane.eq(Lane::Social.text()))
        .filter(outbox_message::next_at.le(now.millis()))
        .order((outbox_message::next_at, outbox_message::id))
        .select(OutboxMessage::as_select())
        .limit(limit)
        .load(c)?)
}

/// The waiting messages to one partner, in the order of their numbers, whether due or not: a later one never passes an earlier one by itself.
pub fn waiting_for_partner(c: &mut Conn, partner: &str, limit: i64) -> Result<Vec<OutboxMessage>> {
    Ok(outbox_message::table
        .filter(outbox_message::partner_id.eq(partner))
        .filter(outbox_message::state.eq(MessageState::Waiting.text()))
        .filter(outbox_message::lane.eq(Lane::Trade.text()))
        .order((outbox_message::seq, outbox_message::id))
        .select(OutboxMessage::as_select())
        .limit(limit)
        .load(c)?)
}

/// The parked messages to one partner that are due, in the order of their numbers.
pub fn parked_for_partner(
    c: &mut Conn,
    partner: &str,
    now: Instant,
    limit: i64,
) -> Result<Vec<OutboxMessage>> {
    Ok(outbox_message::table
        .filter(outbox_message::partner_id.eq(partner))
        .filter(outbox_message::state.eq(MessageState::Parked.text()))
        .filter(outbox_message::next_at.le(now.millis()))
        .order((outbox_message::seq, outbox_message::id))
        .select(OutboxMessage::as_select())
        .limit(limit)
        .load(c)?)
}

/// Parks a message until `at`, when it is tried again.
pub fn park(c: &mut Conn, id: &OutboxMessageId, at: Instant) -> Result<()> {
    diesel::update(outbox_message::table.find(TextValue::as_str(id)))
        .set((
            outbox_message::state.eq(MessageState::Parked.text()),
            outbox_message::next_at.eq(at.millis()),
        ))
        .execute(c)?;
    Ok(())
}

/// Closes a message, or counts a failed attempt, and says what the other server answered.
pub fn record(
    c: &mut Conn,
    id: &OutboxMessageId,
    state: MessageState,
    next_at: Instant,
    status: Option<i32>,
    error: Option<&str>,
) -> Result<()> {
    diesel::update(outbox_message::table.find(TextValue::as_str(id)))
        .set((
            outbox_message::state.eq(state.text()),
            outbox_message::attempts.eq(outbox_message::attempts + 1),
            outbox_message::next_at.eq(next_at.millis()),
            outbox_message::last_status.eq(status),
            outbox_message::last_error.eq(error),
        ))
        .execute(c)?;
    Ok(())
}

/// Changes the state of a message without an attempt: expired.
pub fn set_state(c: &mut Conn, id: &OutboxMessageId, state: MessageState) -> Result<()> {
    diesel::update(outbox_message::table.find(TextValue::as_str(id)))
        .set(outbox_message::state.eq(state.text()))
        .execute(c)?;
    Ok(())
}

/// Puts all waiting messages of the open tier for a host off until `at`.
pub fn put_off(c: &mut Conn, host: &str, at: Instant) -> Result<usize> {
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::host.eq(host))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .filter(outbox_message::lane.eq(Lane::Social.text()))
            .filter(outbox_message::next_at.lt(at.millis())),
    )
    .set(outbox_message::next_at.eq(at.millis()))
    .execute(c)?)
}

/// Puts all waiting messages to a partner off until `at`.
pub fn put_off_partner(c: &mut Conn, partner: &str, at: Instant) -> Result<usize> {
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::partner_id.eq(partner))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .filter(outbox_message::lane.eq(Lane::Trade.text()))
            .filter(outbox_message::next_at.lt(at.millis())),
    )
    .set(outbox_message::next_at.eq(at.millis()))
    .execute(c)?)
}

/// Makes all waiting messages for a host due at once, in both lanes: it was heard of.
pub fn make_due(c: &mut Conn, host: &str, now: Instant) -> Result<usize> {
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::host.eq(host))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .filter(outbox_message::next_at.gt(now.millis())),
    )
    .set(outbox_message::next_at.eq(now.millis()))
    .execute(c)?)
}

/// A pause of the trade lane that does not end early, in milliseconds: a desk that answers but refuses one message for the moment is not hurried.
const SHORT_PAUSE: i64 = 60_000;

/// Whether messages to a partner wait because it did not answer, or have a long time to wait.
pub fn is_paused(c: &mut Conn, partner: &str, now: Instant) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(
        outbox_message::table
            .filter(outbox_message::partner_id.eq(partner))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .filter(outbox_message::next_at.gt(now.millis()))
            .filter(
                outbox_message::last_status
                    .is_null()
                    .or(outbox_message::next_at.gt(now.millis() + SHORT_PAUSE)),
            ),
    ))
    .get_result(c)?)
}

/// Makes those messages due at once: the partner was heard of.
pub fn resume_partner(c: &mut Conn, partner: &str, now: Instant) -> Result<usize> {
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::partner_id.eq(partner))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .filter(outbox_message::next_at.gt(now.millis()))
            .filter(
                outbox_message::last_status
                    .is_null()
                    .or(outbox_message::next_at.gt(now.millis() + SHORT_PAUSE)),
            ),
    )
    .set(outbox_message::next_at.eq(now.millis()))
    .execute(c)?)
}

/// Sends an activity once more that was last sent, or given up, before `before`; it is tried until `until`.
pub fn send_again(
    c: &mut Conn,
    activity_id: &str,
    before: Instant,
    now: Instant,
    until: Instant,
) -> Result<usize> {
    let over = [MessageState::Delivered.text(), MessageState::Expired.text()];
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::activity_id.eq(activity_id))
            .filter(outbox_message::state.eq_any(over))
            .filter(outbox_message::next_at.lt(before.millis())),
    )
    .set((
        outbox_message::state.eq(MessageState::Waiting.text()),
        outbox_message::attempts.eq(0),
        outbox_message::next_at.eq(now.millis()),
        outbox_message::valid_through.eq(Some(until.millis())),
    ))
    .execute(c)?)
}

/// Whether an activity still waits to be sent to somebody.
pub fn waits(c: &mut Conn, activity_id: &str) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(
        outbox_message::table
            .filter(outbox_message::activity_id.eq(activity_id))
            .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text))),
    ))
    .get_result(c)?)
}

/// Refuses everything that still waits for a host that was blocked.
pub fn refuse_host(c: &mut Conn, host: &str) -> Result<usize> {
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::host.eq(host))
            .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text))),
    )
    .set(outbox_message::state.eq(MessageState::Refused.text()))
    .execute(c)?)
}

/// Refuses everything that still waits for an inbox that is gone.
pub fn refuse_inbox(c: &mut Conn, inbox: &str) -> Result<usize> {
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::inbox.eq(inbox))
            .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text))),
    )
    .set(outbox_message::state.eq(MessageState::Refused.text()))
    .execute(c)?)
}

/// How many messages are in a state; for the administrator and for tests.
pub fn count(c: &mut Conn, state: MessageState) -> Result<i64> {
    Ok(outbox_message::table
        .filter(outbox_message::state.eq(state.text()))
        .count()
        .get_result(c)?)
}

/// Every message, oldest first; for the administrator and for tests.
pub fn list(c: &mut Conn, limit: i64) -> Result<Vec<OutboxMessage>> {
    Ok(outbox_message::table
        .order((outbox_message::created_at, outbox_message::id))
        .select(OutboxMessage::as_select())
        .limit(limit)
        .load(c)?)
}

/// Deletes closed messages of before `before`; says how many.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::delete(
        outbox_message::table
            .filter(outbox_message::created_at.lt(before.millis()))
            .filter(outbox_message::state.ne(MessageState::Waiting.text())),
    )
    .execute(c)?)
}
