//! A signed-in (or not yet signed-in) browser. The token is never stored, only its hash.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::UserId;

use super::schema::session;
use super::{Conn, Result};
use crate::each_backend;

/// A signed-in (or not yet signed-in) browser. The token is never stored, only its hash.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = session, treat_none_as_null = true, treat_none_as_default_value = false)]
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

/// The sessions in which a person is signed in, the latest seen first.
pub fn of_user(c: &mut Conn, user_id: &UserId, now: Instant) -> Result<Vec<SessionRow>> {
    Ok(session::table
        .filter(session::user_id.eq(TextValue::as_str(user_id)))
        .filter(session::expires_at.gt(now.millis()))
        .order(session::seen_at.desc())
        .select(SessionRow::as_select())
        .load(c)?)
}

/// Ends a session of this person; says whether there was one.
pub fn revoke(c: &mut Conn, user_id: &UserId, id: &str) -> Result<bool> {
    let of_user = session::user_id.eq(TextValue::as_str(user_id));
    Ok(diesel::delete(session::table.find(id).filter(of_user)).execute(c)? == 1)
}

/// Ends every session of a person but `kept`; says how many there were.
pub fn revoke_others(c: &mut Conn, user_id: &UserId, kept: Option<&str>) -> Result<usize> {
    let of_user = session::user_id.eq(TextValue::as_str(user_id));
    let others = session::id.ne(kept.unwrap_or_default());
    Ok(diesel::delete(session::table.filter(of_user).filter(others)).execute(c)?)
}

/// Forgets sessions that nobody can use any more; says how many there were.
pub fn forget_expired(c: &mut Conn, now: Instant) -> Result<usize> {
    let over = session::expires_at.le(now.millis());
    Ok(diesel::delete(session::table.filter(over)).execute(c)?)
}
