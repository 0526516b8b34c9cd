//! Profiles: a restaurant opens, a restaurant or the co-op changes.

use musette_domain::id::RestaurantId;
use musette_federation::SocialKind;

use super::Teller;
use super::write::{Publication, embedded, inboxes};
use crate::peer::document::actor;
use crate::peer::enqueue::Sending;
use crate::peer::keys::{NewActor, ensure_actor};
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::{self, Conn, local_actor, restaurant};

/// The name of the co-op's actor.
pub const COOP: &str = "coop";

/// Gives the restaurant an actor with keys, and tells the co-op's followers on musette servers about it.
pub(super) fn restaurant_opened(
    teller: &Teller,
    c: &mut Conn,
    id: &RestaurantId,
) -> store::Result<()> {
    let peer = &teller.peer;
    let row = restaurant::find(c, id)?;
    let new = NewActor {
        id: peer.urls.restaurant(&row.handle),
        name: row.handle.clone(),
        kind: ActorKind::Restaurant,
        restaurant: Some(id.clone()),
    };
    ensure_actor(c, &new, &peer.pool, peer.clock.wire())?;
    let coop = local_actor::find(c, &peer.urls.coop())?;
    let partners = inboxes(c, &[COOP], Some(true))?;
    update(teller, c, &coop, &partners)
}

/// Sends the new profile to whoever follows the restaurant, and to partners who know it from the co-op.
pub(super) fn restaurant_changed(
    teller: &Teller,
    c: &mut Conn,
    id: &RestaurantId,
) -> store::Result<()> {
    let Some(ours) = local_actor::find_by_restaurant(c, id)? else {
        return Ok(());
    };
    let mut to = inboxes(c, &[&ours.name], None)?;
    to.extend(inboxes(c, &[COOP], Some(true))?);
    to.sort_unstable();
    to.dedup();
    update(teller, c, &ours, &to)
}

/// Sends the co-op's new profile to its followers.
pub(super) fn coop_changed(teller: &Teller, c: &mut Conn) -> store::Result<()> {
    let coop = local_actor::find(c, &teller.peer.urls.coop())?;
    let to = inboxes(c, &[COOP], None)?;
    update(teller, c, &coop, &to)
}

pub(super) fn update(
    teller: &Teller,
    c: &mut Conn,
    ours: &LocalActor,
    to: &[(String, String)],
) -> store::Result<()> {
    let peer = &teller.peer;
    let document = actor::document(c, &peer.urls, ours, peer.clock.now())?;
    let (object, context) = embedded(document)?;
    Publication {
        peer,
        actor: &ours.id,
        kind: SocialKind::Update,
        object,
        context,
        public: true,
        sending: Sending::at(peer.clock.wire()),
    }
    .write(c, to)
}
