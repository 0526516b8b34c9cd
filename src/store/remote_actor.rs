//! An actor of another server, as last read.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::MaybeMillis;
use diesel::dsl::count_star;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::{
    actor_key, follower, following, remote_actor, remote_coop, remote_restaurant, reply,
    restaurant_follow,
};
use super::{Conn, Result};
use crate::each_backend;

/// Actors that nothing of ours refers to.
macro_rules! unused {
    () => {
        remote_actor::table
            .filter(remote_actor::id.ne_all(follower::table.select(follower::follower_id)))
            .filter(remote_actor::id.ne_all(following::table.select(following::target_id)))
            .filter(
                remote_actor::id
                    .ne_all(restaurant_follow::table.select(restaurant_follow::target_id)),
            )
            .filter(remote_actor::id.ne_all(remote_coop::table.select(remote_coop::actor_id)))
            // Who said what we show is named beside it.
            .filter(
                remote_actor::id.ne_all(
                    reply::table
                        .filter(reply::removed_at.is_null())
                        .select(reply::author_id),
                ),
            )
            .filter(
                remote_actor::id
                    .ne_all(remote_restaurant::table.select(remote_restaurant::actor_id)),
            )
    };
}

/// An actor of another server, as last read.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = remote_actor, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RemoteActor {
    pub id: String,
    pub kind: String,
    pub host: String,
    pub name: String,
    pub display_name: String,
    pub url: Option<String>,
    pub inbox: String,
    pub shared_inbox: Option<String>,
    pub outbox: Option<String>,
    pub followers: Option<String>,
    pub document: String,
    pub musette: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub fetched_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub refreshed_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub gone_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<RemoteActor> {
    Ok(remote_actor::table
        .find(id)
        .select(RemoteActor::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<RemoteActor>> {
    // Asked at every message, so without the detour that a query for either database takes.
    Ok(each_backend!(c, |c| remote_actor::table
        .find(id)
        .select(RemoteActor::as_select())
        .first(c)
        .optional())?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &RemoteActor) -> Result<()> {
    diesel::insert_into(remote_actor::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &RemoteActor) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(remote_actor::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &RemoteActor) -> Result<()> {
    let rows = diesel::update(remote_actor::table.find(&row.id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &str) -> Result<bool> {
    Ok(diesel::delete(remote_actor::table.find(id)).execute(c)? == 1)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &RemoteActor) -> Result<()> {
    if insert_if_absent(c, row)? {
        return Ok(());
    }
    save(c, row)
}

/// Notes that the actor is as it was when it was last read.
pub fn mark_read(c: &mut Conn, id: &str, at: Instant) -> Result<usize> {
    Ok(diesel::update(remote_actor::table.find(id))
        .set((
            remote_actor::fetched_at.eq(at.millis()),
            remote_actor::refreshed_at.eq(Some(at.millis())),
        ))
        .execute(c)?)
}

/// Notes that the actor is gone for good; says whether we knew it.
pub fn mark_gone(c: &mut Conn, id: &str, at: Instant) -> Result<bool> {
    Ok(diesel::update(remote_actor::table.find(id))
        .set(remote_actor::gone_at.eq(Some(at.millis())))
        .execute(c)?
        == 1)
}

/// Another actor than `id` that has this name at this host. Two cannot have one name there.
pub fn other_with_name(
    c: &mut Conn,
    host: &str,
    name: &str,
    id: &str,
) -> Result<Option<RemoteActor>> {
    Ok(remote_actor::table
        .filter(remote_actor::host.eq(host))
        .filter(remote_actor::name.eq(name))
        .filter(remote_actor::id.ne(id))
        .filter(remote_actor::gone_at.is_null())
        .select(RemoteActor::as_select())
        .first(c)
        .optional()?)
}

/// Gives an actor the name that its server says is its: who else claimed it has none any more.
pub fn give_name(c: &mut Conn, id: &str, host: &str, name: &str) -> Result<()> {
    diesel::update(
        remote_actor::table
            .filter(remote_actor::host.eq(host))
            .filter(remote_actor::name.eq(name))
            .filter(remote_actor::id.ne(id)),
    )
    .set(remote_actor::name.eq(""))
    .execute(c)?;
    diesel::update(remote_actor::table.find(id))
        .set(remote_actor::name.eq(name))
        .execute(c)?;
    Ok(())
}

/// How many rows are forgotten in one transaction.
pub const AT_A_TIME: i64 = 500;

/// Forgets actors that were last read before `before` and that nothing of ours refers to, at most [`AT_A_TIME`]; says how many. Their keys go with them.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    let old: Vec<String> = unused!()
        .filter(remote_actor::fetched_at.lt(before.millis()))
        .select(remote_actor::id)
        .limit(AT_A_TIME)
        .load(c)?;
    forget(c, &old)
}

/// Hosts of which we know more than `most` actors, with how many.
pub fn crowded(c: &mut Conn, most: i64) -> Result<Vec<(String, i64)>> {
    Ok(remote_actor::table
        .group_by(remote_actor::host)
        .having(count_star().gt(most))
        .select((remote_actor::host, count_star()))
        .load(c)?)
}

/// Forgets the actors of a host that were not read for longest and that nothing of ours refers to, at most `most` and [`AT_A_TIME`]; says how many.
pub fn purge_of_host(c: &mut Conn, host: &str, most: i64) -> Result<usize> {
    let old: Vec<String> = unused!()
        .filter(remote_actor::host.eq(host))
        .order(remote_actor::fetched_at)
        .select(remote_actor::id)
        .limit(most.min(AT_A_TIME))
        .load(c)?;
    forget(c, &old)
}

fn forget(c: &mut Conn, ids: &[String]) -> Result<usize> {
    diesel::delete(actor_key::table.filter(actor_key::owner.eq_any(ids))).execute(c)?;
    Ok(diesel::delete(remote_actor::table.filter(remote_actor::id.eq_any(ids))).execute(c)?)
}

/// How many actors of others are known.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(remote_actor::table.count().get_result(c)?)
}
