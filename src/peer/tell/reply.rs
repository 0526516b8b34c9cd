//! An answer of a restaurant or of the co-op: to whom it answers, and with a public one to the followers.

use musette_federation::{Reference, SocialActivity, SocialKind};
use serde_json::{Value, json};

use super::Teller;
use super::write::{activity, embedded, inboxes};
use crate::peer::document::address;
use crate::peer::document::reply_note::{self, Answer};
use crate::peer::enqueue::{self, Sending};
use crate::store::reply::Reply;
use crate::store::{self, Conn, local_actor, remote_actor, reply};

/// The Note to everybody who is to read it.
pub(super) fn published(teller: &Teller, c: &mut Conn, id: &str) -> store::Result<()> {
    as_it_is(teller, c, id, SocialKind::Create)
}

/// The Note anew to everybody who has it: corrected, or approved by whom it answers.
pub(super) fn edited(teller: &Teller, c: &mut Conn, id: &str) -> store::Result<()> {
    as_it_is(teller, c, id, SocialKind::Update)
}

fn as_it_is(teller: &Teller, c: &mut Conn, id: &str, kind: SocialKind) -> store::Result<()> {
    let row = reply::find(c, id)?;
    let Some(answer) = reply_note::document(c, &teller.peer.urls, &row)? else {
        return Ok(());
    };
    let (object, context) = embedded(answer.note.to_json())?;
    send(teller, c, &row, &answer, kind, object, context)
}

/// The Note is taken back wherever it went.
pub(super) fn removed(teller: &Teller, c: &mut Conn, id: &str) -> store::Result<()> {
    let row = reply::find(c, id)?;
    let Some(answer) = reply_note::document(c, &teller.peer.urls, &row)? else {
        return Ok(());
    };
    let (tombstone, _) = embedded(json!({"id": id, "type": "Tombstone"}))?;
    send(
        teller,
        c,
        &row,
        &answer,
        SocialKind::Delete,
        tombstone,
        None,
    )
}

fn send(
    teller: &Teller,
    c: &mut Conn,
    row: &Reply,
    answer: &Answer,
    kind: SocialKind,
    object: Reference,
    context: Option<Value>,
) -> store::Result<()> {
    let peer = &teller.peer;
    let to = everybody(c, row, &answer.parent)?;
    let now = peer.clock.wire();
    let id = match (&kind, peer.urls.note_id(&row.id)) {
        // An approval may name the Create, which is forgotten when it was sent: its address tells the answer's.
        (SocialKind::Create, Some(note)) => peer.urls.activity(note),
        _ => peer.urls.activity(&peer.ids.uuid()),
    };
    let id = address(&id)?;
    let mut written = SocialActivity::new(id, kind, answer.note.attributed_to.clone(), object);
    written.to.clone_from(&answer.note.to);
    written.cc.clone_from(&answer.note.cc);
    written.published = Some(now.to_utc());
    enqueue::social(
        c,
        peer.ids.as_ref(),
        // Not in the outbox: it names a person, and its bytes are forgotten when it was sent. The Note itself stays readable.
        &activity(&written, context, false),
        &to,
        Sending::at(now),
    )
}

/// The inboxes: the author's, and of a public answer the followers'. A server gets it once.
fn everybody(c: &mut Conn, row: &Reply, parent: &Reply) -> store::Result<Vec<(String, String)>> {
    let known = remote_actor::find_optional(c, &parent.author_id)?;
    let author = match known.filter(|actor| actor.gone_at.is_none()) {
        Some(actor) => match actor.shared_inbox.filter(|_| row.public) {
            Some(shared) => shared,
            None => actor.inbox,
        },
        None => parent.author_inbox.clone(),
    };
    let mut to = vec![(author, parent.host.clone())];
    if row.public
        && let Some(ours) = local_actor::find_optional(c, &row.author_id)?
    {
        to.extend(inboxes(c, &[&ours.name], None)?);
    }
    to.sort_unstable();
    to.dedup();
    Ok(to)
}
