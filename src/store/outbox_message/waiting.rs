//! What waits, in the order in which it is sent.

use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::id::OutboxMessageId;

use super::{MessageState, OutboxMessage, SHORT_PAUSE, UNSENT};
use crate::store::outbox_activity::Lane;
use crate::store::schema::outbox_message;
use crate::store::types::AsText;
use crate::store::{Conn, Result};

/// What waits for a host in the open tier.
macro_rules! waiting_at {
    ($host:expr) => {
        outbox_message::table
            .filter(outbox_message::host.eq($host))
            .filter(outbox_message::lane.eq(Lane::Social.text()))
            .filter(outbox_message::state.eq(MessageState::Waiting.text()))
    };
}

/// The first messages of the open tier that wait for a host, in the order in which they were written.
pub fn waiting_for_host(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<OutboxMessage>> {
    Ok(waiting_at!(host)
        .order(outbox_message::id)
        .select(OutboxMessage::as_select())
        .limit(limit)
        .load(c)?)
}

/// Whether so many messages of the open tier wait for a host. Looks at no more of them than that.
pub fn as_many_wait(c: &mut Conn, host: &str, most: i64) -> Result<bool> {
    let last: Option<String> = waiting_at!(host)
        .order(outbox_message::id)
        .select(outbox_message::host)
        .limit(1)
        .offset(most.saturating_sub(1))
        .first(c)
        .optional()?;
    Ok(last.is_some())
}

/// When the first message of the open tier that waits for a host may go out; none if nothing waits.
pub fn first_for_host(c: &mut Conn, host: &str) -> Result<Option<Instant>> {
    let at: Option<i64> = waiting_at!(host)
        .order(outbox_message::id)
        .select(outbox_message::next_at)
        .first(c)
        .optional()?;
    Ok(at.map(Instant::from_millis))
}

/// Those of the first `limit` messages of the open tier for a host that are not to be sent any more at `now`.
pub fn void_for_host(
    c: &mut Conn,
    host: &str,
    now: Instant,
    limit: i64,
) -> Result<Vec<OutboxMessageId>> {
    let first: Vec<(AsText<OutboxMessageId>, Option<i64>)> = waiting_at!(host)
        .order(outbox_message::id)
        .select((outbox_message::id, outbox_message::valid_through))
        .limit(limit)
        .load(c)?;
    Ok(first
        .into_iter()
        .filter(|(_, until)| until.is_some_and(|until| until < now.millis()))
        .map(|(id, _)| id.0)
        .collect())
}

/// The partners at a host to whom messages wait, parked ones included.
pub fn partners_at(c: &mut Conn, host: &str) -> Result<Vec<String>> {
    let found: Vec<Option<String>> = outbox_message::table
        .filter(outbox_message::host.eq(host))
        .filter(outbox_message::lane.eq(Lane::Trade.text()))
        .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text)))
        .select(outbox_message::partner_id)
        .distinct()
        .load(c)?;
    Ok(found.into_iter().flatten().collect())
}

/// When the first parked message to a partner is tried again.
pub fn next_parked(c: &mut Conn, partner: &str) -> Result<Option<Instant>> {
    let at: Option<i64> = outbox_message::table
        .filter(outbox_message::partner_id.eq(partner))
        .filter(outbox_message::state.eq(MessageState::Parked.text()))
        .select(diesel::dsl::min(outbox_message::next_at))
        .first(c)?;
    Ok(at.map(Instant::from_millis))
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

/// Whether an activity still waits to be sent to somebody.
pub fn waits(c: &mut Conn, activity_id: &str) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(
        outbox_message::table
            .filter(outbox_message::activity_id.eq(activity_id))
            .filter(outbox_message::state.eq_any(UNSENT.map(MessageState::text))),
    ))
    .get_result(c)?)
}
