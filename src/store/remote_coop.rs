//! Another co-op, as it describes itself.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::MaybeMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::remote_coop;
use super::{Conn, Result, policies};
use crate::each_backend;

/// Another co-op, as it describes itself.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = remote_coop, primary_key(actor_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RemoteCoop {
    pub actor_id: String,
    pub host: String,
    pub name: String,
    pub place: String,
    pub hue: String,
    pub desk_id: Option<String>,
    pub restaurants_url: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub timezone: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub fetched_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub walked_at: Option<Instant>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub gone_at: Option<Instant>,
    pub neighbours_url: Option<String>,
    pub depth: i32,
    pub found_via: Option<String>,
}

/// The row with this key.
pub fn find(c: &mut Conn, actor_id: &str) -> Result<RemoteCoop> {
    Ok(remote_coop::table
        .find(actor_id)
        .select(RemoteCoop::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, actor_id: &str) -> Result<Option<RemoteCoop>> {
    Ok(remote_coop::table
        .find(actor_id)
        .select(RemoteCoop::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &RemoteCoop) -> Result<()> {
    diesel::insert_into(remote_coop::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &RemoteCoop) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(remote_coop::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &RemoteCoop) -> Result<()> {
    let rows = diesel::update(remote_coop::table.find(&row.actor_id))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, actor_id: &str) -> Result<bool> {
    Ok(diesel::delete(remote_coop::table.find(actor_id)).execute(c)? == 1)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &RemoteCoop) -> Result<()> {
    if insert_if_absent(c, row)? {
        return Ok(());
    }
    save(c, row)
}

/// Every co-op elsewhere that is neither gone nor suspended, by name.
pub fn list(c: &mut Conn) -> Result<Vec<RemoteCoop>> {
    let policies = policies::load(c)?;
    let mut rows: Vec<RemoteCoop> = remote_coop::table
        .filter(remote_coop::gone_at.is_null())
        .order(remote_coop::name)
        .select(RemoteCoop::as_select())
        .load(c)?;
    rows.retain(|row| !policies.suspends(&row.host, Some(&row.actor_id)));
    Ok(rows)
}

/// How many co-ops elsewhere are known.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(remote_coop::table.count().get_result(c)?)
}

/// Notes that somebody here follows the co-op or trades with it, however it was found.
pub fn mark_near(c: &mut Conn, actor_id: &str) -> Result<usize> {
    Ok(diesel::update(remote_coop::table.find(actor_id))
        .set(remote_coop::depth.eq(0))
        .execute(c)?)
}

/// Notes that the co-op's restaurants were read.
pub fn mark_walked(c: &mut Conn, actor_id: &str, at: Instant) -> Result<usize> {
    Ok(diesel::update(remote_coop::table.find(actor_id))
        .set(remote_coop::walked_at.eq(Some(at.millis())))
        .execute(c)?)
}

/// The co-ops at a host.
pub fn ids_of_host(c: &mut Conn, host: &str) -> Result<Vec<String>> {
    Ok(remote_coop::table
        .filter(remote_coop::host.eq(host))
        .select(remote_coop::actor_id)
        .load(c)?)
}
