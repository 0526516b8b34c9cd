//! Whom an actor of ours that no person reads answered with a hint, so that each gets one a day at most.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::hint;
use super::{Conn, Result};
use crate::each_backend;

/// When somebody elsewhere was last sent a hint.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = hint, primary_key(author_id), treat_none_as_default_value = false)]
pub struct Hint {
    pub author_id: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub sent_at: Instant,
}

/// Notes that a hint is sent, unless one was after `before`; says whether it may be.
pub fn claim(c: &mut Conn, row: &Hint, before: Instant) -> Result<bool> {
    let written = each_backend!(c, |c| diesel::insert_into(hint::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    if written == 1 {
        return Ok(true);
    }
    let moved = diesel::update(hint::table.find(&row.author_id))
        .filter(hint::sent_at.le(before.millis()))
        .set(hint::sent_at.eq(row.sent_at.millis()))
        .execute(c)?;
    Ok(moved == 1)
}

/// Forgets hints that were sent before `before`.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(diesel::delete(hint::table.filter(hint::sent_at.lt(before.millis()))).execute(c)?)
}
