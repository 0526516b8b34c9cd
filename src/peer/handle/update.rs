//! Something elsewhere changed: an actor, a special, a reply, a dish, a menu. Only its owner may say so.

use super::{Done, Effect, Scene, create_note, create_reply, update_actor, update_item};
use crate::app::Topic;
use crate::peer::clean_note::CleanNote;
use crate::peer::day_room::DayRoom;
use crate::peer::fetch::Errand;
use crate::peer::problem::Problem;
use crate::store::{self, Conn, remote_special};

pub(super) async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let kind = scene
        .activity
        .object()
        .and_then(|object| object.kind())
        .unwrap_or_default();
    Ok(match kind {
        "Note" => return note(scene, errand).await,
        "MenuItem" => update_item::item(scene),
        "OrderedCollection" | "Menu" => update_item::menu(scene),
        "Person" | "Service" | "Application" | "Organization" | "Group" => {
            update_actor::plan(scene)
        }
        _ => super::nothing(),
    })
}

/// A corrected special or reply; one that we missed is taken as new.
async fn note(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let Some(note) = create_note::embedded(scene) else {
        return Ok(super::nothing());
    };
    let now = scene.peer.clock.now();
    let room = scene.peer.day_room.clone();
    let said = if create_reply::concerns_us(scene, &note).await? {
        Some(create_reply::plan(scene, &note, errand).await?)
    } else {
        None
    };
    Ok(Box::new(move |c| {
        let mut done = edit(c, &room, &note, now)?;
        if let Some(said) = &said {
            done.topics.extend(said(c)?.topics);
        }
        Ok(done)
    }))
}

fn edit(
    c: &mut Conn,
    room: &DayRoom,
    note: &CleanNote,
    now: musette_domain::Instant,
) -> store::Result<Done> {
    // What is not for everybody is not shown to everybody.
    if !note.is_public() {
        return Ok(Done::default());
    }
    let new = create_note::row(note, now);
    let Some(mut row) = remote_special::find_optional(c, &new.id)? else {
        // A reply is no special, even of a restaurant that we follow.
        return if note.in_reply_to.is_some() {
            Ok(Done::default())
        } else {
            create_note::keep(c, room, &new)
        };
    };
    if row.actor_id != new.actor_id || row.removed_at.is_some() {
        return Ok(Done::default());
    }
    row.content = new.content;
    row.item_id = new.item_id;
    let latest = create_note::latest_end(row.published_at);
    row.ends_at = new.ends_at.map(|end| end.min(latest));
    row.edited_at = Some(now);
    remote_special::save(c, &row)?;
    Ok(Done {
        topics: vec![Topic::Specials],
        after: None,
    })
}
