//! Nonces of signatures that were used already.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::seen_nonce;
use super::{Conn, Result};
use crate::each_backend;

/// Nonces of signatures that were used already.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = seen_nonce, primary_key(key_id, nonce), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct SeenNonce {
    pub key_id: String,
    pub nonce: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub expires_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, key_id: &str, nonce: &str) -> Result<SeenNonce> {
    Ok(seen_nonce::table
        .find((key_id, nonce))
        .select(SeenNonce::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, key_id: &str, nonce: &str) -> Result<Option<SeenNonce>> {
    Ok(seen_nonce::table
        .find((key_id, nonce))
        .select(SeenNonce::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &SeenNonce) -> Result<()> {
    diesel::insert_into(seen_nonce::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &SeenNonce) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(seen_nonce::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &SeenNonce) -> Result<()> {
    let rows = diesel::update(seen_nonce::table.find((&row.key_id, &row.nonce)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, key_id: &str, nonce: &str) -> Result<bool> {
    Ok(diesel::delete(seen_nonce::table.find((key_id, nonce))).execute(c)? == 1)
}

/// Forgets nonces whose time is over; says how many.
pub fn purge(c: &mut Conn, now: Instant) -> Result<usize> {
    Ok(
        diesel::delete(seen_nonce::table.filter(seen_nonce::expires_at.lt(now.millis())))
            .execute(c)?,
    )
}
