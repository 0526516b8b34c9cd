//! What somebody elsewhere does with a Note or an actor of ours without a word: likes it, boosts it, blocks it.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use diesel::sql_types::Text;
use musette_domain::Instant;

use super::kept::kept;
use super::schema::reaction;
use super::{Conn, Result, policies};
use crate::each_backend;

musette_domain::text_enum! {
    /// What somebody does.
    pub enum ReactionKind("reaction") {
        /// Likes a Note.
        Like = "like",
        /// Passes a Note on.
        Boost = "boost",
        /// Wants nothing to do with an actor.
        Block = "block",
    }
}
super::types::text_columns!(ReactionKind);

/// One actor's like, boost or block of one of our Notes or actors.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reaction, primary_key(kind, actor_id, object_id), treat_none_as_default_value = false)]
pub struct Reaction {
    #[diesel(serialize_as = AsText<ReactionKind>, deserialize_as = AsText<ReactionKind>)]
    pub kind: ReactionKind,
    pub actor_id: String,
    pub object_id: String,
    pub activity_id: String,
    pub host: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub received_at: Instant,
}

/// The row with this key, if there is one.
pub fn find_optional(
    c: &mut Conn,
    kind: ReactionKind,
    actor: &str,
    object: &str,
) -> Result<Option<Reaction>> {
    Ok(reaction::table
        .find((kind.text(), actor, object))
        .select(Reaction::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row unless this actor did the same before; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Reaction) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(reaction::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Remembers the activity that said it last: an undo may name only that.
pub fn set_activity(c: &mut Conn, row: &Reaction) -> Result<usize> {
    Ok(each_backend!(c, |c| kept(
        "UPDATE reaction SET activity_id = "
    )
    .bind::<Text, _>(row.activity_id.as_str(), " WHERE kind = ")
    .bind::<Text, _>(row.kind.text(), " AND actor_id = ")
    .bind::<Text, _>(row.actor_id.as_str(), " AND object_id = ")
    .bind::<Text, _>(row.object_id.as_str(), "")
    .execute(c))?)
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, kind: ReactionKind, actor: &str, object: &str) -> Result<bool> {
    let rows = diesel::delete(reaction::table.find((kind.text(), actor, object))).execute(c)?;
    Ok(rows == 1)
}

/// Deletes what this activity of this actor said; says whether there was such a thing.
pub fn delete_by_activity(c: &mut Conn, activity: &str, actor: &str) -> Result<bool> {
    let said = reaction::table
        .filter(reaction::activity_id.eq(activity))
        .filter(reaction::actor_id.eq(actor));
    Ok(diesel::delete(said).execute(c)? > 0)
}

/// Forgets everything that an actor did: it is gone.
pub fn delete_of(c: &mut Conn, actor: &str) -> Result<usize> {
    Ok(diesel::delete(reaction::table.filter(reaction::actor_id.eq(actor))).execute(c)?)
}

/// How many rows there are of those who do this to one of ours, whoever they are.
pub fn count_all(c: &mut Conn, kind: ReactionKind, object: &str) -> Result<i64> {
    Ok(reaction::table
        .filter(reaction::object_id.eq(object))
        .filter(reaction::kind.eq(kind.text()))
        .count()
        .get_result(c)?)
}

/// How many do this to one of ours, those of suspended servers not counted.
pub fn count(c: &mut Conn, kind: ReactionKind, object: &str) -> Result<i64> {
    let policies = policies::load(c)?;
    let of_hosts: Vec<(String, i64)> = reaction::table
        .filter(reaction::object_id.eq(object))
        .filter(reaction::kind.eq(kind.text()))
        .group_by(reaction::host)
        .select((reaction::host, diesel::dsl::count_star()))
        .load(c)?;
    let counted = of_hosts
        .into_iter()
        .filter(|(host, _)| !policies.suspends(host, None));
    Ok(counted.map(|(_, count)| count).sum())
}

/// Forgets likes and boosts of a server that is suspended. Who blocked one of ours is remembered: that holds also when the server is back.
pub fn delete_of_host(c: &mut Conn, host: &str) -> Result<usize> {
    let said = reaction::table
        .filter(reaction::host.eq(host))
        .filter(reaction::kind.ne(ReactionKind::Block.text()));
    Ok(diesel::delete(said).execute(c)?)
}

/// How many of one server do this to one of ours.
pub fn count_of_host(c: &mut Conn, kind: ReactionKind, object: &str, host: &str) -> Result<i64> {
    Ok(reaction::table
        .filter(reaction::object_id.eq(object))
        .filter(reaction::kind.eq(kind.text()))
        .filter(reaction::host.eq(host))
        .count()
        .get_result(c)?)
}

/// Forgets likes and boosts that came before `before`. Blocks hold until they are taken back.
pub fn purge(c: &mut Conn, before: Instant) -> Result<usize> {
    let old = reaction::table
        .filter(reaction::received_at.lt(before.millis()))
        .filter(reaction::kind.ne(ReactionKind::Block.text()));
    Ok(diesel::delete(old).execute(c)?)
}
