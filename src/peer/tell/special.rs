//! Specials: a Note by the restaurant, a boost by the co-op; corrected sparingly, because everybody who boosted it hears of each correction.
//!
//! The notice of a closure is a Note for followers elsewhere in the Fediverse: followers on musette servers have it from the profile, and a co-op boosts
//! food only.

use musette_domain::TextValue;
use musette_domain::id::SpecialId;
use musette_federation::note::tombstone;
use musette_federation::{Reference, SocialKind};
use serde_json::Value;

use super::Teller;
use super::profile::COOP;
use super::write::{Publication, embedded, inboxes};
use crate::peer::document::{address, note};
use crate::peer::enqueue::Sending;
use crate::store::local_actor::LocalActor;
use crate::store::special::SpecialKind;
use crate::store::{self, Conn, coop, local_actor, outbox_activity, restaurant, special};

/// The Note to the restaurant's followers, the boost to the co-op's.
pub(super) fn published(teller: &Teller, c: &mut Conn, id: &SpecialId) -> store::Result<()> {
    let Some((ours, kind, note)) = find(teller, c, id)? else {
        return Ok(());
    };
    let (object, context) = embedded(note)?;
    let closure = kind == SpecialKind::Closure;
    let to = inboxes(c, &[&ours.name], closure.then_some(false))?;
    publish(
        teller,
        c,
        &ours.id,
        SocialKind::Create,
        object,
        context,
        &to,
    )?;
    if closure {
        return Ok(());
    }
    let boosted = Reference::Id(address(&teller.peer.urls.special(id.as_str()))?);
    let to = inboxes(c, &[COOP], None)?;
    let coop = teller.peer.urls.coop();
    publish(teller, c, &coop, SocialKind::Announce, boosted, None, &to)
}

/// The corrected Note. Strangers get one correction, musette followers each.
pub(super) fn edited(teller: &Teller, c: &mut Conn, id: &SpecialId) -> store::Result<()> {
    let Some((ours, kind, note)) = find(teller, c, id)? else {
        return Ok(());
    };
    let url = teller.peer.urls.special(id.as_str());
    let corrected_before = outbox_activity::find_about(c, &ours.id, "Update", &url)?.is_some();
    let (object, context) = embedded(note)?;
    let to = match (kind, corrected_before) {
        (SpecialKind::Closure, true) => Vec::new(),
        (SpecialKind::Closure, false) => inboxes(c, &[&ours.name], Some(false))?,
        (SpecialKind::Special, _) => {
            let mut to = inboxes(c, &[&ours.name], corrected_before.then_some(true))?;
            to.extend(inboxes(c, &[COOP], Some(true))?);
            to.sort_unstable();
            to.dedup();
            to
        }
    };
    publish(
        teller,
        c,
        &ours.id,
        SocialKind::Update,
        object,
        context,
        &to,
    )
}

/// The Note is taken back wherever it went, the boost with it; neither stays in an outbox of ours.
pub(super) fn removed(teller: &Teller, c: &mut Conn, id: &SpecialId) -> store::Result<()> {
    let row = special::find(c, id)?;
    let Some(ours) = local_actor::find_by_restaurant(c, &row.restaurant_id)? else {
        return Ok(());
    };
    let url = teller.peer.urls.special(id.as_str());
    let deleted = row.removed_at.unwrap_or_else(|| teller.peer.clock.now());
    let (tombstone, _) = embedded(tombstone(&address(&url)?, "Note", deleted.to_utc()))?;
    let everybody = inboxes(c, &[&ours.name, COOP], None)?;
    publish(
        teller,
        c,
        &ours.id,
        SocialKind::Delete,
        tombstone,
        None,
        &everybody,
    )?;
    let coop = teller.peer.urls.coop();
    let boost = outbox_activity::find_about(c, &coop, "Announce", &url)?;
    outbox_activity::withdraw(c, &url)?;
    // Whoever takes it back once more finds a boost without words: that it is undone was said.
    let Some(boost) = boost.filter(|boost| !boost.body.is_empty()) else {
        return Ok(());
    };
    let boosted: Value =
        serde_json::from_str(&boost.body).map_err(|e| store::Error::Database(e.to_string()))?;
    let (object, _) = embedded(boosted)?;
    let to = inboxes(c, &[COOP], None)?;
    publish(teller, c, &coop, SocialKind::Undo, object, None, &to)
}

/// The restaurant's actor and the Note.
fn find(
    teller: &Teller,
    c: &mut Conn,
    id: &SpecialId,
) -> store::Result<Option<(LocalActor, SpecialKind, Value)>> {
    let row = special::find(c, id)?;
    let Some(ours) = local_actor::find_by_restaurant(c, &row.restaurant_id)? else {
        return Ok(None);
    };
    let of = restaurant::find(c, &row.restaurant_id)?;
    let coop = coop::ours(c)?;
    let note = note::document(c, &teller.peer.urls, coop.as_ref(), &of, &row)?;
    Ok(Some((ours, row.kind, note.to_json())))
}

fn publish(
    teller: &Teller,
    c: &mut Conn,
    actor: &str,
    kind: SocialKind,
    object: Reference,
    context: Option<Value>,
    to: &[(String, String)],
) -> store::Result<()> {
    let now = teller.peer.clock.wire();
    // What is taken back must not stay on a server that was away for a day; what is offered is of no use there after that day.
    let sending = if matches!(kind, SocialKind::Delete | SocialKind::Undo) {
        Sending::at(now)
    } else {
        Sending::special(now)
    };
    Publication {
        peer: &teller.peer,
        actor,
        kind,
        object,
        context,
        public: true,
        sending,
    }
    .write(c, to)
}
