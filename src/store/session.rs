//! A signed-in (or not yet signed-in) browser. The token is never stored, only its hash.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::id::UserId;

use super::schema::session;
use super::{Conn, Result};
use crate::each_backend;

/// A signed-in (or not yet signed-in) browser. The token is never stored, only its hash.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = session, treat_none_as_null = true)]
pub struct SessionRow {
    pub id: String,
    #[diesel(serialize_as = MaybeText<UserId>, deserialize_as = MaybeText<UserId>)]
    pub user_id: Option<UserId>,
    pub data: String,
    pub device: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub seen_at: Instant,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub expires_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<SessionRow> {
    Ok(session::table
        .find(id)
        .select(SessionRow::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<SessionRow>> {
    Ok(session::table
        .find(id)
        .select(SessionRow::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &SessionRow) -> Result<()> {
    diesel::insert_into(session::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &SessionRow) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(session::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &SessionRow) -> Result<()> {
    let rows = diesel::update(session::table.find(&row.id))
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
    Ok(diesel::delete(session::table.find(id)).execute(c)? == 1)
}
