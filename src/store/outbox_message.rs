//! An activity on its way to one inbox.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

mod waiting;

use std::collections::BTreeSet;

use super::outbox_activity::Lane;
use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::OutboxMessageId;

use super::kept::kept;
use super::schema::{outbox_activity, outbox_message};
use super::{Conn, Result, outbox_host};
use crate::each_backend;

pub use waiting::{
    as_many_wait, first_for_host, is_paused, next_parked, parked_for_partner, partners_at,
    void_for_host, waiting_for_host, waiting_for_partner, waits,
};

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
#[diesel(table_name = outbox_message, treat_none_as_null = true, treat_none_as_default_value = false)]
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

/// Writes a new row, and that its host has something waiting. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &OutboxMessage) -> Result<()> {
    diesel::insert_into(outbox_message::table)
        .values(row.clone())
        .execute(c)?;
    outbox_host::open(c, row.lane, &[&row.host], row.next_at)
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

/// Writes many new rows of one lane at once, and that their hosts have something waiting. A message that is already there (same activity, same inbox)
/// stays as it is.
pub fn insert_all(c: &mut Conn, lane: Lane, rows: Vec<OutboxMessage>) -> Result<()> {
    let Some(first) = rows.iter().map(|row| row.next_at).min() else {
        return Ok(());
    };
    let hosts: BTreeSet<String> = rows.iter().map(|row| row.host.clone()).collect();
    match c {
        // SQLite binds one row at a time anyway.
        Conn::Sqlite(c) => {
            for row in rows {
                diesel::insert_into(outbox_message::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(c)?;
            }
        }
        // PostgreSQL is asked over a socket, and takes 65,535 values in one statement.
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => {
            for part in rows.chunks(1_000) {
                if let [row] = part {
                    diesel::insert_into(outbox_message::table)
                        .values(row.clone())
                        .on_conflict_do_nothing()
                        .execute(c)?;
                } else {
                    diesel::insert_into(outbox_message::table)
                        .values(part.to_vec())
                        .on_conflict_do_nothing()
                        .execute(c)?;
                }
            }
        }
    }
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    outbox_host::open(c, lane, &hosts, first)
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

/// What came of one attempt to send a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub id: OutboxMessageId,
    pub state: MessageState,
    pub next_at: Instant,
    pub status: Option<i32>,
    pub error: Option<String>,
}

/// Closes a message, or counts a failed attempt, and says what the other server answered.
pub fn record(c: &mut Conn, attempt: &Attempt) -> Result<()> {
    each_backend!(c, |c| kept(
        "UPDATE outbox_message SET attempts = attempts + 1, state = "
    )
    .bind::<Text, _>(attempt.state.text(), ", next_at = ")
    .bind::<BigInt, _>(attempt.next_at.millis(), ", last_status = ")
    .bind::<Nullable<Integer>, _>(attempt.status, ", last_error = ")
    .bind::<Nullable<Text>, _>(attempt.error.as_deref(), " WHERE id = ")
    .bind::<Text, _>(TextValue::as_str(&attempt.id), "")
    .execute(c))?;
    Ok(())
}

/// Closes messages that were not sent in time.
pub fn expire(c: &mut Conn, ids: &[OutboxMessageId]) -> Result<()> {
    close(c, ids.iter().map(TextValue::as_str), MessageState::Expired)
}

fn close<'a>(c: &mut Conn, ids: impl Iterator<Item = &'a str>, state: MessageState) -> Result<()> {
    diesel::update(outbox_message::table.filter(outbox_message::id.eq_any(ids)))
        .set(outbox_message::state.eq(state.text()))
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

/// Makes what waits for a host due at once, in both lanes: it was heard of. Says how many rows that hastens, none of them a message of the open tier.
pub fn make_due(c: &mut Conn, host: &str, now: Instant) -> Result<usize> {
    let hastened = diesel::update(
        outbox_message::table
            .filter(outbox_message::host.eq(host))
            .filter(outbox_message::lane.eq(Lane::Trade.text()))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .filter(outbox_message::next_at.gt(now.millis())),
    )
    .set(outbox_message::next_at.eq(now.millis()))
    .execute(c)?;
    Ok(hastened + outbox_host::hasten(c, host, Lane::ALL, now)?)
}

/// A pause of the trade lane that does not end early, in milliseconds: a desk that answers but refuses one message for the moment is not hurried.
const SHORT_PAUSE: i64 = 60_000;

/// Makes messages that wait because a partner did not answer, or have a long time to wait, due at once: the partner was heard of.
pub fn resume_partner(c: &mut Conn, partner: &str, now: Instant) -> Result<usize> {
    let resumed = diesel::update(
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
    .execute(c)?;
    if resumed > 0 {
        let hosts: Vec<String> = outbox_message::table
            .filter(outbox_message::partner_id.eq(partner))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .select(outbox_message::host)
            .distinct()
            .load(c)?;
        for host in hosts {
            outbox_host::hasten(c, &host, &[Lane::Trade], now)?;
        }
    }
    Ok(resumed)
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
    let again = diesel::update(
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
    .execute(c)?;
    if again > 0 {
        let hosts: Vec<(String, AsText<Lane>)> = outbox_message::table
            .filter(outbox_message::activity_id.eq(activity_id))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
            .select((outbox_message::host, outbox_message::lane))
            .order(outbox_message::host)
            .distinct()
            .load(c)?;
        for (host, lane) in hosts {
            outbox_host::open(c, lane.0, &[&host], now)?;
        }
    }
    Ok(again)
}

/// What is sent even to a server that is suspended: that we stop following, and that its people do not follow us any more.
const FAREWELLS: [&str; 2] = ["Undo", "Reject"];

/// Refuses what still waits for one inbox, farewells excepted.
pub fn refuse_inbox(c: &mut Conn, host: &str, inbox: &str) -> Result<usize> {
    let farewells = outbox_activity::table
        .filter(outbox_activity::id.eq(outbox_message::activity_id))
        .filter(outbox_activity::kind.eq_any(FAREWELLS));
    let ids: Vec<String> = outbox_message::table
        .filter(outbox_message::host.eq(host))
        .filter(outbox_message::inbox.eq(inbox))
        .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text)))
        .filter(diesel::dsl::not(diesel::dsl::exists(farewells)))
        .select(outbox_message::id)
        .load(c)?;
    close(c, ids.iter().map(String::as_str), MessageState::Refused)?;
    Ok(ids.len())
}

