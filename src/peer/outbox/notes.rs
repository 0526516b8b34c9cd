//! What came of the messages to one host, kept until it is written, several at once: a transaction for each would cost more than the sending.

use std::time::Duration;

use musette_domain::Instant;
use musette_domain::id::OutboxMessageId;
use tokio::time::Instant as Moment;

use super::Outbox;
use crate::store::outbox_activity::Lane;
use crate::store::outbox_message::{Attempt, MessageState, OutboxMessage};
use crate::store::peer_host::PeerHost;
use crate::store::{self, Conn, follower, following, outbox_host, outbox_message, peer_host};

/// The longest time that a result is only in memory. A crash repeats what was sent in it.
const LONGEST: Duration = Duration::from_secs(1);

/// Results that are not written yet.
#[derive(Debug, Clone)]
pub struct Notes {
    host: String,
    attempts: Vec<Attempt>,
    /// Activities that were refused for good: a Follow among them is not waited for any longer.
    refused: Vec<String>,
    /// Inboxes that are gone.
    gone: Vec<String>,
    /// Messages that were not sent in time.
    void: Vec<OutboxMessageId>,
    /// The host, if what we know of it has changed.
    peer: Option<PeerHost>,
    since: Moment,
}

impl Notes {
    /// Nothing yet.
    pub fn about(host: &str) -> Self {
        Self {
            host: host.to_owned(),
            attempts: Vec::new(),
            refused: Vec::new(),
            gone: Vec::new(),
            void: Vec::new(),
            peer: None,
            since: Moment::now(),
        }
    }

    /// Notes an attempt.
    pub fn attempt(&mut self, attempt: Attempt) {
        self.attempts.push(attempt);
    }

    /// Notes that the other server refused a message for good.
    pub fn refused(&mut self, message: &OutboxMessage) {
        self.refused.push(message.activity_id.clone());
    }

    /// Notes that an inbox is gone, and its owner with it.
    pub fn gone(&mut self, message: &OutboxMessage) {
        self.gone.push(message.inbox.clone());
    }

    /// Notes that messages were not sent in time.
    pub fn void(&mut self, messages: impl IntoIterator<Item = OutboxMessageId>) {
        self.void.extend(messages);
    }

    /// Notes what we know of the host now.
    pub fn peer(&mut self, peer: &PeerHost) {
        self.peer = Some(peer.clone());
    }

    /// Whether they have been in memory for long.
    pub fn are_old(&self) -> bool {
        self.since.elapsed() > LONGEST
    }

    /// Writes them all, and when the host is due again, which is returned; none if nothing waits for it.
    pub async fn write(&mut self, outbox: &Outbox) -> store::Result<Option<Instant>> {
        let empty = Self::about(&self.host);
        let notes = std::mem::replace(self, empty);
        outbox
            .app
            .db
            .write(move |c| {
                notes.keep(c)?;
                settle(c, &notes.host)
            })
            .await
    }

    fn keep(&self, c: &mut Conn) -> store::Result<()> {
        for part in self.void.chunks(500) {
            outbox_message::expire(c, part)?;
        }
        for attempt in &self.attempts {
            outbox_message::record(c, attempt)?;
        }
        for activity in &self.refused {
            following::refused(c, activity)?;
        }
        for inbox in &self.gone {
            follower::delete_by_inbox(c, inbox)?;
        }
        if let Some(peer) = &self.peer {
            peer_host::put(c, peer)?;
        }
        Ok(())
    }
}

/// The outcome of an attempt at `now`.
pub fn attempt(
    message: &OutboxMessage,
    state: MessageState,
    now: Instant,
    status: Option<i32>,
    error: Option<String>,
) -> Attempt {
    Attempt {
        id: message.id.clone(),
        state,
        next_at: now,
        status,
        error,
    }
}

/// Writes when a host is due in the open tier: when its first message is, but not before the end of its pause. It goes by the rows, so whatever somebody
/// else wrote meanwhile counts.
fn settle(c: &mut Conn, host: &str) -> store::Result<Option<Instant>> {
    outbox_host::lock(c, host, Lane::Social)?;
    let next = match outbox_message::first_for_host(c, host)? {
        None => None,
        Some(first) => {
            let pause = peer_host::find_optional(c, host)?.map(|peer| peer.next_attempt_at);
            Some(pause.map_or(first, |pause| first.max(pause)))
        }
    };
    outbox_host::set(c, host, Lane::Social, next)?;
    Ok(next)
}
