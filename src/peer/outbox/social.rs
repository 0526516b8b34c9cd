//! The open tier: one message at a time for each host, in the order in which they were written, and when a host fails, all of its messages wait.

use std::collections::HashSet;
use std::sync::Arc;

use musette_domain::Instant;
use musette_domain::id::OutboxMessageId;
use tokio_util::sync::CancellationToken;

use super::message::Stored;
use super::notes::{Notes, attempt};
use super::{Outbox, SLICE, backoff};
use crate::peer::deliver::{Answer, NoAnswer};
use crate::peer::sign;
use crate::store::outbox_message::{MessageState, OutboxMessage};
use crate::store::peer_host::{self, PeerHost};
use crate::store::{self, outbox_activity, outbox_message};

/// How many messages are read, and their results written, at once.
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

/// A host that is being sent to.
struct Visit<'a> {
    outbox: &'a Outbox,
    peer: PeerHost,
    notes: Notes,
    /// Inboxes that were found gone meanwhile: they are not written to again.
    gone: HashSet<String>,
}

/// What a look at a host's row of messages found.
struct Row {
    peer: PeerHost,
    messages: Vec<OutboxMessage>,
    void: Vec<OutboxMessageId>,
}

/// Sends what is due for a host, until nothing is left or the host fails. Returns when it is due again.
pub(super) async fn drain(
    outbox: &Outbox,
    host: &str,
    shutdown: &CancellationToken,
) -> store::Result<Option<Instant>> {
    let row = look(outbox, host).await?;
    outbox.hosts.remember_form(host, row.peer.signature_form);
    let mut visit = Visit {
        outbox,
        peer: row.peer,
        notes: Notes::about(host),
        gone: HashSet::new(),
    };
    let (mut messages, mut void) = (row.messages, row.void);
    loop {
        visit.notes.void(void);
        let go_on = visit.send_all(messages, shutdown).await?;
        let next = visit.notes.write(outbox).await?;
        let due = next.is_some_and(|at| at <= outbox.app.clock.wire());
        if !(due && go_on) {
            return Ok(next);
        }
        let row = look(outbox, host).await?;
        (messages, void) = (row.messages, row.void);
    }
}

/// What we know of a host, and what waits for it: nothing as long as it is to be left alone. Messages that are void are found many at once, so that those
/// of a host that was away for long are closed fast.
async fn look(outbox: &Outbox, host: &str) -> store::Result<Row> {
    let (host, now, stored) = (
        host.to_owned(),
        outbox.app.clock.wire(),
        outbox.stored.clone(),
    );
    let found = outbox.app.db.read(move |c| -> store::Result<Row> {
        let peer = peer_host::find_optional(c, &host)?.unwrap_or_else(|| peer_host::unknown(&host));
        let (mut messages, mut void) = (Vec::new(), Vec::new());
        if peer.next_attempt_at <= now {
            messages = outbox_message::waiting_for_host(c, &host, BATCH)?;
        }
        if messages.first().is_some_and(|first| is_void(first, now)) {
            void = outbox_message::void_for_host(c, &host, now, SLICE)?;
            messages.retain(|message| !is_void(message, now));
        }
        // Answers have an activity each: it is read here, and not one after the other.
        let unknown: Vec<&str> = messages
            .iter()
            .map(|message| message.activity_id.as_str())
            .filter(|id| !stored.contains_key(*id))
            .collect();
        for row in outbox_activity::list(c, &unknown)? {
            stored.insert(row.id.clone(), Arc::new(Stored::from(row)));
        }
        Ok(Row {
            peer,
            messages,
            void,
        })
    });
    found.await
}

fn is_void(message: &OutboxMessage, now: Instant) -> bool {
    message.valid_through.is_some_and(|end| end < now)
}

