//! Giving an actor of ours its keys, once.

use musette_domain::Instant;
use musette_domain::id::RestaurantId;

use super::pool::KeyPool;
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::{self, Conn, local_actor};

/// An actor that may have to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActor {
    /// Its address.
    pub id: String,
    /// The part of its handle before the host.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Which restaurant it stands for.
    pub restaurant: Option<RestaurantId>,
}

/// Makes the actor with new keys unless it is there already. Keys never change, and who was said to be gone stays gone: others have forgotten it.
pub fn ensure_actor(
    c: &mut Conn,
    new: &NewActor,
    pool: &KeyPool,
    now: Instant,
) -> store::Result<LocalActor> {
    if let Some(row) = local_actor::find_optional(c, &new.id)? {
        return Ok(row);
    }
    let keys = pool
        .take()
        .map_err(|e| store::Error::Database(format!("no keys could be made: {e}")))?;
    let row = LocalActor {
        id: new.id.clone(),
        name: new.name.clone(),
        kind: new.kind,
        restaurant_id: new.restaurant.clone(),
        rsa_private: keys.rsa_private,
        rsa_public: keys.rsa_public,
        ed25519_private: keys.ed25519_private,
        ed25519_public: keys.ed25519_public,
        created_at: now,
        gone_at: None,
        moved_to: None,
        moved_at: None,
        also_known_as: Vec::new(),
    };
    local_actor::insert(c, &row)?;
    Ok(row)
}
