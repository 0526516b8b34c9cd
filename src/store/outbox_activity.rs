//! An activity of ours: its bytes are written once.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::exchange_entry::CODES;
use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::outbox_activity;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// Which rules of sending an activity obeys.
    pub enum Lane("lane") {
        /// To anybody: retried for days.
        Social = "social",
        /// To a partner: in order, until its time is over.
        Trade = "trade",
    }
}
super::types::text_columns!(Lane);

/// An activity of ours: its bytes are written once.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = outbox_activity, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct OutboxActivity {
    pub id: String,
    pub actor_id: String,
    #[diesel(serialize_as = AsText<Lane>, deserialize_as = AsText<Lane>)]
    pub lane: Lane,
    pub kind: String,
    pub object_id: Option<String>,
    pub body: String,
    pub public: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<OutboxActivity> {
    Ok(outbox_activity::table
        .find(id)
        .select(OutboxActivity::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<OutboxActivity>> {
    Ok(outbox_activity::table
        .find(id)
        .select(OutboxActivity::as_select())
        .first(c)
        .optional()?)
}

/// The rows with these keys, as far as there are any.
pub fn list(c: &mut Conn, ids: &[&str]) -> Result<Vec<OutboxActivity>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(outbox_activity::table
        .filter(outbox_activity::id.eq_any(ids))
        .select(OutboxActivity::as_select())
        .load(c)?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &OutboxActivity) -> Result<()> {
    diesel::insert_into(outbox_activity::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &OutboxActivity) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(outbox_activity::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &OutboxActivity) -> Result<()> {
    let rows = diesel::update(outbox_activity::table.find(&row.id))
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
    Ok(diesel::delete(outbox_activity::table.find(id)).execute(c)? == 1)
}

/// The newest public activities of an actor, before `before` if given (an instant and an id, as [`OutboxActivity`] has them).
pub fn public_of(
    c: &mut Conn,
    actor: &str,
    before: Option<(Instant, &str)>,
    limit: i64,
) -> Result<Vec<OutboxActivity>> {
    let mut query = outbox_activity::table
        .filter(outbox_activity::actor_id.eq(actor))
        .filter(outbox_activity::public.eq(true))
        .order((
            outbox_activity::created_at.desc(),
            outbox_activity::id.desc(),
        ))
        .select(OutboxActivity::as_select())
        .limit(limit)
        .into_boxed();
    if let Some((at, id)) = before {
        query = query.filter(
            outbox_activity::created_at
                .lt(at.millis())
                .or(outbox_activity::created_at
                    .eq(at.millis())
                    .and(outbox_activity::id.lt(id.to_owned()))),
        );
    }
    Ok(query.load(c)?)
}

/// How many public activities an actor made.
pub fn count_public_of(c: &mut Conn, actor: &str) -> Result<i64> {
    Ok(outbox_activity::table
        .filter(outbox_activity::actor_id.eq(actor))
        .filter(outbox_activity::public.eq(true))
        .count()
        .get_result(c)?)
}

/// The newest activity of a kind about an object, such as the Announce of a Note.
pub fn find_about(
    c: &mut Conn,
    actor: &str,
    kind: &str,
    object: &str,
) -> Result<Option<OutboxActivity>> {
    Ok(outbox_activity::table
        .filter(outbox_activity::actor_id.eq(actor))
        .filter(outbox_activity::kind.eq(kind))
        .filter(outbox_activity::object_id.eq(object))
        .order(outbox_activity::created_at.desc())
        .select(OutboxActivity::as_select())
        .first(c)
        .optional()?)
}

/// Takes what was said about an object out of the outboxes: nobody reads it by its address any more. Its bytes stay until they were sent.
pub fn withdraw(c: &mut Conn, object: &str) -> Result<usize> {
    Ok(diesel::update(
        outbox_activity::table
            .filter(outbox_activity::object_id.eq(object))
            .filter(outbox_activity::public.eq(true)),
    )
    .set(outbox_activity::public.eq(false))
    .execute(c)?)
}

/// Activities of the trade of before `before` that still hold a pickup code or a PIN.
pub fn with_codes(c: &mut Conn, before: Instant) -> Result<Vec<OutboxActivity>> {
    let [pickup, pin] = CODES;
    Ok(outbox_activity::table
        .filter(outbox_activity::lane.eq(Lane::Trade.text()))
        .filter(outbox_activity::created_at.lt(before.millis()))
        .filter(
            outbox_activity::body
                .like(pickup)
                .or(outbox_activity::body.like(pin)),
        )
        .select(OutboxActivity::as_select())
        .load(c)?)
}

/// The ids of activities of before `before` that nobody may read by their address and that still have a body, at most `limit`.
pub fn private_before(c: &mut Conn, before: Instant, limit: i64) -> Result<Vec<String>> {
    Ok(outbox_activity::table
        .filter(outbox_activity::public.eq(false))
        .filter(outbox_activity::created_at.lt(before.millis()))
        .filter(outbox_activity::body.ne(""))
        .order(outbox_activity::created_at)
        .limit(limit)
        .select(outbox_activity::id)
        .load(c)?)
}

/// Writes another body: without what must be forgotten, or an empty one.
pub fn set_body(c: &mut Conn, id: &str, body: &str) -> Result<()> {
    diesel::update(outbox_activity::table.find(id))
        .set(outbox_activity::body.eq(body))
        .execute(c)?;
    Ok(())
}
