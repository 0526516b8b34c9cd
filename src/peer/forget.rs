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
    peer_host, remote_actor, remote_menu_item, remote_special, undone,
};

/// How long an activity is remembered as taken: longer than anybody may repeat it.
const SEEN: TimeDelta = TimeDelta::days(35);
/// How long it is believed what a server said of a document's age.
const UNCHANGED: TimeDelta = TimeDelta::days(14);
/// How long a special elsewhere is kept after it was over or taken back, and a dish after it was taken off its menu: whoever was shown it may still ask.
const OVER: TimeDelta = TimeDelta::days(30);
/// How often we look for what is old.
const EVERY: Duration = Duration::from_hours(1);
/// How many rows are forgotten in one transaction.
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
    let taken = forget_taken(peer, wire).await?;
    let eaten = forget_eaten(peer, trade.minus(OVER)).await?;
    let rows = peer
        .db
        .write(move |c| -> store::Result<usize> {
            Ok(fetch_state::purge(c, wire.minus(UNCHANGED))?
                + codes::forget(c, trade, wire)?
                + exchange_entry::forget_bodies(c, spoken_before)?
                + forget_sent(c, before)?)
        })
        .await?;
    let strangers = forget_strangers(peer, before).await? + thin_out(peer, MOST_OF_HOST).await?;
    note_crowds(peer, MOST_FOLLOWERS).await?;
    Ok(messages + taken + eaten + rows + strangers + forget_hosts(peer).await?)
}

/// Forgets which activities were taken, and which taken back. The latter first: an id that was taken back is not taken for one that never came.
async fn forget_taken(peer: &Peer, now: Instant) -> store::Result<usize> {
    let before = now.minus(order::REMEMBERED);
    let undone = in_slices(peer, move |c| undone::purge(c, before, SLICE)).await?;
    let before = now.minus(SEEN);
    Ok(undone + in_slices(peer, move |c| inbox_seen::purge(c, before, SLICE)).await?)
}

/// Forgets specials of others that are long over, and dishes that are long off their menus.
async fn forget_eaten(peer: &Peer, before: Instant) -> store::Result<usize> {
    let specials = found_first(
        peer,
        move |c| remote_special::over_before(c, before, SLICE),
        remote_special::delete_all,
    );
    let specials = specials.await?;
    let dishes = found_first(
        peer,
        move |c| remote_menu_item::removed_before(c, before, SLICE),
        remote_menu_item::delete_removed,
    );
    Ok(specials + dishes.await?)
}

/// Forgets slice by slice what `find` finds by looking through a whole table, during which others can write.
async fn found_first<F>(
    peer: &Peer,
    find: F,
    delete: fn(&mut Conn, &[String]) -> store::Result<usize>,
) -> store::Result<usize>
where
    F: Fn(&mut Conn) -> store::Result<Vec<String>> + Clone + Send + 'static,
{
    let mut rows = 0;
    loop {
        let old = peer.db.read(find.clone()).await?;
        if old.is_empty() {
            return Ok(rows);
        }
        rows += peer.db.write(move |c| delete(c, &old)).await?;
    }
}

/// Forgets slice by slice, so that others can write in between: `some` forgets at most [`SLICE`] rows, and says how many.
async fn in_slices<F>(peer: &Peer, some: F) -> store::Result<usize>
where
    F: Fn(&mut Conn) -> store::Result<usize> + Clone + Send + 'static,
{
    let mut rows = 0;
    loop {
        let gone = peer.db.write(some.clone()).await?;
        rows += gone;
        if i64::try_from(gone).is_ok_and(|gone| gone < SLICE) {
            return Ok(rows);
        }
    }
}

/// Forgets hosts of which nobody is known any more: names of hosts cost nothing to who makes them.
async fn forget_hosts(peer: &Peer) -> store::Result<usize> {
    in_slices(peer, |c| peer_host::purge(c, SLICE)).await
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

/// Forgets messages that were closed long ago: a host that was away may have left a million of them.
async fn forget_messages(peer: &Peer, before: Instant) -> store::Result<usize> {
    in_slices(peer, move |c| outbox_message::purge(c, before, SLICE)).await
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
