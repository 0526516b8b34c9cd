//! Sending: what the tables say is to be sent is sent, at least once, wide across hosts and one at a time for each.
//!
//! Two lanes share the tables. The open tier ([`social`]) backs off by host and gives up after days; the trade lane ([`trade`]) keeps the order of a
//! partner's messages until they are void. Who is due is a row for each host ([`crate::store::outbox_host`]), so what waits for one costs the others
//! nothing. Nothing that must happen lives only in memory: a crash between sending and noting it repeats the messages, which the other side recognises
//! by their ids.

pub mod backoff;
pub mod message;
pub mod notes;
pub mod schedule;
pub mod signers;
pub mod social;
pub mod trade;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use moka::sync::Cache;
use musette_domain::Instant;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::deliver::Deliver;
use super::hosts::Hosts;
use super::keys::LocalKeys;
use crate::app::App;
use crate::store::outbox_activity::Lane;
use crate::store::{self, outbox_host, outbox_message, peer_host};
use message::Stored;
use schedule::{LOOK, Queue, Schedule};
use signers::Signers;

/// How long a queue rests after our own database failed it.
const AFTER_AN_ERROR: Duration = Duration::from_secs(1);
/// The shortest time between two looks at the table. Every message that comes in wakes the outbox, and few of them leave something to send.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);
/// How many messages are closed in one transaction, so that others can write in between.
const SLICE: i64 = 500;

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
    /// Make the RSA signatures.
    pub signers: Signers,
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
            signers: Signers::default(),
        }))
    }

    /// Sends until `shutdown`; then finishes what is on its way.
    pub async fn run(self, shutdown: CancellationToken) {
        let mut schedule = Schedule::empty();
        let mut tasks: JoinSet<Option<Instant>> = JoinSet::new();
        let mut looked = tokio::time::Instant::now();
        loop {
            if schedule.wants_a_look() {
                self.look(&mut schedule).await;
                looked = tokio::time::Instant::now();
            }
            while let Some(queue) = schedule.take_next() {
                let (this, of, shutdown) = (self.clone(), queue.clone(), shutdown.clone());
                let task = tasks.spawn(async move { this.drain(&of, &shutdown).await });
                schedule.started(task.id(), queue);
            }
            let now = self.app.clock.wire();
            let pause = schedule.alarm().map_or(Duration::from_hours(1), |at| {
                at.since(now).to_std().unwrap_or_default()
            });
            let woken = async {
                tokio::time::sleep_until(looked + BETWEEN_LOOKS).await;
                self.app.wake.outbox_woken().await;
            };
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = woken => schedule.wake(),
                Some(done) = tasks.join_next_with_id() => {
                    let now = self.app.clock.wire();
                    match done {
                        Ok((task, next)) => {
                            if schedule.finished(task, next, now) {
                                self.app.wake.outbox();
                            }
                        }
                        Err(error) => {
                            tracing::error!(%error, "a sender stopped");
                            if let Some(queue) = schedule.broken(error.id()) {
                                // A row says whether it was sent; it is looked at anew when it has rested.
                                let task = tasks.spawn(rested(now));
                                schedule.started(task.id(), queue);
                            }
                        }
                    }
                }
                () = tokio::time::sleep(pause) => schedule.wake(),
            }
        }
        while tasks.join_next().await.is_some() {}
    }

    /// Reads who is due, and when the next is.
    async fn look(&self, schedule: &mut Schedule) {
        let now = self.app.clock.wire();
        let read = self.app.db.read(move |c| -> store::Result<_> {
            Ok((
                outbox_host::due(c, now, LOOK)?,
                outbox_host::next_due(c, now)?,
            ))
        });
        match read.await {
            Ok((due, next)) => schedule.found(due, next),
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                let rest = chrono::TimeDelta::from_std(AFTER_AN_ERROR).unwrap_or_default();
                schedule.not_found(now.plus(rest));
            }
        }
    }

    /// Closes what waits for a suspended host, in both lanes, slice by slice. Farewells stay: that we stop following, and that they do not follow us any
    /// more, is said.
    async fn refuse(&self, host: &str) -> store::Result<()> {
        loop {
            let host = host.to_owned();
            let left = self
                .app
                .db
                .write(move |c| -> store::Result<bool> {
                    for lane in Lane::ALL {
                        outbox_host::lock(c, &host, *lane)?;
                    }
                    let closed = outbox_message::refuse_some(c, &host, SLICE)?;
                    let left = i64::try_from(closed).is_ok_and(|closed| closed >= SLICE);
                    if !left {
                        outbox_host::set(c, &host, Lane::Trade, None)?;
                    }
                    Ok(left)
                })
                .await?;
            if !left {
                return Ok(());
            }
        }
    }

    pub(in crate::peer) async fn send_all(
        &self,
        queue: &Queue,
        shutdown: &CancellationToken,
    ) -> store::Result<Option<Instant>> {
        // While that cannot be found out nothing is sent.
        let suspended = self.hosts.policy.suspends(&queue.host, None).await?;
        if suspended {
            // Nothing but farewells is sent to it.
            self.refuse(&queue.host).await?;
        }
        match queue.lane {
            Lane::Social => social::drain(self, &queue.host, shutdown).await,
            Lane::Trade if suspended => Ok(None),
            Lane::Trade => trade::drain(self, &queue.host, shutdown).await,
        }
    }

    /// Sends what is due for a queue; returns when it is due again.
    async fn drain(&self, queue: &Queue, shutdown: &CancellationToken) -> Option<Instant> {
        match self.send_all(queue, shutdown).await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(?queue, %error, "messages could not be sent");
                // The queue counts as busy until then, so that a broken row does not keep the machine busy.
                rested(self.app.clock.wire()).await
            }
        }
    }
}

/// A queue that failed is due again when it has rested.
async fn rested(now: Instant) -> Option<Instant> {
    tokio::time::sleep(AFTER_AN_ERROR).await;
    Some(now)
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
