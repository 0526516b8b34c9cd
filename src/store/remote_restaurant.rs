//! A restaurant of another co-op, as it describes itself.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use std::collections::BTreeSet;

use super::types::AsJson;
use super::types::AsMillis;
use super::types::MaybeMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Currency;
use musette_domain::Instant;

use super::schema::remote_restaurant;
use super::{Conn, Result, policies};
use crate::each_backend;

/// A restaurant of another co-op, as it describes itself.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = remote_restaurant, primary_key(actor_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RemoteRestaurant {
    pub actor_id: String,
    pub coop_id: Option<String>,
    pub host: String,
    pub handle: String,
    pub name: String,
    pub description: String,
    pub cuisine: String,
    pub address: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub timezone: Option<String>,
    pub opening_hours: String,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub closed_until: Option<Instant>,
    pub minimum: Option<i64>,
    #[diesel(serialize_as = MaybeText<Currency>, deserialize_as = MaybeText<Currency>)]
    pub currency: Option<Currency>,
    pub delivers: bool,
    pub collects: bool,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub zone: Vec<String>,
    pub hue: String,
    pub weave: String,
    pub emblem: String,
    pub menu_url: Option<String>,
    pub specials_url: Option<String>,
    pub menu_revision: i64,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub menu_fetched_at: Option<Instant>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub fetched_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub gone_at: Option<Instant>,
}

