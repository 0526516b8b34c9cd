//! Sending: what the tables say is to be sent is sent, at least once, wide across hosts and one at a time for each.
//!
//! Two lanes share the tables. The open tier ([`social`]) backs off by host and gives up after days; the trade lane ([`trade`]) keeps the order of a
//! partner's messages until they are void. Nothing here lives only in memory: a crash between sending and noting it repeats the message, which the
//! other side recognises by its id.

pub mod backoff;
pub mod message;
pub mod social;
pub mod trade;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use moka::sync::Cache;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::deliver::Deliver;
use super::hosts::Hosts;
use super::keys::LocalKeys;
use crate::app::App;
use crate::store::{self, outbox_message, peer_host};
use message::Stored;

/// How many hosts are sent to at once.
const WIDTH: usize = 256;
/// How many queues are looked for at once.
const LOOK: i64 = 1_000;
/// How long a queue rests after our own database failed it.
const AFTER_AN_ERROR: Duration = Duration::from_secs(1);

/// What the trade tier wants to know of its messages.
#[async_trait]
pub trait TradeHooks: Send + Sync {
    /// A partner answered that it has all our messages up to `seq`.
    async fn acknowledged(&self, app: &App, partner: &str, seq: i64);
    /// A partner refused a message for good.
    async fn refused(&self, app: &App, partner: &str, activity: &str, status: u16);
    /// A message keeps failing while the next ones pass, and was parked.
    async fn parked(&self, app: &App, partner: &str, activity: &str);
    /// A partner does not answer; `true` when it did before.
    async fn silent(&self, app: &App, partner: &str);
}

/// One row of messages that are sent one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Queue {
    Host(String),
    Partner(String),
}

/// The sender of both lanes.
#[derive(Clone)]
pub struct Outbox(Arc<Parts>);

/// The parts of an [`Outbox`].
pub struct Parts {
    /// The instance.
    pub app: App,
    /// Posts.
    pub deliver: Arc<dyn Deliver>,
    /// Signs.
    pub keys: LocalKeys,
    /// Which signature each host takes.
    pub hosts: Hosts,
    /// Who hears about trade messages.
    pub hooks: Arc<dyn TradeHooks>,
    /// Bytes and digests of activities that are being sent.
    pub stored: Cache<String, Arc<Stored>>,
}

impl std::ops::Deref for Outbox {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Outbox {
    /// A sender for this instance.
    pub fn new(
        app: App,
        deliver: Arc<dyn Deliver>,
        keys: LocalKeys,
        hosts: Hosts,
        hooks: Arc<dyn TradeHooks>,
    ) -> Self {
        Self(Arc::new(Parts {
            app,
            deliver,
            keys,
            hosts,
            hooks,
            stored: Cache::new(256),
        }))
    }

    /// Sends until `shutdown`; then finishes what is on its way.
    pub async fn run(self, shutdown: CancellationToken) {
        let width = Arc::new(Semaphore::new(WIDTH));
        let mut busy: HashSet<Queue> = HashSet::new();
        let mut tasks: JoinSet<Queue> = JoinSet::new();
        loop {
            let pause = match self
                .start_due(&mut busy, &mut tasks, &width, &shutdown)
                .await
            {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::error!(%error, "the outbox cannot be read");
                    AFTER_AN_ERROR
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.app.wake.outbox_woken() => {}
                Some(done) = tasks.join_next() => finish(done, &mut busy),
                () = tokio::time::sleep(pause) => {}
            }
        }
        while tasks.join_next().await.is_some() {}
    }

    /// Starts a task for each queue that has something due and is not being sent already. Returns how long nothing else will be due.
    async fn start_due(
        &self,
        busy: &mut HashSet<Queue>,
        tasks: &mut JoinSet<Queue>,
        width: &Arc<Semaphore>,
        shutdown: &CancellationToken,
    ) -> store::Result<Duration> {
        let now = self.app.clock.wire();
        let (hosts, partners, next) = self
            .app
            .db
            .read(move |c| -> store::Result<_> {
                Ok((
                    outbox_message::hosts_due(c, now, LOOK)?,
                    outbox_message::partners_due(c, now, LOOK)?,
                    outbox_message::next_due(c, now)?,
                ))
            })
            .await?;
        let queues = hosts
            .into_iter()
            .map(Queue::Host)
            .chain(partners.into_iter().map(Queue::Partner));
        for queue in queues {
            if !busy.insert(queue.clone()) {
                continue;
            }
            let (this, width, shutdown) = (self.clone(), Arc::clone(width), shutdown.clone());
            tasks.spawn(async move {
                if let Ok(_place) = width.acquire_owned().await {
                    this.drain(&queue, &shutdown).await;
                }
                queue
            });
        }
        let pause = next.map_or(Duration::from_hours(1), |at| {
            at.since(now).to_std().unwrap_or_default()
        });
        Ok(pause)
    }

    /// Whether nothing more is sent to a host. What cannot be found out counts as no.
    async fn is_blocked(&self, host: &str) -> bool {
        self.hosts.is_blocked(host).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the blocked hosts cannot be read");
            false
        })
    }

    /// Closes what waits for a blocked host.
    async fn refuse(&self, host: &str) -> store::Result<()> {
        let host = host.to_owned();
        self.app
            .db
            .write(move |c| outbox_message::refuse_host(c, &host))
            .await?;
        Ok(())
    }

    async fn drain(&self, queue: &Queue, shutdown: &CancellationToken) {
        let result = match queue {
            Queue::Host(host) if self.is_blocked(host).await => self.refuse(host).await,
            Queue::Host(host) => social::drain(self, host, shutdown).await,
            Queue::Partner(partner) => trade::drain(self, partner, shutdown).await,
        };
        if let Err(error) = result {
            tracing::error!(?queue, %error, "messages could not be sent");
            // The queue counts as busy until then, so that a broken row does not keep the machine busy.
            tokio::time::sleep(AFTER_AN_ERROR).await;
        }
    }
}

/// Something was heard from `host`: what waits for it because it did not answer is due now.
pub async fn heard_from(app: &App, host: &str) -> store::Result<()> {
    let (host, now) = (host.to_owned(), app.clock.wire());
    let made = app
        .db
        .write(move |c| -> store::Result<usize> {
            peer_host::allow_now(c, &host)?;
            outbox_message::make_due(c, &host, now)
        })
        .await?;
    if made > 0 {
        app.wake.outbox();
    }
    Ok(())
}

/// Frees the queue of a task that ended.
fn finish(done: Result<Queue, tokio::task::JoinError>, busy: &mut HashSet<Queue>) {
    match done {
        Ok(queue) => {
            busy.remove(&queue);
        }
        Err(error) => {
            // Which queue it was is lost with the task; all are looked at anew, and a row says whether it was sent.
            tracing::error!(%error, "a sender stopped");
            busy.clear();
        }
    }
}
