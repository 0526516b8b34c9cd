//! Our own actors by what they are.

use diesel::prelude::*;

use super::local_actor::{ActorKind, LocalActor};
use super::schema::local_actor;
use super::{Conn, Result};

/// The actor of a kind of which there is one: the instance, the co-op, the desk.
pub fn of_kind(c: &mut Conn, kind: ActorKind) -> Result<Option<LocalActor>> {
    Ok(local_actor::table
        .filter(local_actor::kind.eq(kind.text()))
        .order(local_actor::created_at)
        .select(LocalActor::as_select())
        .first(c)
        .optional()?)
}
