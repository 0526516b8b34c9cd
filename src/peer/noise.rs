//! The moderators' log of bad input: how often something was refused, by server and reason. Counted here and written now and then, so that a flood
//! costs no write each; bounded here and in the table. Never what was said.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use musette_domain::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::address::authority;
use super::fetch::FetchProblem;
use crate::app::Clock;
use crate::store::noise::{self, MOST, NoiseReason};
use crate::store::{self, Db};

/// How often what was counted is written.
const EVERY: Duration = Duration::from_secs(5);
/// How long a host name may be (RFC 1035), with a port.
const LONGEST: usize = 260;

/// How often, first and last.
#[derive(Debug, Clone, Copy)]
struct Count {
    times: i64,
    first_at: Instant,
    last_at: Instant,
}

type Counts = HashMap<(String, NoiseReason), Count>;

/// Counts what is refused. Cloning is cheap.
#[derive(Clone)]
pub struct Noise {
    db: Db,
    clock: Arc<dyn Clock>,
    counts: Arc<Mutex<Counts>>,
}

impl Noise {
    /// Nothing was refused yet.
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self {
            db,
            clock,
            counts: Arc::default(),
        }
    }

    /// Counts a refusal. A host that nobody proved is only what the sender says of itself; when too many are named, the rest counts as one.
    pub fn count(&self, host: &str, reason: NoiseReason) {
        let at = self.clock.wire();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let host = if host.len() > LONGEST { "" } else { host };
        let mut key = (host.to_owned(), reason);
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        if counts.len() >= most && !counts.contains_key(&key) {
            key.0.clear();
        }
        let count = counts.entry(key).or_insert(Count {
            times: 0,
            first_at: at,
            last_at: at,
        });
        count.times = count.times.saturating_add(1);
        count.last_at = at;
    }

    /// Counts an answer that cannot be believed, under the server that was asked.
    pub fn doubt(&self, asked: &Url, problem: &FetchProblem) {
        if matches!(problem, FetchProblem::NotUnderstood { .. }) {
            self.count(&authority(asked), NoiseReason::Malformed);
        }
    }

    /// Writes what was counted since it was written last.
    pub async fn write(&self) -> store::Result<()> {
        let counts = {
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *counts)
        };
        if counts.is_empty() {
            return Ok(());
        }
        let rows: Vec<noise::Noise> = counts
            .into_iter()
            .map(|((host, reason), count)| noise::Noise {
                host,
                reason,
                times: count.times,
                first_at: count.first_at,
                last_at: count.last_at,
            })
            .collect();
        self.db
            .write(move |c| {
                for row in &rows {
                    noise::add(c, row)?;
                }
                noise::merge(c)
            })
            .await
    }

    /// Writes what was counted, again and again, and a last time at `shutdown`.
    pub async fn run(self, shutdown: CancellationToken) {
        loop {
            let stop = tokio::select! {
                () = tokio::time::sleep(EVERY) => false,
                () = shutdown.cancelled() => true,
            };
            if let Err(error) = self.write().await {
                tracing::error!(%error, "refusals cannot be counted");
            }
            if stop {
                return;
            }
        }
    }
}

/// Why an answer with this status was given.
pub const fn reason_of(status: StatusCode) -> NoiseReason {
    match status.as_u16() {
        401 => NoiseReason::Signature,
        403 => NoiseReason::Suspended,
        400 | 422 => NoiseReason::Malformed,
        404 | 410 => NoiseReason::NotHere,
        408 => NoiseReason::TooSlow,
        409 => NoiseReason::SameId,
        413 => NoiseReason::TooLarge,
        415 => NoiseReason::MediaType,
        429 => NoiseReason::TooMuch,
        503 => NoiseReason::KeyUnreachable,
        _ => NoiseReason::Other,
    }
}
