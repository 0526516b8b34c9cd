//! What a moderator's act says to other servers: that somebody does not follow us any more, and reports in the co-op's name.

use musette_federation::{Reference, SocialActivity, SocialKind};
use serde_json::json;

use super::write::activity;
use crate::peer::Peer;
use crate::peer::document::address;
use crate::peer::enqueue::{self, Sending};
use crate::store::{self, Conn, follower, local_actor, remote_actor, report};

/// Rejects a Follow that was accepted before.
pub(super) fn follower_removed(
    peer: &Peer,
    c: &mut Conn,
    name: &str,
    follower_id: &str,
) -> store::Result<()> {
    let Some(row) = follower::find_optional(c, name, follower_id)? else {
        return Ok(());
    };
    let Some(ours) = local_actor::find_by_name(c, name)? else {
        return Ok(());
    };
    let follow = json!({
        "id": row.follow_id,
        "type": "Follow",
        "actor": row.follower_id,
        "object": ours.id,
    });
    let object = Reference::read(&follow).ok_or(store::Error::NotFound)?;
    let to = row.follower_id.clone();
    send(
        peer,
        c,
        SocialKind::Reject,
        &ours.id,
        object,
        to,
        (row.inbox, row.host),
    )
}

/// Sends a report as a Flag of the co-op. It names what is reported and why; who reported it is nowhere written.
pub(super) fn report_forwarded(peer: &Peer, c: &mut Conn, id: &str) -> store::Result<()> {
    let row = report::find(c, id)?;
    let to = remote_actor::find(c, &row.actor_id)?;
    let named = std::iter::once(&row.actor_id).chain(&row.objects);
    let objects: store::Result<Vec<Reference>> =
        named.map(|id| Ok(Reference::Id(address(id)?))).collect();
    let coop = peer.urls.coop();
    let id = peer.urls.activity(&peer.ids.uuid());
    let first = Reference::Id(address(&row.actor_id)?);
    let mut written = SocialActivity::new(address(&id)?, SocialKind::Flag, address(&coop)?, first);
    written.objects = objects?;
    written.content = Some(row.content);
    written.to = vec![row.actor_id];
    let inbox = to.shared_inbox.unwrap_or(to.inbox);
    queue(peer, c, &written, (inbox, to.host))
}

fn send(
    peer: &Peer,
    c: &mut Conn,
    kind: SocialKind,
    from: &str,
    object: Reference,
    to: String,
    inbox: (String, String),
) -> store::Result<()> {
    let id = peer.urls.activity(&peer.ids.uuid());
    let mut written = SocialActivity::new(address(&id)?, kind, address(from)?, object);
    written.to = vec![to];
    queue(peer, c, &written, inbox)
}

fn queue(
    peer: &Peer,
    c: &mut Conn,
    written: &SocialActivity,
    inbox: (String, String),
) -> store::Result<()> {
    let new = activity(written, None, false);
    let sending = Sending::at(peer.clock.wire());
    enqueue::social(c, peer.ids.as_ref(), &new, &[inbox], sending)
}
