//! The open tier: one message at a time for each host, and when a host fails, all of its messages wait.

use musette_domain::Instant;
use tokio_util::sync::CancellationToken;

use super::{Outbox, backoff};
use crate::peer::deliver::{Answer, NoAnswer};
use crate::peer::sign;
use crate::store::outbox_message::{MessageState, OutboxMessage};
use crate::store::peer_host::{self, PeerHost};
use crate::store::{self, follower, following, outbox_message};

/// How many messages are read at once.
const BATCH: i64 = 32;

/// What an answer of the open tier means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Taken.
    Delivered,
    /// The inbox is gone, and its owner with it.
    Gone,
    /// Refused for good.
    Refused,
    /// The host is in trouble.
    Failing,
}

impl Verdict {
    const fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Delivered,
            410 => Self::Gone,
            // A redirect is never followed: the message would reach somebody it was not signed for.
            300..=399 | 408 | 429 | 500.. => Self::Failing,
            _ => Self::Refused,
        }
    }
}

/// Sends what is due for a host, until nothing is left or the host fails.
pub(super) async fn drain(
    outbox: &Outbox,
    host: &str,
    shutdown: &CancellationToken,
) -> store::Result<()> {
    let Some(mut state) = ready(outbox, host).await? else {
        return Ok(());
    };
    loop {
        let (name, now) = (host.to_owned(), outbox.app.clock.wire());
        let batch = outbox
            .app
            .db
            .read(move |c| outbox_message::due_for_host(c, &name, now, BATCH))
            .await?;
        if batch.is_empty() {
            return Ok(());
        }
        for message in batch {
            if shutdown.is_cancelled() {
                return Ok(());
            }
            if message.valid_through.is_some_and(|end| end < now) {
                let id = message.id.clone();
                outbox
                    .app
                    .db
                    .write(move |c| outbox_message::set_state(c, &id, MessageState::Expired))
                    .await?;
                continue;
            }
            if !send(outbox, &message, &mut state).await? {
                return Ok(());
            }
        }
    }
}

/// What we know of the host; none if it is still to be left alone, in which case its messages are put off.
async fn ready(outbox: &Outbox, host: &str) -> store::Result<Option<PeerHost>> {
    let name = host.to_owned();
    let row = outbox
        .app
        .db
        .read(move |c| peer_host::find_optional(c, &name))
        .await?
        .unwrap_or_else(|| peer_host::unknown(host));
    if row.next_attempt_at <= outbox.app.clock.wire() {
        outbox.hosts.learn_form(host, row.signature_form);
        return Ok(Some(row));
    }
    let (name, at) = (host.to_owned(), row.next_attempt_at);
    outbox
        .app
        .db
        .write(move |c| outbox_message::put_off(c, &name, at))
        .await?;
    Ok(None)
}

/// Sends one message and notes what came of it. Returns whether the host is fine.
async fn send(
    outbox: &Outbox,
    message: &OutboxMessage,
    host: &mut PeerHost,
) -> store::Result<bool> {
    let Some(answer) = knock(outbox, message, host).await? else {
        return Ok(true);
    };
    let now = outbox.app.clock.wire();
    let verdict = answer
        .as_ref()
        .map_or(Verdict::Failing, |answer| Verdict::of(answer.status));
    let status = answer.as_ref().ok().map(|answer| i32::from(answer.status));
    let error = match &answer {
        Ok(answer) => answer.explanation.clone(),
        Err(NoAnswer(why)) => why.clone(),
    };
    tracing::debug!(
        peer.host = host.host,
        activity.id = message.activity_id,
        ?status,
        ?verdict,
        "sent"
    );
    if verdict == Verdict::Failing {
        failed(outbox, message, host, answer.ok(), &error, now).await?;
        return Ok(false);
    }
    let was_failing = host.fails > 0 || host.last_ok_at.is_none();
    if was_failing {
        host.fails = 0;
        host.failing_since = None;
        host.next_attempt_at = Instant::from_millis(0);
        host.last_ok_at = Some(now);
    }
    let known = was_failing.then(|| host.clone());
    let message = message.clone();
    outbox
        .app
        .db
        .write(move |c| -> store::Result<()> {
            let state = if verdict == Verdict::Delivered {
                MessageState::Delivered
            } else {
                MessageState::Refused
            };
            let said = (verdict != Verdict::Delivered).then_some(error.as_str());
            outbox_message::record(c, &message.id, state, now, status, said)?;
            if verdict != Verdict::Delivered {
                following::refused(c, &message.activity_id)?;
            }
            if verdict == Verdict::Gone {
                follower::delete_by_inbox(c, &message.inbox)?;
                outbox_message::refuse_inbox(c, &message.inbox)?;
            }
            known.iter().try_for_each(|row| peer_host::put(c, row))
        })
        .await?;
    Ok(true)
}

/// Posts in the form that the host takes, and once more in the other one after 401 or 403. What worked is remembered.
/// None if the message can never be sent, which is noted.
async fn knock(
    outbox: &Outbox,
    message: &OutboxMessage,
    host: &mut PeerHost,
) -> store::Result<Option<Result<Answer, NoAnswer>>> {
    let Some((stored, keys)) = outbox.material(message).await? else {
        return Ok(None);
    };
    let form = host.signature_form;
    let first = outbox.post_social(message, &stored, &keys, form).await;
    if !first
        .as_ref()
        .is_ok_and(|answer| matches!(answer.status, 401 | 403))
    {
        return Ok(Some(first));
    }
    let other = sign::other(form);
    let second = outbox.post_social(message, &stored, &keys, other).await;
    if second
        .as_ref()
        .is_ok_and(|answer| (200..300).contains(&answer.status))
    {
        host.signature_form = other;
        // Makes the row be written with the result.
        host.last_ok_at = None;
        outbox.hosts.learn_form(&host.host, other);
    }
    Ok(Some(second))
}

/// Notes the failure; everything for this host waits, and the first to go out again is the probe.
async fn failed(
    outbox: &Outbox,
    message: &OutboxMessage,
    host: &mut PeerHost,
    answer: Option<Answer>,
    error: &str,
    now: Instant,
) -> store::Result<()> {
    host.fails = host.fails.saturating_add(1);
    host.failing_since = host.failing_since.or(Some(now));
    let random = outbox.app.ids.random().first().copied().unwrap_or(0);
    let asked = answer
        .as_ref()
        .and_then(|answer| answer.retry_after)
        .and_then(|wait| chrono::TimeDelta::from_std(wait).ok());
    let pause = match asked {
        Some(asked)
            if answer
                .as_ref()
                .is_some_and(|a| a.status == 429 || a.status == 503) =>
        {
            asked
        }
        _ => backoff::social(host.fails, random),
    };
    host.next_attempt_at = now.plus(pause);
    outbox.hosts.fails(&host.host);
    tracing::info!(
        peer.host = host.host,
        fails = host.fails,
        error,
        "a host does not answer"
    );
    let (row, message, error) = (host.clone(), message.clone(), error.to_owned());
    let status = answer.map(|answer| i32::from(answer.status));
    outbox
        .app
        .db
        .write(move |c| -> store::Result<()> {
            let at = row.next_attempt_at;
            outbox_message::record(
                c,
                &message.id,
                MessageState::Waiting,
                at,
                status,
                Some(&error),
            )?;
            outbox_message::put_off(c, &row.host, at)?;
            peer_host::put(c, &row)
        })
        .await
}
