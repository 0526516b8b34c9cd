//! The instance follows for its customers: one Follow a target, so that the other side learns a number and no names.

use musette_federation::{Reference, SocialActivity, SocialKind};
use serde_json::json;

use super::write::activity;
use crate::peer::Peer;
use crate::peer::document::address;
use crate::peer::enqueue::{self, Sending};
use crate::store::following::{FollowState, Following};
use crate::store::{self, Conn, following, policies, remote_actor};

/// Follows an actor elsewhere, which must have been read before, unless we follow or asked already.
pub fn follow(peer: &Peer, c: &mut Conn, target: &str) -> store::Result<()> {
    if following::find_optional(c, target)?.is_some_and(|row| row.state != FollowState::Rejected) {
        return Ok(());
    }
    let known = remote_actor::find(c, target)?;
    if policies::load(c)?.suspends(&known.host, Some(target)) {
        return Ok(());
    }
    let id = peer.urls.activity(&peer.ids.uuid());
    let now = peer.clock.wire();
    following::delete(c, target)?;
    following::insert(
        c,
        &Following {
            target_id: target.to_owned(),
            follow_id: id.clone(),
            state: FollowState::Pending,
            requested_at: now,
            accepted_at: None,
        },
    )?;
    let object = Reference::Id(address(target)?);
    send(peer, c, &id, SocialKind::Follow, object, target)
}

/// Stops following. The Undo names the Follow by the id that it had.
pub fn unfollow(peer: &Peer, c: &mut Conn, target: &str) -> store::Result<()> {
    let Some(row) = following::find_optional(c, target)? else {
        return Ok(());
    };
    following::delete(c, target)?;
    if row.state == FollowState::Rejected {
        return Ok(());
    }
    let follow = json!({
        "id": row.follow_id,
        "type": "Follow",
        "actor": peer.urls.instance(),
        "object": target,
    });
    let object = Reference::read(&follow).ok_or(store::Error::NotFound)?;
    let id = peer.urls.activity(&peer.ids.uuid());
    send(peer, c, &id, SocialKind::Undo, object, target)
}

fn send(
    peer: &Peer,
    c: &mut Conn,
    id: &str,
    kind: SocialKind,
    object: Reference,
    target: &str,
) -> store::Result<()> {
    let to = remote_actor::find(c, target)?;
    let mut written =
        SocialActivity::new(address(id)?, kind, address(&peer.urls.instance())?, object);
    written.to = vec![target.to_owned()];
    enqueue::social(
        c,
        peer.ids.as_ref(),
        &activity(&written, None, false),
        &[(to.inbox, to.host)],
        Sending::at(peer.clock.wire()),
    )
}
