//! Who is due: a host that messages wait for, and when it is tried next.
//!
//! The row is written with the first message that waits and deleted with the last; in between it alone says when the host is tried. So a host that does
//! not answer is put off by one row, however many messages wait for it.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::dialect::for_change;
use super::outbox_activity::Lane;
use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use musette_domain::Instant;
use musette_domain::TextValue as _;

use super::kept::kept;
use super::schema::outbox_host;
use super::{Conn, Result};
use crate::each_backend;

/// A host that messages wait for, and when it is tried next.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = outbox_host, treat_none_as_default_value = false)]
pub struct OutboxHost {
    pub host: String,
    #[diesel(serialize_as = AsText<Lane>, deserialize_as = AsText<Lane>)]
    pub lane: Lane,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub next_at: Instant,
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, host: &str, lane: Lane) -> Result<Option<OutboxHost>> {
    Ok(outbox_host::table
        .find((host, lane.as_str()))
        .select(OutboxHost::as_select())
        .first(c)
        .optional()?)
}

/// Notes that something waits for these hosts, in the transaction that writes it. One that is there stays as it is: when it is tried is not for who
/// writes to say.
///
/// `hosts` are distinct and in order, so that two writers never wait for each other in a circle.
pub fn open(c: &mut Conn, lane: Lane, hosts: &[&str], at: Instant) -> Result<()> {
    let row = |host: &str| OutboxHost {
        host: host.to_owned(),
        lane,
        next_at: at,
    };
    match c {
        Conn::Sqlite(c) => {
            for host in hosts {
                diesel::insert_into(outbox_host::table)
                    .values(row(host))
                    .on_conflict_do_nothing()
                    .execute(c)?;
            }
            Ok(())
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => hosts
            .chunks(AT_ONCE)
            .try_for_each(|part| open_and_hold(c, lane, part, row)),
    }
}

/// How many hosts are opened with one statement.
#[cfg(feature = "postgres")]
const AT_ONCE: usize = 1_000;

/// On PostgreSQL others write at the same time. The rows are held until the messages are committed, so that whoever finds the last message sent, and
/// deletes the row, waits for them and looks again.
#[cfg(feature = "postgres")]
fn open_and_hold(
    c: &mut PgConnection,
    lane: Lane,
    hosts: &[&str],
    row: impl Fn(&str) -> OutboxHost,
) -> Result<()> {
    let mut missing = hosts.to_vec();
    for _ in 0..8 {
        if let [host] = missing[..] {
            diesel::insert_into(outbox_host::table)
                .values(row(host))
                .on_conflict_do_nothing()
                .execute(c)?;
        } else {
            let rows: Vec<OutboxHost> = missing.iter().map(|host| row(host)).collect();
            diesel::insert_into(outbox_host::table)
                .values(rows)
                .on_conflict_do_nothing()
                .execute(c)?;
        }
        let held: Vec<String> = outbox_host::table
            .filter(outbox_host::lane.eq(lane.text()))
            .filter(outbox_host::host.eq_any(&missing))
            .order(outbox_host::host)
            .select(outbox_host::host)
            .for_share()
            .load(c)?;
        let held: std::collections::HashSet<String> = held.into_iter().collect();
        // One that was deleted between the two statements is written anew.
        missing.retain(|host| !held.contains(*host));
        if missing.is_empty() {
            return Ok(());
        }
    }
    Err(super::Error::Busy(
        "the outbox is being emptied and filled at once".into(),
    ))
}

/// Holds the row until the end of the transaction: whoever has written messages for it has committed then, and they are seen.
pub fn lock(c: &mut Conn, host: &str, lane: Lane) -> Result<Option<OutboxHost>> {
    let row = for_change!(
        c,
        outbox_host::table.find((host, lane.as_str())),
        OutboxHost
    );
    Ok(row.optional()?)
}

/// Sets when a host is tried next; none if nothing waits for it any more. The row is held with [`lock`] before.
pub fn set(c: &mut Conn, host: &str, lane: Lane, next_at: Option<Instant>) -> Result<()> {
    let row = outbox_host::table.find((host, lane.as_str()));
    let Some(at) = next_at else {
        diesel::delete(row).execute(c)?;
        return Ok(());
    };
    let changed = each_backend!(c, |c| kept("UPDATE outbox_host SET next_at = ")
        .bind::<BigInt, _>(at.millis(), " WHERE host = ")
        .bind::<Text, _>(host, " AND lane = ")
        .bind::<Text, _>(lane.text(), "")
        .execute(c))?;
    if changed == 0 {
        open(c, lane, &[host], at)?;
    }
    Ok(())
}

/// Lets what waits for a host be tried at `now`: it was heard of. Says how many lanes that hastens.
pub fn hasten(c: &mut Conn, host: &str, lanes: &[Lane], now: Instant) -> Result<usize> {
    let lanes = lanes.iter().map(|lane| lane.text());
    Ok(diesel::update(
        outbox_host::table
            .filter(outbox_host::host.eq(host))
            .filter(outbox_host::lane.eq_any(lanes))
            .filter(outbox_host::next_at.gt(now.millis())),
    )
    .set(outbox_host::next_at.eq(now.millis()))
    .execute(c)?)
}

/// The hosts that are due at `now`, those that have waited longest first, at most `limit`.
pub fn due(c: &mut Conn, now: Instant, limit: i64) -> Result<Vec<OutboxHost>> {
    Ok(outbox_host::table
        .filter(outbox_host::next_at.le(now.millis()))
        .order(outbox_host::next_at)
        .select(OutboxHost::as_select())
        .limit(limit)
        .load(c)?)
}

/// When the next host after `now` is due.
pub fn next_due(c: &mut Conn, now: Instant) -> Result<Option<Instant>> {
    let at: Option<i64> = outbox_host::table
        .filter(outbox_host::next_at.gt(now.millis()))
        .select(diesel::dsl::min(outbox_host::next_at))
        .first(c)?;
    Ok(at.map(Instant::from_millis))
}
