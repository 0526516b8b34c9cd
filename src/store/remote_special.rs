//! A special of a restaurant elsewhere.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::remote_special;
use super::{Conn, Result};
use crate::each_backend;

/// A special of a restaurant elsewhere.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = remote_special, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RemoteSpecial {
    pub id: String,
    pub actor_id: String,
    pub content: String,
    pub item_id: Option<String>,
    pub url: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub published_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub ends_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub edited_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub removed_at: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<RemoteSpecial> {
    Ok(remote_special::table
        .find(id)
        .select(RemoteSpecial::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<RemoteSpecial>> {
    Ok(remote_special::table
        .find(id)
        .select(RemoteSpecial::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &RemoteSpecial) -> Result<()> {
    diesel::insert_into(remote_special::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &RemoteSpecial) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(remote_special::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &RemoteSpecial) -> Result<()> {
    let rows = diesel::update(remote_special::table.find(&row.id))
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
    Ok(diesel::delete(remote_special::table.find(id)).execute(c)? == 1)
}

/// Specials of these actors that are not over at `now`, newest first.
pub fn current_of(
    c: &mut Conn,
    actors: &[String],
    now: Instant,
    limit: i64,
) -> Result<Vec<RemoteSpecial>> {
    Ok(remote_special::table
        .filter(remote_special::actor_id.eq_any(actors))
        .filter(remote_special::removed_at.is_null())
        .filter(
            remote_special::ends_at
                .is_null()
                .or(remote_special::ends_at.gt(now.millis())),
        )
        .order(remote_special::published_at.desc())
        .select(RemoteSpecial::as_select())
        .limit(limit)
        .load(c)?)
}

/// Takes back every special of an actor that is gone.
pub fn remove_of(c: &mut Conn, actor: &str, at: Instant) -> Result<usize> {
    Ok(diesel::update(
        remote_special::table
            .filter(remote_special::actor_id.eq(actor))
            .filter(remote_special::removed_at.is_null()),
    )
    .set(remote_special::removed_at.eq(Some(at.millis())))
    .execute(c)?)
}

/// Forgets every special of an actor that is suspended.
pub fn delete_of(c: &mut Conn, actor: &str) -> Result<usize> {
    Ok(
        diesel::delete(remote_special::table.filter(remote_special::actor_id.eq(actor)))
            .execute(c)?,
    )
}

/// How many milliseconds a day has.
const DAY: i64 = 24 * 3600 * 1000;

/// The day (UTC) of a time, counted from 1970.
pub fn day_of(time: Instant) -> i64 {
    time.millis().div_euclid(DAY)
}

/// How many specials an actor published on the same day (UTC) as this one. Looks at no more than `most`.
pub fn count_of_day(c: &mut Conn, actor: &str, published: Instant, most: i64) -> Result<i64> {
    let day = day_of(published).saturating_mul(DAY);
    let found: Vec<i64> = remote_special::table
        .filter(remote_special::actor_id.eq(actor))
        .filter(remote_special::published_at.ge(day))
        .filter(remote_special::published_at.lt(day.saturating_add(DAY)))
        .select(remote_special::published_at)
        .limit(most)
        .load(c)?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

/// Some of the specials that were over or taken back before `before`, or, when they do not say until when they run, published then.
pub fn over_before(c: &mut Conn, before: Instant, limit: i64) -> Result<Vec<String>> {
    let before = before.millis();
    let without_end = remote_special::ends_at
        .is_null()
        .and(remote_special::published_at.lt(before).nullable());
    Ok(remote_special::table
        .filter(
            remote_special::ends_at
                .lt(before)
                .or(remote_special::removed_at.lt(before))
                .or(without_end),
        )
        .select(remote_special::id)
        .limit(limit)
        .load(c)?)
}

/// Some of the specials of actors at a host.
pub fn ids_of_host(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<String>> {
    let host = host
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let (secure, plain) = (format!("https://{host}/%"), format!("http://{host}/%"));
    Ok(remote_special::table
        .filter(
            remote_special::actor_id
                .like(secure)
                .escape('\\')
                .or(remote_special::actor_id.like(plain).escape('\\')),
        )
        .select(remote_special::id)
        .limit(limit)
        .load(c)?)
}

/// Forgets these specials; says how many were there.
pub fn delete_all(c: &mut Conn, ids: &[String]) -> Result<usize> {
    Ok(diesel::delete(remote_special::table.filter(remote_special::id.eq_any(ids))).execute(c)?)
}
