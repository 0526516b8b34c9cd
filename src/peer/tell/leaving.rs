//! Leaving: a restaurant moves or is gone, the co-op closes.

use musette_domain::id::RestaurantId;
use musette_federation::{Reference, SocialActivity, SocialKind};

use super::Teller;
use super::profile::{COOP, update};
use super::write::{Publication, activity, inboxes};
use crate::peer::document::address;
use crate::peer::enqueue::{self, Sending};
use crate::store::local_actor::{ActorKind, LocalActor};
use crate::store::{self, Conn, follower, following, local_actor, remote_actor, reply};

type Inboxes = Vec<(String, String)>;

/// Says to the restaurant's followers where it has moved (FEP-7628). Their servers ask the new account whether that is so.
pub(super) fn restaurant_moved(
    teller: &Teller,
    c: &mut Conn,
    id: &RestaurantId,
) -> store::Result<()> {
    let peer = &teller.peer;
    let Some(ours) = local_actor::find_by_restaurant(c, id)? else {
        return Ok(());
    };
    let Some(target) = ours.moved_to.as_deref().map(address).transpose()? else {
        return Ok(());
    };
    let now = peer.clock.wire();
    let (new, old) = (
        address(&peer.urls.activity(&peer.ids.uuid()))?,
        address(&ours.id)?,
    );
    let mut moved = SocialActivity::new(new, SocialKind::Move, old.clone(), Reference::Id(old));
    moved.target = Some(target);
    moved.to = vec![peer.urls.part(&ours.id, "followers")];
    moved.published = Some(now.to_utc());
    let to = inboxes(c, &[&ours.name], None)?;
    enqueue::social(
        c,
        peer.ids.as_ref(),
        &activity(&moved, None, false),
        &to,
        Sending::at(now),
    )?;
    // Partners read from the co-op which restaurants it has.
    co_op_changed(teller, c)
}

/// Says to everybody who knew the restaurant that it is gone.
pub(super) fn restaurant_removed(
    teller: &Teller,
    c: &mut Conn,
    id: &RestaurantId,
) -> store::Result<()> {
    let Some(ours) = local_actor::find_by_restaurant(c, id)? else {
        return Ok(());
    };
    let mut to = inboxes(c, &[&ours.name, COOP], None)?;
    for (inbox, host) in reply::inboxes_of_restaurant(c, id)? {
        // A server hears of it once.
        if !to.iter().any(|(_, known)| *known == host) {
            to.push((inbox, host));
        }
    }
    gone(teller, c, &ours, &to)?;
    co_op_changed(teller, c)
}

/// Says to everybody who follows somebody here when the instance closes, or that it does not.
pub(super) fn coop_closing(teller: &Teller, c: &mut Conn) -> store::Result<()> {
    let to = everybody(c)?;
    for id in [teller.peer.urls.instance(), teller.peer.urls.coop()] {
        let ours = local_actor::find(c, &id)?;
        update(teller, c, &ours, &to)?;
    }
    Ok(())
}

/// Says that all actors of the instance are gone, the instance itself last.
pub(super) fn coop_closed(teller: &Teller, c: &mut Conn) -> store::Result<()> {
    let to = everybody(c)?;
    let mut actors = local_actor::all(c)?;
    actors.retain(|actor| actor.gone_at.is_none());
    actors.sort_by_key(|actor| actor.kind == ActorKind::Instance);
    for mut actor in actors {
        gone(teller, c, &actor, &to)?;
        actor.gone_at = Some(teller.peer.clock.wire());
        local_actor::save(c, &actor)?;
    }
    teller.peer.closed.set();
    Ok(())
}

fn gone(teller: &Teller, c: &mut Conn, ours: &LocalActor, to: &Inboxes) -> store::Result<()> {
    let peer = &teller.peer;
    Publication {
        peer,
        actor: &ours.id,
        kind: SocialKind::Delete,
        object: Reference::Id(address(&ours.id)?),
        context: None,
        public: true,
        sending: Sending::at(peer.clock.wire()),
    }
    .write(c, to)?;
    follower::delete_of_actor(c, &ours.name)?;
    Ok(())
}

fn co_op_changed(teller: &Teller, c: &mut Conn) -> store::Result<()> {
    let coop = local_actor::find(c, &teller.peer.urls.coop())?;
    if coop.gone_at.is_some() {
        return Ok(());
    }
    let partners = inboxes(c, &[COOP], Some(true))?;
    update(teller, c, &coop, &partners)
}

/// Everybody who follows somebody here, and everybody whom we follow.
fn everybody(c: &mut Conn) -> store::Result<Inboxes> {
    let actors = local_actor::all(c)?;
    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    let mut to = inboxes(c, &names, None)?;
    for row in following::list(c)? {
        if let Some(actor) = remote_actor::find_optional(c, &row.target_id)?
            && actor.gone_at.is_none()
        {
            to.push((actor.shared_inbox.unwrap_or(actor.inbox), actor.host));
        }
    }
    to.sort_unstable();
    to.dedup();
    Ok(to)
}
