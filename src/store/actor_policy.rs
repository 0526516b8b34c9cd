//! What a moderator decided about somebody elsewhere.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::{AsMillis, AsText, MaybeText};
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::id::UserId;

use super::host_policy::Level;
use super::schema::actor_policy;
use super::{Conn, Result};
use crate::each_backend;

/// What a moderator decided about an actor elsewhere, beside what holds for its server.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = actor_policy, primary_key(actor_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ActorPolicy {
    pub actor_id: String,
    pub host: String,
    #[diesel(serialize_as = AsText<Level>, deserialize_as = AsText<Level>)]
    pub level: Level,
    pub reason: String,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub by_user: Option<UserId>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub at: Instant,
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, actor: &str) -> Result<Option<ActorPolicy>> {
    Ok(actor_policy::table
        .find(actor)
        .select(ActorPolicy::as_select())
        .first(c)
        .optional()?)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &ActorPolicy) -> Result<()> {
    let new = each_backend!(c, |c| diesel::insert_into(actor_policy::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    if new == 0 {
        diesel::update(actor_policy::table.find(&row.actor_id))
            .set(row.clone())
            .execute(c)?;
    }
    Ok(())
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, actor: &str) -> Result<bool> {
    Ok(diesel::delete(actor_policy::table.find(actor)).execute(c)? == 1)
}

/// Every row, the newest first.
pub fn list(c: &mut Conn) -> Result<Vec<ActorPolicy>> {
    Ok(actor_policy::table
        .order((actor_policy::at.desc(), actor_policy::actor_id))
        .select(ActorPolicy::as_select())
        .load(c)?)
}

/// Actor and level of every row.
pub fn levels(c: &mut Conn) -> Result<Vec<(String, AsText<Level>)>> {
    Ok(actor_policy::table
        .select((actor_policy::actor_id, actor_policy::level))
        .load(c)?)
}

/// How many actors something was decided about.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(actor_policy::table.count().get_result(c)?)
}
