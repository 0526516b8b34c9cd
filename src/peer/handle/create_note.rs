//! A restaurant elsewhere publishes a special. Kept when we follow the restaurant or know it from its co-op; anything else is nobody's business here.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::remote_note::RemoteNote;

use super::{Done, Effect, Scene};
use crate::app::Topic;
use crate::services::html::clean;
use crate::store::following::FollowState;
use crate::store::remote_special::RemoteSpecial;
use crate::store::{self, Conn, following, remote_restaurant, remote_special};

/// How long a special that does not say so is current.
const A_DAY: TimeDelta = TimeDelta::hours(24);

pub(super) fn plan(scene: &Scene) -> Effect {
    let Some(note) = embedded(scene) else {
        return super::nothing();
    };
    let row = row(&note, scene.peer.clock.now());
    // What is not for everybody is not shown to everybody.
    if note.in_reply_to.is_some() || !note.is_public() {
        return super::nothing();
    }
    Box::new(move |c| keep(c, &row))
}

/// The embedded Note, if its author is the sender.
pub(super) fn embedded(scene: &Scene) -> Option<RemoteNote> {
    let value = scene.activity.object()?.value()?;
    RemoteNote::from_json(value)
        .ok()
        .filter(|note| note.attributed_to == scene.activity.actor)
}

/// The row of a Note. Its HTML is a stranger's: only what cannot do harm is kept of it.
pub(super) fn row(note: &RemoteNote, now: Instant) -> RemoteSpecial {
    let published = note.published.map_or(now, Instant::from).min(now);
    RemoteSpecial {
        id: note.id.to_string(),
        actor_id: note.attributed_to.to_string(),
        content: clean(&note.content),
        item_id: note.about.as_ref().map(ToString::to_string),
        url: note.url.as_ref().map(ToString::to_string),
        published_at: published,
        ends_at: Some(
            note.end_time
                .map_or_else(|| published.plus(A_DAY), Instant::from),
        ),
        edited_at: None,
        removed_at: None,
        received_at: now,
    }
}

/// Stores a special of an actor that we care about.
pub(super) fn keep(c: &mut Conn, row: &RemoteSpecial) -> store::Result<Done> {
    if !is_of_interest(c, &row.actor_id)? || !remote_special::insert_if_absent(c, row)? {
        return Ok(Done::default());
    }
    Ok(Done {
        topics: vec![Topic::Specials],
        after: None,
    })
}

/// Whether our instance follows an actor, or knows it as a restaurant of a co-op.
pub(super) fn is_of_interest(c: &mut Conn, actor: &str) -> store::Result<bool> {
    Ok(follows(c, actor)?
        || remote_restaurant::find_optional(c, actor)?.is_some_and(|row| row.gone_at.is_none()))
}

/// Whether our instance follows an actor, or asked to.
pub(super) fn follows(c: &mut Conn, actor: &str) -> store::Result<bool> {
    Ok(following::find_optional(c, actor)?.is_some_and(|row| row.state != FollowState::Rejected))
}
