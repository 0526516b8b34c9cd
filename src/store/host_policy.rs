//! What a moderator decided about another server.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::{AsMillis, AsText, MaybeText};
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::id::UserId;

use super::schema::host_policy;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// How we stand with a server or an actor, the mildest first.
    pub enum Level("level") {
        /// Spoken with, also where only known servers are.
        Allowed = "allowed",
        /// Spoken with, but not in discovery, and what its people reply is not shown.
        Limited = "limited",
        /// Not spoken with: nothing of theirs is shown, kept or answered.
        Suspended = "suspended",
    }
}
super::types::text_columns!(Level);

/// What a moderator decided about another server. It holds for the names below it too.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = host_policy, primary_key(host), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct HostPolicy {
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
pub fn find_optional(c: &mut Conn, host: &str) -> Result<Option<HostPolicy>> {
    Ok(host_policy::table
        .find(host)
        .select(HostPolicy::as_select())
        .first(c)
        .optional()?)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &HostPolicy) -> Result<()> {
    let new = each_backend!(c, |c| diesel::insert_into(host_policy::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    if new == 0 {
        diesel::update(host_policy::table.find(&row.host))
            .set(row.clone())
            .execute(c)?;
    }
    Ok(())
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, host: &str) -> Result<bool> {
    Ok(diesel::delete(host_policy::table.find(host)).execute(c)? == 1)
}

/// Every row, the newest first.
pub fn list(c: &mut Conn) -> Result<Vec<HostPolicy>> {
    Ok(host_policy::table
        .order((host_policy::at.desc(), host_policy::host))
        .select(HostPolicy::as_select())
        .load(c)?)
}

/// Host and level of every row.
pub fn levels(c: &mut Conn) -> Result<Vec<(String, AsText<Level>)>> {
    Ok(host_policy::table
        .select((host_policy::host, host_policy::level))
        .load(c)?)
}

/// How many servers something was decided about.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(host_policy::table.count().get_result(c)?)
}