/// The row with this key.
pub fn find(c: &mut Conn, actor_id: &str) -> Result<RemoteRestaurant> {
    Ok(remote_restaurant::table
        .find(actor_id)
        .select(RemoteRestaurant::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, actor_id: &str) -> Result<Option<RemoteRestaurant>> {
    Ok(remote_restaurant::table
        .find(actor_id)
        .select(RemoteRestaurant::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &RemoteRestaurant) -> Result<()> {
    diesel::insert_into(remote_restaurant::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &RemoteRestaurant) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(remote_restaurant::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Notes that the menu is as it was when it was last read, unless it was marked as old meanwhile.
pub fn mark_menu_read(c: &mut Conn, actor_id: &str, at: Instant) -> Result<usize> {
    Ok(diesel::update(remote_restaurant::table.find(actor_id))
        .filter(remote_restaurant::menu_fetched_at.is_not_null())
        .set(remote_restaurant::menu_fetched_at.eq(Some(at.millis())))
        .execute(c)?)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &RemoteRestaurant) -> Result<()> {
    let rows = diesel::update(remote_restaurant::table.find(&row.actor_id))
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
    Ok(diesel::delete(remote_restaurant::table.find(actor_id)).execute(c)? == 1)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &RemoteRestaurant) -> Result<()> {
    if insert_if_absent(c, row)? {
        return Ok(());
    }
    save(c, row)
}

/// The restaurants of a co-op elsewhere that are not gone, by name.
pub fn list_of_coop(c: &mut Conn, coop: &str) -> Result<Vec<RemoteRestaurant>> {
    Ok(remote_restaurant::table
        .filter(remote_restaurant::coop_id.eq(coop))
        .filter(remote_restaurant::gone_at.is_null())
        .order(remote_restaurant::name)
        .select(RemoteRestaurant::as_select())
        .load(c)?)
}

/// Notes that the restaurants of a co-op are gone, which has not answered for long. Says how many were there before.
pub fn gone_with(c: &mut Conn, coop: &str, now: Instant) -> Result<usize> {
    let there = remote_restaurant::table
        .filter(remote_restaurant::coop_id.eq(coop))
        .filter(remote_restaurant::gone_at.is_null());
    Ok(diesel::update(there)
        .set(remote_restaurant::gone_at.eq(Some(now.millis())))
        .execute(c)?)
}

/// Notes that a restaurant is gone, unless that is noted. Says whether it was there before.
pub fn mark_gone(c: &mut Conn, actor_id: &str, now: Instant) -> Result<bool> {
    let there = remote_restaurant::table
        .find(actor_id)
        .filter(remote_restaurant::gone_at.is_null());
    let rows = diesel::update(there)
        .set(remote_restaurant::gone_at.eq(Some(now.millis())))
        .execute(c)?;
    Ok(rows == 1)
}

/// Notes that the restaurants of a co-op are gone, except those that `keep` names. Says how many were there before.
pub fn gone_unless(c: &mut Conn, coop: &str, keep: &BTreeSet<&str>, now: Instant) -> Result<usize> {
    let there: Vec<String> = remote_restaurant::table
        .filter(remote_restaurant::coop_id.eq(coop))
        .filter(remote_restaurant::gone_at.is_null())
        .select(remote_restaurant::actor_id)
        .load(c)?;
    let mut count = 0;
    for id in there.iter().filter(|id| !keep.contains(id.as_str())) {
        count += usize::from(mark_gone(c, id, now)?);
    }
    Ok(count)
}

/// Every restaurant elsewhere that is neither gone nor suspended, by name.
pub fn list(c: &mut Conn) -> Result<Vec<RemoteRestaurant>> {
    let policies = policies::load(c)?;
    let mut rows: Vec<RemoteRestaurant> = remote_restaurant::table
        .filter(remote_restaurant::gone_at.is_null())
        .order(remote_restaurant::name)
        .select(RemoteRestaurant::as_select())
        .load(c)?;
    rows.retain(|row| !policies.suspends(&row.host, Some(&row.actor_id)));
    Ok(rows)
}

/// The restaurant with this handle at this host.
pub fn find_by_handle(c: &mut Conn, host: &str, handle: &str) -> Result<Option<RemoteRestaurant>> {
    Ok(remote_restaurant::table
        .filter(remote_restaurant::host.eq(host))
        .filter(remote_restaurant::handle.eq(handle))
        .order(remote_restaurant::gone_at.is_not_null())
        .select(RemoteRestaurant::as_select())
        .first(c)
        .optional()?)
}

/// Restaurants whose menu is to be read, never read or marked as old: those whose address comes after `after`.
pub fn list_without_menu(c: &mut Conn, after: &str, limit: i64) -> Result<Vec<RemoteRestaurant>> {
    Ok(remote_restaurant::table
        .filter(remote_restaurant::actor_id.gt(after))
        .filter(remote_restaurant::gone_at.is_null())
        .filter(remote_restaurant::menu_fetched_at.is_null())
        .filter(remote_restaurant::menu_url.is_not_null())
        .order(remote_restaurant::actor_id)
        .select(RemoteRestaurant::as_select())
        .limit(limit)
        .load(c)?)
}

/// Another restaurant than `actor_id` that has this handle at this host and is not gone.
pub fn other_with_handle(
    c: &mut Conn,
    host: &str,
    handle: &str,
    actor_id: &str,
) -> Result<Option<RemoteRestaurant>> {
    Ok(remote_restaurant::table
        .filter(remote_restaurant::host.eq(host))
        .filter(remote_restaurant::handle.eq(handle))
        .filter(remote_restaurant::actor_id.ne(actor_id))
        .filter(remote_restaurant::gone_at.is_null())
        .select(RemoteRestaurant::as_select())
        .first(c)
        .optional()?)
}

/// Every restaurant elsewhere that discovery shows, by name: not gone, and neither it nor its server limited or suspended.
pub fn discoverable(c: &mut Conn) -> Result<Vec<RemoteRestaurant>> {
    let policies = policies::load(c)?;
    let mut rows = list(c)?;
    rows.retain(|row| policies.shows(&row.host, Some(&row.actor_id)));
    Ok(rows)
}

/// The restaurants at a host, at most `limit`.
pub fn ids_of_host(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<String>> {
    Ok(remote_restaurant::table
        .filter(remote_restaurant::host.eq(host))
        .select(remote_restaurant::actor_id)
        .limit(limit)
        .load(c)?)
}