/// Refuses some of what still waits for a suspended host, at most `limit` and farewells of the open tier excepted; says how many those are.
pub fn refuse_some(c: &mut Conn, host: &str, limit: i64) -> Result<usize> {
    let farewells = outbox_activity::table
        .filter(outbox_activity::id.eq(outbox_message::activity_id))
        .filter(outbox_activity::lane.eq(Lane::Social.text()))
        .filter(outbox_activity::kind.eq_any(FAREWELLS));
    let ids: Vec<String> = outbox_message::table
        .filter(outbox_message::host.eq(host))
        .filter(outbox_message::lane.eq_any(Lane::ALL.iter().map(|lane| lane.text())))
        .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text)))
        .filter(diesel::dsl::not(diesel::dsl::exists(farewells)))
        .select(outbox_message::id)
        .limit(limit)
        .load(c)?;
    close(c, ids.iter().map(String::as_str), MessageState::Refused)?;
    Ok(ids.len())
}

/// Refuses everything that still waits for a partner.
pub fn refuse_partner(c: &mut Conn, partner: &str) -> Result<usize> {
    Ok(diesel::update(
        outbox_message::table
            .filter(outbox_message::partner_id.eq(partner))
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

/// Deletes some closed messages of before `before`, at most `limit`; says how many.
pub fn purge(c: &mut Conn, before: Instant, limit: i64) -> Result<usize> {
    let ids: Vec<String> = outbox_message::table
        .filter(outbox_message::created_at.lt(before.millis()))
        .filter(outbox_message::state.ne(MessageState::Waiting.text()))
        .order(outbox_message::created_at)
        .select(outbox_message::id)
        .limit(limit)
        .load(c)?;
    Ok(diesel::delete(outbox_message::table.filter(outbox_message::id.eq_any(ids))).execute(c)?)
}
