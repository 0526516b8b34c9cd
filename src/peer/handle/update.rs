//! Something elsewhere changed: an actor, a special, a dish, a menu. Only its owner may say so.

use musette_federation::remote_note::RemoteNote;

use super::{Done, Effect, Scene, create_note, update_actor, update_item};
use crate::app::Topic;
use crate::store::{self, Conn, remote_special};

pub(super) fn plan(scene: &Scene) -> Effect {
    let kind = scene
        .activity
        .object()
        .and_then(|object| object.kind())
        .unwrap_or_default();
    match kind {
        "Note" => note(scene),
        "MenuItem" => update_item::item(scene),
        "OrderedCollection" | "Menu" => update_item::menu(scene),
        "Person" | "Service" | "Application" | "Organization" | "Group" => {
            update_actor::plan(scene)
        }
        _ => super::nothing(),
    }
}

/// A corrected special; one that we missed is taken as new.
fn note(scene: &Scene) -> Effect {
    let Some(note) =
        create_note::embedded(scene).filter(|note| note.is_public() && note.in_reply_to.is_none())
    else {
        return super::nothing();
    };
    let now = scene.peer.clock.now();
    Box::new(move |c| edit(c, &note, now))
}

fn edit(c: &mut Conn, note: &RemoteNote, now: musette_domain::Instant) -> store::Result<Done> {
    let new = create_note::row(note, now);
    let Some(mut row) = remote_special::find_optional(c, &new.id)? else {
        return create_note::keep(c, &new);
    };
    if row.actor_id != new.actor_id || row.removed_at.is_some() {
        return Ok(Done::default());
    }
    row.content = new.content;
    row.item_id = new.item_id;
    row.ends_at = new.ends_at;
    row.edited_at = Some(now);
    remote_special::save(c, &row)?;
    Ok(Done {
        topics: vec![Topic::Specials],
        after: None,
    })
}