impl Visit<'_> {
    /// Sends one message after the other. Returns whether to go on: the host is fine, nobody wants us to stop, and the first message was due.
    async fn send_all(
        &mut self,
        messages: Vec<OutboxMessage>,
        shutdown: &CancellationToken,
    ) -> store::Result<bool> {
        for message in messages {
            let now = self.outbox.app.clock.wire();
            if shutdown.is_cancelled() {
                return Ok(false);
            }
            if message.next_at > now {
                return Ok(true);
            }
            if is_void(&message, now) {
                self.notes.void([message.id]);
                continue;
            }
            if self.gone.contains(&message.inbox) {
                let closed = attempt(&message, MessageState::Refused, now, Some(410), None);
                self.notes.attempt(closed);
                continue;
            }
            if !self.send(&message).await? {
                return Ok(false);
            }
            if self.notes.are_old() {
                self.notes.write(self.outbox).await?;
            }
        }
        Ok(true)
    }

    /// Sends one message and notes what came of it. Returns whether the host is fine.
    async fn send(&mut self, message: &OutboxMessage) -> store::Result<bool> {
        let Some(answer) = self.knock(message).await? else {
            return Ok(true);
        };
        let now = self.outbox.app.clock.wire();
        let verdict = answer
            .as_ref()
            .map_or(Verdict::Failing, |answer| Verdict::of(answer.status));
        let status = answer.as_ref().ok().map(|answer| i32::from(answer.status));
        tracing::debug!(
            peer.host = self.peer.host,
            activity.id = message.activity_id,
            ?status,
            ?verdict,
            "sent"
        );
        if verdict == Verdict::Failing {
            self.failed(message, answer, now);
            return Ok(false);
        }
        if self.peer.fails > 0 || self.peer.last_ok_at.is_none() {
            self.peer.fails = 0;
            self.peer.failing_since = None;
            self.peer.next_attempt_at = Instant::from_millis(0);
            self.peer.last_ok_at = Some(now);
            self.notes.peer(&self.peer);
        }
        let (state, said) = if verdict == Verdict::Delivered {
            (MessageState::Delivered, None)
        } else {
            let said = answer.map_or_else(|NoAnswer(why)| why, |answer| answer.explanation);
            self.notes.refused(message);
            (MessageState::Refused, Some(said))
        };
        self.notes
            .attempt(attempt(message, state, now, status, said));
        if verdict == Verdict::Gone {
            self.notes.gone(message);
            self.gone.insert(message.inbox.clone());
        }
        Ok(true)
    }

    /// Posts in the form that the host takes, and once more in the other one after 401 or 403. What worked is remembered.
    /// None if the message can never be sent, which is noted.
    async fn knock(
        &self,
        message: &OutboxMessage,
    ) -> store::Result<Option<Result<Answer, NoAnswer>>> {
        let Some((stored, keys)) = self.outbox.material(message).await? else {
            return Ok(None);
        };
        let form = self.outbox.hosts.form_of(&self.peer.host);
        let post = |form| self.outbox.post_social(message, &stored, &keys, form);
        let first = post(form).await;
        if !first
            .as_ref()
            .is_ok_and(|answer| matches!(answer.status, 401 | 403))
        {
            return Ok(Some(first));
        }
        let other = sign::other(form);
        let second = post(other).await;
        if second
            .as_ref()
            .is_ok_and(|answer| (200..300).contains(&answer.status))
        {
            self.outbox.hosts.learn_form(&self.peer.host, other).await?;
        }
        Ok(Some(second))
    }

    /// Notes the failure; everything for this host waits, and the first to go out again is the probe.
    fn failed(&mut self, message: &OutboxMessage, answer: Result<Answer, NoAnswer>, now: Instant) {
        let app = &self.outbox.app;
        self.peer.fails = self.peer.fails.saturating_add(1);
        self.peer.failing_since = self.peer.failing_since.or(Some(now));
        let random = app.ids.random().first().copied().unwrap_or(0);
        let asked = answer
            .as_ref()
            .ok()
            .filter(|answer| matches!(answer.status, 429 | 503))
            .and_then(|answer| answer.retry_after)
            .and_then(|wait| chrono::TimeDelta::from_std(wait).ok());
        let pause = asked.unwrap_or_else(|| backoff::social(self.peer.fails, random));
        self.peer.next_attempt_at = now.plus(pause);
        self.outbox.hosts.fails(&self.peer.host);
        let (status, error) = match answer {
            Ok(answer) => (Some(i32::from(answer.status)), answer.explanation),
            Err(NoAnswer(why)) => (None, why),
        };
        tracing::info!(
            peer.host = self.peer.host,
            fails = self.peer.fails,
            error,
            "a host does not answer"
        );
        self.notes.attempt(attempt(
            message,
            MessageState::Waiting,
            now,
            status,
            Some(error),
        ));
        self.notes.peer(&self.peer);
    }
}
