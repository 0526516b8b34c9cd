//! Actors elsewhere that have moved to another account.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::AsMillis;
use diesel::prelude::*;
use musette_domain::Instant;

use super::schema::actor_move;
use super::{Conn, Result};
use crate::each_backend;

/// An actor elsewhere that has moved.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = actor_move, primary_key(actor_id), treat_none_as_default_value = false)]
pub struct ActorMove {
    pub actor_id: String,
    pub target_id: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub moved_at: Instant,
}

/// Where an actor has moved last, if it has.
pub fn find_optional(c: &mut Conn, actor: &str) -> Result<Option<ActorMove>> {
    Ok(actor_move::table
        .find(actor)
        .select(ActorMove::as_select())
        .first(c)
        .optional()?)
}

/// Writes where an actor has moved, whether or not it moved before.
pub fn put(c: &mut Conn, row: &ActorMove) -> Result<()> {
    let new = each_backend!(c, |c| diesel::insert_into(actor_move::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    if new == 0 {
        diesel::update(actor_move::table.find(&row.actor_id))
            .set(row.clone())
            .execute(c)?;
    }
    Ok(())
}

/// Forgets moves from before `before`; says how many.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    Ok(
        diesel::delete(actor_move::table.filter(actor_move::moved_at.lt(before.millis())))
            .execute(c)?,
    )
}
