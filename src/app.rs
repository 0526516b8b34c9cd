//! What a handler may use: the store, the clocks, ids, addresses, live events, and the services and peers behind traits.
//!
//! Pages, API and jobs see only what is declared here. `peer` implements the federated traits, `services` the local ones, `command` wires them together.

pub mod clock;
pub mod events;
pub mod full_notes;
pub mod handoffs;
pub mod ids;
pub mod lookup;
pub mod mail;
pub mod quotes;
pub mod tell;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

use std::ops::Deref;
use std::sync::Arc;

pub use clock::Clock;
pub use events::{Events, Topic};
pub use full_notes::FullNotes;
pub use handoffs::Handoffs;
pub use ids::Ids;
pub use lookup::RemoteLookup;
pub use mail::Mail;
pub use quotes::Quotes;
pub use tell::Tell;

use crate::config::Config;
use crate::services::map::Map;
use crate::store::Db;
use crate::url::Urls;

/// The instance, as handlers, jobs and commands hold it. Cloning is cheap.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Settings, read once at the start.
    pub config: Config,
    /// Trade time and wire time.
    pub clock: Arc<dyn Clock>,
    /// Ids and random codes.
    pub ids: Arc<dyn Ids>,
    /// Every URL of this instance.
    pub urls: Urls,
    /// What just changed, for live pages.
    pub events: Events,
    /// Writes what others are to hear, into the caller's transaction.
    pub tell: Arc<dyn Tell>,
    /// Wakes the outbox and the job runner after a commit.
    pub wake: Wake,
    /// Which Notes have all the likes or boosts that are counted.
    pub full_notes: FullNotes,
    /// Asks another co-op for a price.
    pub quotes: Arc<dyn Quotes>,
    /// Reads doors and deliveries at the other side of a hand-off.
    pub handoffs: Arc<dyn Handoffs>,
    /// Finds actors elsewhere.
    pub lookup: Arc<dyn RemoteLookup>,
    /// Sends mail.
    pub mail: Arc<dyn Mail>,
    /// The imported map: streets and the bicycle router. Without one, distances are straight lines × 1.3.
    pub map: Option<Arc<Map>>,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// What a handler does after a successful `db.write`: wakes the outbox and the timers, and tells live pages what changed.
    pub fn committed(&self, topics: impl IntoIterator<Item = Topic>) {
        self.wake.outbox();
        self.wake.jobs();
        for topic in topics {
            self.events.publish(topic);
        }
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Wakes background work. Waking is only a hint: what must happen is a row.
#[derive(Clone, Default)]
pub struct Wake {
    outbox: Arc<tokio::sync::Notify>,
    jobs: Arc<tokio::sync::Notify>,
}

impl Wake {
    /// There may be messages to send.
    pub fn outbox(&self) {
        self.outbox.notify_one();
    }
    /// There may be a job that is due earlier than the runner thinks.
    pub fn jobs(&self) {
        self.jobs.notify_one();
    }
    /// Waits for [`Wake::outbox`].
    pub async fn outbox_woken(&self) {
        self.outbox.notified().await;
    }
    /// Waits for [`Wake::jobs`].
    pub async fn jobs_woken(&self) {
        self.jobs.notified().await;
    }
}
