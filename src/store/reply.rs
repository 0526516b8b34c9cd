//! What somebody says to one of our restaurants, and what the restaurant answers.
//!
//! A row is a reply to a special, a reply to a reply that we hold, or, without a special, a mention. `content` was cleaned before it was stored.
//! Times are trade times.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::id::{RestaurantId, SpecialId};
use musette_domain::{Instant, TextValue};

use super::schema::{peer_host, reply};
use super::{Conn, Result};
use crate::each_backend;

/// A reply, a mention, or an answer of ours.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reply, treat_none_as_null = true)]
pub struct Reply {
    pub id: String,
    #[diesel(serialize_as = AsText<RestaurantId>, deserialize_as = AsText<RestaurantId>)]
    pub restaurant_id: RestaurantId,
    #[diesel(serialize_as = MaybeText<SpecialId>, deserialize_as = MaybeText<SpecialId>)]
    pub special_id: Option<SpecialId>,
    pub in_reply_to: Option<String>,
    pub depth: i32,
    pub author_id: String,
    pub author_handle: String,
    pub author_name: String,
    pub author_inbox: String,
    pub host: String,
    pub ours: bool,
    pub public: bool,
    pub summary: Option<String>,
    pub content: String,
    pub language: Option<String>,
    pub url: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub published_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub edited_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub hidden_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub removed_at: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
}

/// The most rows that one thread is read with.
const THREAD: i64 = 2_000;

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<Reply> {
    Ok(reply::table.find(id).select(Reply::as_select()).first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<Reply>> {
    Ok(reply::table
        .find(id)
        .select(Reply::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row unless its key is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Reply) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(reply::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Reply) -> Result<()> {
    let rows = diesel::update(reply::table.find(&row.id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// The id of a reply, what it answers, and how deep in the conversation that is.
pub type Head = (String, Option<String>, i32);

/// What may be shown to everybody below a special, the oldest first: public, neither hidden nor removed, of no blocked server.
pub fn heads_of_special(c: &mut Conn, special: &SpecialId) -> Result<Vec<Head>> {
    let blocked = peer_host::table
        .filter(peer_host::blocked.eq(true))
        .select(peer_host::host);
    Ok(reply::table
        .filter(reply::special_id.eq(special.as_str()))
        .filter(reply::public.eq(true))
        .filter(reply::hidden_at.is_null())
        .filter(reply::removed_at.is_null())
        .filter(reply::host.ne_all(blocked))
        .order((reply::received_at, reply::depth, reply::id))
        .select((reply::id, reply::in_reply_to, reply::depth))
        .limit(THREAD)
        .load(c)?)
}

/// The ids of what answers one Note and may be shown to everybody, the oldest first.
pub fn shown_in_answer_to(c: &mut Conn, note: &str) -> Result<Vec<String>> {
    let blocked = peer_host::table
        .filter(peer_host::blocked.eq(true))
        .select(peer_host::host);
    Ok(reply::table
        .filter(reply::in_reply_to.eq(note))
        .filter(reply::public.eq(true))
        .filter(reply::hidden_at.is_null())
        .filter(reply::removed_at.is_null())
        .filter(reply::host.ne_all(blocked))
        .order((reply::received_at, reply::id))
        .select(reply::id)
        .limit(THREAD)
        .load(c)?)
}

/// The rows with these ids, the oldest first.
pub fn list(c: &mut Conn, ids: &[String]) -> Result<Vec<Reply>> {
    Ok(reply::table
        .filter(reply::id.eq_any(ids))
        .order((reply::received_at, reply::depth, reply::id))
        .select(Reply::as_select())
        .load(c)?)
}

/// What was said to a restaurant before `before`, the newest first: what its people read. Nothing of blocked servers, nothing that was removed.
pub fn list_of_restaurant(
    c: &mut Conn,
    restaurant: &RestaurantId,
    before: Option<Instant>,
    limit: i64,
) -> Result<Vec<Reply>> {
    let blocked = peer_host::table
        .filter(peer_host::blocked.eq(true))
        .select(peer_host::host);
    let before = before.map_or(i64::MAX, Instant::millis);
    Ok(reply::table
        .filter(reply::restaurant_id.eq(restaurant.as_str()))
        .filter(reply::ours.eq(false))
        .filter(reply::removed_at.is_null())
        .filter(reply::host.ne_all(blocked))
        .filter(reply::received_at.lt(before))
        .order((reply::received_at.desc(), reply::id.desc()))
        .select(Reply::as_select())
        .limit(limit)
        .load(c)?)
}

/// Our answers to these replies, the oldest first.
pub fn answers_to(c: &mut Conn, ids: &[String]) -> Result<Vec<Reply>> {
    Ok(reply::table
        .filter(reply::in_reply_to.eq_any(ids))
        .filter(reply::ours.eq(true))
        .filter(reply::removed_at.is_null())
        .order((reply::received_at, reply::id))
        .select(Reply::as_select())
        .load(c)?)
}

/// How many replies a special has, whatever became of them.
pub fn count_of_special(c: &mut Conn, special: &SpecialId) -> Result<i64> {
    Ok(reply::table
        .filter(reply::special_id.eq(special.as_str()))
        .count()
        .get_result(c)?)
}

/// How much an author said to us since `since`.
pub fn count_of_author(c: &mut Conn, author: &str, since: Instant) -> Result<i64> {
    Ok(reply::table
        .filter(reply::author_id.eq(author))
        .filter(reply::received_at.gt(since.millis()))
        .count()
        .get_result(c)?)
}

/// How much was said to us from one server since `since`.
pub fn count_of_host(c: &mut Conn, host: &str, since: Instant) -> Result<i64> {
    Ok(reply::table
        .filter(reply::host.eq(host))
        .filter(reply::received_at.gt(since.millis()))
        .count()
        .get_result(c)?)
}

/// Takes back everything that an author said: it is gone.
pub fn remove_of(c: &mut Conn, author: &str, at: Instant) -> Result<usize> {
    let said = reply::table
        .filter(reply::author_id.eq(author))
        .filter(reply::ours.eq(false))
        .filter(reply::removed_at.is_null());
    Ok(diesel::update(said)
        .set((
            reply::removed_at.eq(Some(at.millis())),
            reply::content.eq(""),
            reply::summary.eq(None::<String>),
            reply::author_name.eq(""),
            reply::author_handle.eq(""),
        ))
        .execute(c)?)
}

/// Forgets what was said before `before`.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::delete(reply::table.filter(reply::received_at.lt(before.millis()))).execute(c)?)
}

/// Where those who spoke with a restaurant are reached: inbox and host.
pub fn inboxes_of_restaurant(
    c: &mut Conn,
    restaurant: &RestaurantId,
) -> Result<Vec<(String, String)>> {
    Ok(reply::table
        .filter(reply::restaurant_id.eq(restaurant.as_str()))
        .filter(reply::ours.eq(false))
        .select((reply::author_inbox, reply::host))
        .distinct()
        .load(c)?)
}

/// Removes everything that was said to a restaurant, and what it answered: it is gone.
pub fn remove_of_restaurant(c: &mut Conn, restaurant: &RestaurantId, at: Instant) -> Result<()> {
    diesel::update(
        reply::table
            .filter(reply::restaurant_id.eq(restaurant.as_str()))
            .filter(reply::removed_at.is_null()),
    )
    .set((
        reply::removed_at.eq(Some(at.millis())),
        reply::content.eq(""),
    ))
    .execute(c)?;
    Ok(())
}
