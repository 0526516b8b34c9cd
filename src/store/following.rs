//! An actor elsewhere that our instance follows for its customers.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::{following, remote_actor};
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How far a follow of ours got.
    pub enum FollowState("follow state") {
        /// Asked, not answered.
        Pending = "pending",
        /// Accepted.
        Accepted = "accepted",
        /// Refused.
        Rejected = "rejected",
    }
}
super::types::text_columns!(FollowState);

/// An actor elsewhere that our instance follows for its customers.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = following, primary_key(target_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Following {
    pub target_id: String,
    pub follow_id: String,
    #[diesel(serialize_as = AsText<FollowState>, deserialize_as = AsText<FollowState>)]
    pub state: FollowState,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub requested_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub accepted_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, target_id: &str) -> Result<Following> {
    Ok(following::table
        .find(target_id)
        .select(Following::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, target_id: &str) -> Result<Option<Following>> {
    // Asked at every message, so without the detour that a query for either database takes.
    Ok(each_backend!(c, |c| following::table
        .find(target_id)
        .select(Following::as_select())
        .first(c)
        .optional())?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Following) -> Result<()> {
    diesel::insert_into(following::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Following) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(following::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Following) -> Result<()> {
    let rows = diesel::update(following::table.find(&row.target_id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, target_id: &str) -> Result<bool> {
    Ok(diesel::delete(following::table.find(target_id)).execute(c)? == 1)
}

/// What a Follow with this id asked for.
pub fn find_by_follow(c: &mut Conn, follow_id: &str) -> Result<Option<Following>> {
    Ok(following::table
        .filter(following::follow_id.eq(follow_id))
        .select(Following::as_select())
        .first(c)
        .optional()?)
}

/// What was asked for before `before` and not answered.
pub fn pending_since(c: &mut Conn, before: Instant) -> Result<Vec<Following>> {
    Ok(following::table
        .filter(following::state.eq(FollowState::Pending.text()))
        .filter(following::requested_at.lt(before.millis()))
        .order(following::target_id)
        .select(Following::as_select())
        .load(c)?)
}

/// Notes that the Follow with this id, if it is one, was refused.
pub fn refused(c: &mut Conn, follow_id: &str) -> Result<usize> {
    Ok(diesel::update(
        following::table
            .filter(following::follow_id.eq(follow_id))
            .filter(following::state.eq(FollowState::Pending.text())),
    )
    .set(following::state.eq(FollowState::Rejected.text()))
    .execute(c)?)
}

/// Everything that the instance follows.
pub fn list(c: &mut Conn) -> Result<Vec<Following>> {
    Ok(following::table
        .order(following::target_id)
        .select(Following::as_select())
        .load(c)?)
}

/// Everything that the instance follows at a host.
pub fn list_of_host(c: &mut Conn, host: &str) -> Result<Vec<Following>> {
    let there = remote_actor::table
        .filter(remote_actor::host.eq(host))
        .select(remote_actor::id);
    Ok(following::table
        .filter(following::target_id.eq_any(there))
        .order(following::target_id)
        .select(Following::as_select())
        .load(c)?)
}

/// How many actors elsewhere accepted us as a follower.
pub fn count_accepted(c: &mut Conn) -> Result<i64> {
    Ok(following::table
        .filter(following::state.eq(FollowState::Accepted.text()))
        .count()
        .get_result(c)?)
}
