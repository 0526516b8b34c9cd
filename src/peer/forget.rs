//! Forgetting in time: activities that cannot be repeated any more, messages that were sent, strangers whom nothing of ours refers to.

use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Peer;
use crate::store::{self, inbox_seen, outbox_message, remote_actor};

/// How long an activity is remembered as taken: longer than anybody may repeat it.
const SEEN: TimeDelta = TimeDelta::days(35);
/// How often we look for what is old.
const EVERY: Duration = Duration::from_hours(6);

/// Forgets now and every few hours, until `shutdown`.
pub async fn run(peer: Peer, shutdown: CancellationToken) {
    loop {
        match forget(&peer).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "old rows of federation are forgotten"),
            Err(error) => tracing::error!(%error, "old rows could not be forgotten"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

/// Forgets what is old now; says how many rows that were.
pub async fn forget(peer: &Peer) -> store::Result<usize> {
    let before = peer.clock.wire().minus(SEEN);
    peer.db
        .write(move |c| -> store::Result<usize> {
            Ok(inbox_seen::purge(c, before)?
                + outbox_message::purge(c, before)?
                + remote_actor::purge(c, before)?)
        })
        .await
}
