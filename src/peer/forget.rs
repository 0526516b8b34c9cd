//! Forgetting in time: activities that cannot be repeated any more, messages that were sent, what they said, strangers whom nothing of ours refers to.

pub(in crate::peer) mod codes;

use std::time::Duration;

use chrono::TimeDelta;
use musette_domain::Instant;
use tokio_util::sync::CancellationToken;

use super::Peer;
use super::inbox::order;
use crate::store::{
    self, Conn, exchange_entry, fetch_state, follower, inbox_seen, outbox_activity, outbox_message,
    peer_host, remote_actor, undone,
};

/// How long an activity is remembered as taken: longer than anybody may repeat it.
const SEEN: TimeDelta = TimeDelta::days(35);
/// How long it is believed what a server said of a document's age.
const UNCHANGED: TimeDelta = TimeDelta::days(14);
/// How often we look for what is old.
const EVERY: Duration = Duration::from_hours(1);
/// How many messages are forgotten in one transaction.
const SLICE: i64 = 500;
/// How many bodies are emptied in one go.
const AT_A_TIME: i64 = 2_000;
/// How many actors of one host are known at most, beside those that something of ours refers to.
const MOST_OF_HOST: i64 = 20_000;

/// How many followers one host may bring.
const MOST_FOLLOWERS: i64 = 50_000;

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
    let (trade, wire) = (peer.clock.now(), peer.clock.wire());
    let (before, spoken_before) = (wire.minus(SEEN), trade.minus(SEEN));
    let messages = forget_messages(peer, before).await?;
    let rows = peer
        .db
        .write(move |c| -> store::Result<usize> {
            Ok(inbox_seen::purge(c, before)?
                + undone::purge(c, wire.minus(order::REMEMBERED))?
                + fetch_state::purge(c, wire.minus(UNCHANGED))?
                + codes::forget(c, trade, wire)?
                + exchange_entry::forget_bodies(c, spoken_before)?
                + forget_sent(c, before)?)
        })
        .await?;
    let strangers = forget_strangers(peer, before).await? + thin_out(peer, MOST_OF_HOST).await?;
    note_crowds(peer, MOST_FOLLOWERS).await?;
    Ok(messages + rows + strangers + forget_hosts(peer).await?)
}

/// Forgets hosts of which nobody is known any more: names of hosts cost nothing to who makes them.
async fn forget_hosts(peer: &Peer) -> store::Result<usize> {
    let mut rows = 0;
    loop {
        let gone = peer.db.write(|c| peer_host::purge(c, SLICE)).await?;
        rows += gone;
        if i64::try_from(gone).is_ok_and(|gone| gone < SLICE) {
            return Ok(rows);
        }
    }
}

/// Notes which hosts have brought more than `most` followers: no new ones are taken from them until some have gone.
pub async fn note_crowds(peer: &Peer, most: i64) -> store::Result<()> {
    let crowded = peer.db.read(move |c| follower::crowded(c, most)).await?;
    for host in &crowded {
        tracing::warn!(
            peer.host = host,
            "no more followers are taken from this host"
        );
    }
    peer.crowded.set(crowded);
    Ok(())
}

/// Forgets messages that were closed long ago, slice by slice: a host that was away may have left a million of them, and others want to write meanwhile.
async fn forget_messages(peer: &Peer, before: Instant) -> store::Result<usize> {
    let mut rows = 0;
    loop {
        let forgotten = peer
            .db
            .write(move |c| outbox_message::purge(c, before, SLICE))
            .await?;
        rows += forgotten;
        if i64::try_from(forgotten).is_ok_and(|forgotten| forgotten < SLICE) {
            return Ok(rows);
        }
    }
}

/// Forgets actors that nothing of ours refers to and that were not read since `before`, in small transactions until none is left.
async fn forget_strangers(peer: &Peer, before: Instant) -> store::Result<usize> {
    let mut rows = 0;
    loop {
        let gone = peer
            .db
            .write(move |c| remote_actor::purge(c, before))
            .await?;
        if gone == 0 {
            return Ok(rows);
        }
        rows += gone;
    }
}

/// Forgets the longest unread actors of hosts that have brought more than `most`, whatever their age: a host makes actors without end if it likes.
pub async fn thin_out(peer: &Peer, most: i64) -> store::Result<usize> {
    let mut rows = 0;
    let crowded = peer
        .db
        .read(move |c| remote_actor::crowded(c, most))
        .await?;
    for (host, count) in crowded {
        let mut over = count - most;
        while over > 0 {
            let of = host.clone();
            let gone = peer
                .db
                .write(move |c| remote_actor::purge_of_host(c, &of, over))
                .await?;
            if gone == 0 {
                break;
            }
            rows += gone;
            over -= i64::try_from(gone).unwrap_or(over);
        }
    }
    Ok(rows)
}

/// Empties what was said to others and nobody may read any more: number, kind and fingerprint stay. Public activities stay as they are.
fn forget_sent(c: &mut Conn, before: Instant) -> store::Result<usize> {
    let mut rows = 0;
    for id in outbox_activity::private_before(c, before, AT_A_TIME)? {
        if !outbox_message::waits(c, &id)? {
            outbox_activity::set_body(c, &id, "")?;
            rows += 1;
        }
    }
    Ok(rows)
}
