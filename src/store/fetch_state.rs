//! What another server said of a document's age when it was last read in full (RFC 9110, 8.8). Forgotten after two weeks, so that nothing is believed for ever.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::fetch_state;
use super::types::AsMillis;
use super::{Conn, Result};
use crate::each_backend;

/// What was said of a document's age.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = fetch_state, primary_key(url), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct FetchState {
    pub url: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub read_at: Instant,
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, url: &str) -> Result<Option<FetchState>> {
    Ok(fetch_state::table
        .find(url)
        .select(FetchState::as_select())
        .first(c)
        .optional()?)
}

/// Writes the row whether or not it is there.
pub fn put(c: &mut Conn, row: &FetchState) -> Result<()> {
    let new = each_backend!(c, |c| diesel::insert_into(fetch_state::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    if new == 0 {
        diesel::update(fetch_state::table.find(&row.url))
            .set(row.clone())
            .execute(c)?;
    }
    Ok(())
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, url: &str) -> Result<bool> {
    Ok(diesel::delete(fetch_state::table.find(url)).execute(c)? == 1)
}

/// Forgets what was last read in full before `before`.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    let old = fetch_state::read_at.lt(before.millis());
    Ok(diesel::delete(fetch_state::table.filter(old)).execute(c)?)
}
