//! A public key of an actor of another server.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::actor_key;
use super::{Conn, Result};
use crate::each_backend;

/// A public key of an actor of another server.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = actor_key, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ActorKey {
    pub id: String,
    pub owner: String,
    pub algorithm: String,
    pub public_key: Vec<u8>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub fetched_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<ActorKey> {
    Ok(actor_key::table
        .find(id)
        .select(ActorKey::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<ActorKey>> {
    Ok(actor_key::table
        .find(id)
        .select(ActorKey::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &ActorKey) -> Result<()> {
    diesel::insert_into(actor_key::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &ActorKey) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(actor_key::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &ActorKey) -> Result<()> {
    let rows = diesel::update(actor_key::table.find(&row.id))
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
    Ok(diesel::delete(actor_key::table.find(id)).execute(c)? == 1)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &ActorKey) -> Result<()> {
    if insert_if_absent(c, row)? {
        return Ok(());
    }
    save(c, row)
}

/// Replaces all keys of an actor by those that it lists now.
///
/// `own` are named by the actor's own id, so whoever had them before had them wrongly. `apart` have addresses of their own: they stay with the actor where
/// it was found out before that they are its keys, and are not taken on its word.
pub fn replace_of(c: &mut Conn, owner: &str, own: &[ActorKey], apart: &[ActorKey]) -> Result<()> {
    let known: Vec<String> = actor_key::table
        .filter(actor_key::owner.eq(owner))
        .select(actor_key::id)
        .load(c)?;
    diesel::delete(actor_key::table.filter(actor_key::owner.eq(owner))).execute(c)?;
    for row in own {
        put(c, row)?;
    }
    for row in apart.iter().filter(|row| known.contains(&row.id)) {
        put(c, row)?;
    }
    Ok(())
}

/// Forgets all keys of an actor.
pub fn delete_of(c: &mut Conn, owner: &str) -> Result<usize> {
    Ok(diesel::delete(actor_key::table.filter(actor_key::owner.eq(owner))).execute(c)?)
}
