//! An actor of this instance with its keys.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsJson;
use super::types::AsMillis;
use super::types::AsText;
use super::types::MaybeMillis;
use super::types::MaybeText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::id::RestaurantId;

use super::schema::local_actor;
use super::{Conn, Result};
use crate::each_backend;

musette_domain::text_enum! {
    /// What an actor of ours is.
    pub enum ActorKind("actor kind") {
        /// The server itself, an `Application`.
        Instance = "instance",
        /// The co-op, an `Organization`.
        Coop = "coop",
        /// The dispatch desk, a `Service`: the only actor that trades.
        Desk = "desk",
        /// A restaurant, an `Organization`.
        Restaurant = "restaurant",
    }
}
super::types::text_columns!(ActorKind);

/// An actor of this instance with its keys.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = local_actor, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct LocalActor {
    pub id: String,
    pub name: String,
    #[diesel(serialize_as = AsText<ActorKind>, deserialize_as = AsText<ActorKind>)]
    pub kind: ActorKind,
    #[diesel(serialize_as = MaybeText<RestaurantId>, deserialize_as = MaybeText<RestaurantId>)]
    pub restaurant_id: Option<RestaurantId>,
    pub rsa_private: Vec<u8>,
    pub rsa_public: String,
    pub ed25519_private: Vec<u8>,
    pub ed25519_public: String,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub gone_at: Option<Instant>,
    pub moved_to: Option<String>,
    #[diesel(serialize_as = MaybeMillis, deserialize_as = MaybeMillis)]
    pub moved_at: Option<Instant>,
    #[diesel(serialize_as = AsJson<Vec<String>>, deserialize_as = AsJson<Vec<String>>)]
    pub also_known_as: Vec<String>,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &str) -> Result<LocalActor> {
    Ok(local_actor::table
        .find(id)
        .select(LocalActor::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &str) -> Result<Option<LocalActor>> {
    // Asked at every message, so without the detour that a query for either database takes.
    Ok(each_backend!(c, |c| local_actor::table
        .find(id)
        .select(LocalActor::as_select())
        .first(c)
        .optional())?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &LocalActor) -> Result<()> {
    diesel::insert_into(local_actor::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &LocalActor) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(local_actor::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &LocalActor) -> Result<()> {
    let rows = diesel::update(local_actor::table.find(&row.id))
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
    Ok(diesel::delete(local_actor::table.find(id)).execute(c)? == 1)
}

/// The actor with this handle.
pub fn find_by_name(c: &mut Conn, name: &str) -> Result<Option<LocalActor>> {
    Ok(local_actor::table
        .filter(local_actor::name.eq(name))
        .select(LocalActor::as_select())
        .first(c)
        .optional()?)
}

/// The actor of a restaurant.
pub fn find_by_restaurant(c: &mut Conn, restaurant: &RestaurantId) -> Result<Option<LocalActor>> {
    use musette_domain::TextValue;
    Ok(local_actor::table
        .filter(local_actor::restaurant_id.eq(restaurant.as_str()))
        .select(LocalActor::as_select())
        .first(c)
        .optional()?)
}

/// How many actors there are.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(local_actor::table
        .filter(local_actor::gone_at.is_null())
        .count()
        .get_result(c)?)
}

/// Every actor, gone or not, by handle.
pub fn all(c: &mut Conn) -> Result<Vec<LocalActor>> {
    Ok(local_actor::table
        .order(local_actor::name)
        .select(LocalActor::as_select())
        .load(c)?)
}

/// The actors that moved before `before` and are still there.
pub fn moved_before(c: &mut Conn, before: Instant) -> Result<Vec<LocalActor>> {
    Ok(local_actor::table
        .filter(local_actor::moved_at.lt(before.millis()))
        .filter(local_actor::gone_at.is_null())
        .order(local_actor::id)
        .select(LocalActor::as_select())
        .load(c)?)
}
