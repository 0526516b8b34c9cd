//! What somebody says to one of our restaurants or to the co-op, and what these answer.
//!
//! A row is a reply to a special, a reply to a reply that we hold, or, without a special, a mention. Without a restaurant it was said to the co-op.
//! `content` was cleaned before it was stored. An answer of ours is hidden when the author of what it answers did not want it, and carries the address
//! of their approval (`approved_by`) when they gave one. Times are trade times.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::AsMillis;
use super::types::MaybeMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::id::{RestaurantId, SpecialId};
use musette_domain::{Instant, TextValue};

use super::schema::reply;
use super::{Conn, Result, policies};
use crate::each_backend;

/// A reply, a mention, or an answer of ours.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reply, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Reply {
    pub id: String,
    #[diesel(serialize_as = MaybeText<RestaurantId>, deserialize_as = MaybeText<RestaurantId>)]
    pub restaurant_id: Option<RestaurantId>,
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
    pub approved_by: Option<String>,
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

/// Who said something: the server, the author, and whether that is one of ours.
type Said = (String, String, bool);

/// What may be shown to everybody below a special, the oldest first: public, neither hidden nor removed, of nobody who is limited or suspended.
pub fn heads_of_special(c: &mut Conn, special: &SpecialId) -> Result<Vec<Head>> {
    let policies = policies::load(c)?;
    let rows: Vec<(Head, Said)> = reply::table
        .filter(reply::special_id.eq(special.as_str()))
        .filter(reply::public.eq(true))
        .filter(reply::hidden_at.is_null())
        .filter(reply::removed_at.is_null())
        .order((reply::received_at, reply::depth, reply::id))
        .select((
            (reply::id, reply::in_reply_to, reply::depth),
            (reply::host, reply::author_id, reply::ours),
        ))
        .limit(THREAD)
        .load(c)?;
    let shown = rows
        .into_iter()
        .filter(|(_, (host, author, ours))| *ours || policies.shows(host, Some(author)));
    Ok(shown.map(|(head, _)| head).collect())
}

/// The ids of what answers one Note and may be shown to everybody, the oldest first.
pub fn shown_in_answer_to(c: &mut Conn, note: &str) -> Result<Vec<String>> {
    let policies = policies::load(c)?;
    let rows: Vec<(String, Said)> = reply::table
        .filter(reply::in_reply_to.eq(note))
        .filter(reply::public.eq(true))
        .filter(reply::hidden_at.is_null())
        .filter(reply::removed_at.is_null())
        .order((reply::received_at, reply::id))
        .select((reply::id, (reply::host, reply::author_id, reply::ours)))
        .limit(THREAD)
        .load(c)?;
    let shown = rows
        .into_iter()
        .filter(|(_, (host, author, ours))| *ours || policies.shows(host, Some(author)));
    Ok(shown.map(|(id, _)| id).collect())
}

/// The rows with these ids, the oldest first.
pub fn list(c: &mut Conn, ids: &[String]) -> Result<Vec<Reply>> {
    Ok(reply::table
        .filter(reply::id.eq_any(ids))
        .order((reply::received_at, reply::depth, reply::id))
        .select(Reply::as_select())
        .load(c)?)
}

/// What was said to a restaurant, or to the co-op itself, before `before`, the newest first: what its people read. Nothing of who is suspended, nothing
/// that was removed.
pub fn list_of(
    c: &mut Conn,
    restaurant: Option<&RestaurantId>,
    before: Option<Instant>,
    limit: i64,
) -> Result<Vec<Reply>> {
    let policies = policies::load(c)?;
    let before = before.map_or(i64::MAX, Instant::millis);
    let said = reply::table
        .filter(reply::ours.eq(false))
        .filter(reply::removed_at.is_null())
        .filter(reply::received_at.lt(before))
        .order((reply::received_at.desc(), reply::id.desc()))
        .select(Reply::as_select())
        .limit(limit);
    let mut rows: Vec<Reply> = match restaurant {
        Some(of) => said.filter(reply::restaurant_id.eq(of.as_str())).load(c)?,
        None => said.filter(reply::restaurant_id.is_null()).load(c)?,
    };
    rows.retain(|row| !policies.suspends(&row.host, Some(&row.author_id)));
    Ok(rows)
}

/// Public replies of others that were hidden from everybody, or wait to be shown, the newest first: what a moderator looks through.
pub fn hidden(c: &mut Conn, limit: i64) -> Result<Vec<Reply>> {
    let policies = policies::load(c)?;
    let mut rows: Vec<Reply> = reply::table
        .filter(reply::ours.eq(false))
        .filter(reply::public.eq(true))
        .filter(reply::hidden_at.is_not_null())
        .filter(reply::removed_at.is_null())
        .order((reply::received_at.desc(), reply::id.desc()))
        .select(Reply::as_select())
        .limit(limit)
        .load(c)?;
    rows.retain(|row| !policies.suspends(&row.host, Some(&row.author_id)));
    Ok(rows)
}

/// The authors at a server of what was said to us and not taken back, at most `limit`.
pub fn authors_of_host(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<String>> {
    Ok(reply::table
        .filter(reply::host.eq(host))
        .filter(reply::ours.eq(false))
        .filter(reply::removed_at.is_null())
        .select(reply::author_id)
        .distinct()
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
