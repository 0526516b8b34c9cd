//! An actor elsewhere that follows one of ours.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use musette_domain::Instant;

use super::kept::kept;
use super::schema::follower;
use super::{Conn, Result, policies};
use crate::each_backend;

/// An actor elsewhere that follows one of ours.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = follower, primary_key(actor_name, follower_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Follower {
    pub actor_name: String,
    pub follower_id: String,
    pub follow_id: String,
    pub inbox: String,
    pub shared_inbox: Option<String>,
    pub host: String,
    pub musette: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub accepted_at: Instant,
    pub repeated_id: Option<String>,
}

/// The row with this key.
pub fn find(c: &mut Conn, actor_name: &str, follower_id: &str) -> Result<Follower> {
    Ok(follower::table
        .find((actor_name, follower_id))
        .select(Follower::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(
    c: &mut Conn,
    actor_name: &str,
    follower_id: &str,
) -> Result<Option<Follower>> {
    Ok(follower::table
        .find((actor_name, follower_id))
        .select(Follower::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Follower) -> Result<()> {
    diesel::insert_into(follower::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Follower) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(follower::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes a new row. One that is there changes nothing but where the follower is reached. Both ids are known from then on, the first and the latest:
/// whoever stops following names one of them.
pub fn keep(c: &mut Conn, row: &Follower) -> Result<()> {
    each_backend!(c, |c| {
        kept(
        "INSERT INTO follower (actor_name, follower_id, follow_id, inbox, shared_inbox, host, musette, accepted_at) VALUES ("
    )
    .bind::<Text, _>(&row.actor_name, ", ")
    .bind::<Text, _>(&row.follower_id, ", ")
    .bind::<Text, _>(&row.follow_id, ", ")
    .bind::<Text, _>(&row.inbox, ", ")
    .bind::<Nullable<Text>, _>(&row.shared_inbox, ", ")
    .bind::<Text, _>(&row.host, ", ")
    .bind::<Bool, _>(row.musette, ", ")
    .bind::<BigInt, _>(
        row.accepted_at.millis(),
        ") ON CONFLICT (actor_name, follower_id) DO UPDATE SET inbox = excluded.inbox, shared_inbox = excluded.shared_inbox, \
         host = excluded.host, musette = excluded.musette, repeated_id = CASE WHEN follower.follow_id = excluded.follow_id \
         THEN follower.repeated_id ELSE excluded.follow_id END"
    )
    .execute(c)
    })?;
    Ok(())
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, actor_name: &str, follower_id: &str) -> Result<bool> {
    Ok(diesel::delete(follower::table.find((actor_name, follower_id))).execute(c)? == 1)
}

/// Where to deliver what an actor of ours says: one inbox a server where the server has a shared one, with its host.
///
/// With `musette`, only to followers on servers that speak our trade protocol, or only to the others.
pub fn inboxes(
    c: &mut Conn,
    actor_name: &str,
    musette: Option<bool>,
) -> Result<Vec<(String, String)>> {
    let mut query = follower::table
        .filter(follower::actor_name.eq(actor_name))
        .select((follower::shared_inbox, follower::inbox, follower::host))
        .distinct()
        .into_boxed();
    if let Some(musette) = musette {
        query = query.filter(follower::musette.eq(musette));
    }
    let found: Vec<(Option<String>, String, String)> = query.load(c)?;
    let mut inboxes: Vec<(String, String)> = found
        .into_iter()
        .map(|(shared, own, host)| (shared.unwrap_or(own), host))
        .collect();
    inboxes.sort_unstable();
    inboxes.dedup();
    Ok(inboxes)
}

/// How many follow an actor of ours, those of suspended servers not counted.
pub fn count_of(c: &mut Conn, actor_name: &str) -> Result<i64> {
    let policies = policies::load(c)?;
    let of_hosts: Vec<(String, i64)> = follower::table
        .filter(follower::actor_name.eq(actor_name))
        .group_by(follower::host)
        .select((follower::host, count_star()))
        .load(c)?;
    let counted = of_hosts
        .into_iter()
        .filter(|(host, _)| !policies.suspends(host, None));
    Ok(counted.map(|(_, count)| count).sum())
}

/// The followers at a host, at most `limit`.
pub fn list_of_host(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<Follower>> {
    Ok(follower::table
        .filter(follower::host.eq(host))
        .order((follower::actor_name, follower::follower_id))
        .select(Follower::as_select())
        .limit(limit)
        .load(c)?)
}

/// Whom of ours somebody follows.
pub fn list_of_follower(c: &mut Conn, follower_id: &str) -> Result<Vec<Follower>> {
    Ok(follower::table
        .filter(follower::follower_id.eq(follower_id))
        .order(follower::actor_name)
        .select(Follower::as_select())
        .load(c)?)
}

/// The follower that a Follow of this actor with this id made, or repeated.
pub fn find_by_follow(
    c: &mut Conn,
    follower_id: &str,
    follow_id: &str,
) -> Result<Option<Follower>> {
    Ok(follower::table
        .filter(follower::follower_id.eq(follower_id))
        .filter(
            follower::follow_id
                .eq(follow_id)
                .or(follower::repeated_id.eq(follow_id)),
        )
        .select(Follower::as_select())
        .first(c)
        .optional()?)
}

/// Forgets a follower everywhere: it is gone. Says how many of our actors it followed.
pub fn delete_everywhere(c: &mut Conn, follower_id: &str) -> Result<usize> {
    Ok(diesel::delete(follower::table.filter(follower::follower_id.eq(follower_id))).execute(c)?)
}

/// Forgets the followers whose inbox is gone.
pub fn delete_by_inbox(c: &mut Conn, inbox: &str) -> Result<usize> {
    Ok(diesel::delete(
        follower::table.filter(
            follower::inbox
                .eq(inbox)
                .or(follower::shared_inbox.eq(inbox)),
        ),
    )
    .execute(c)?)
}

/// Writes where a follower is reached now, wherever it follows.
pub fn move_inbox(
    c: &mut Conn,
    follower_id: &str,
    inbox: &str,
    shared_inbox: Option<&str>,
    musette: bool,
) -> Result<usize> {
    Ok(
        diesel::update(follower::table.filter(follower::follower_id.eq(follower_id)))
            .set((
                follower::inbox.eq(inbox),
                follower::shared_inbox.eq(shared_inbox),
                follower::musette.eq(musette),
            ))
            .execute(c)?,
    )
}

/// Hosts with more than `most` followers, counted for each of our actors that they follow.
pub fn crowded(c: &mut Conn, most: i64) -> Result<Vec<String>> {
    Ok(follower::table
        .group_by(follower::host)
        .having(count_star().gt(most))
        .select(follower::host)
        .load(c)?)
}

/// Who follows an actor of ours, by address.
pub fn list_of(c: &mut Conn, actor_name: &str) -> Result<Vec<String>> {
    Ok(follower::table
        .filter(follower::actor_name.eq(actor_name))
        .order(follower::follower_id)
        .select(follower::follower_id)
        .load(c)?)
}

/// Who follows an actor of ours.
pub fn all_of(c: &mut Conn, actor_name: &str) -> Result<Vec<Follower>> {
    Ok(follower::table
        .filter(follower::actor_name.eq(actor_name))
        .order(follower::follower_id)
        .select(Follower::as_select())
        .load(c)?)
}

/// Forgets who followed an actor of ours that is gone.
pub fn delete_of_actor(c: &mut Conn, actor_name: &str) -> Result<usize> {
    Ok(diesel::delete(follower::table.filter(follower::actor_name.eq(actor_name))).execute(c)?)
}
