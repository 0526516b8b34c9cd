//! Somebody elsewhere publishes a Note. A special is kept when we follow the restaurant or know it from its co-op; what answers or names one of ours is
//! a reply; anything else is nobody's business here.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::remote_note::RemoteNote;
use musette_federation::{Reference, same_origin};

use super::{Done, Effect, Scene, create_reply};
use crate::app::Topic;
use crate::peer::clean_note::CleanNote;
use crate::peer::day_room::DayRoom;
use crate::peer::fetch::Errand;
use crate::peer::problem::Problem;
use crate::store::following::FollowState;
use crate::store::remote_special::RemoteSpecial;
use crate::store::{self, Conn, following, remote_restaurant, remote_special};

/// How long a special that does not say so is current.
const A_DAY: TimeDelta = TimeDelta::hours(24);
/// How long one may be current after it was published: this week's dishes and the next one's. What is served for longer is on the menu.
const LONGEST: TimeDelta = TimeDelta::days(14);

pub(super) async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let Some(note) = note(scene, errand).await? else {
        return Ok(super::nothing());
    };
    let special = row(&note, scene.peer.clock.now());
    let room = scene.peer.day_room.clone();
    // What is not for everybody is not shown to everybody.
    let is_special = note.in_reply_to.is_none() && note.is_public();
    if !create_reply::concerns_us(scene, &note).await? {
        return Ok(if is_special {
            Box::new(move |c| keep(c, &room, &special))
        } else {
            super::nothing()
        });
    }
    let said = create_reply::plan(scene, &note, errand).await?;
    Ok(Box::new(move |c| {
        // A restaurant that we follow may name one of ours in its special: that is both.
        let mut done = if is_special {
            keep(c, &room, &special)?
        } else {
            Done::default()
        };
        done.topics.extend(said(c)?.topics);
        Ok(done)
    }))
}

/// The Note of the activity: embedded, or, where only its address was sent to one of ours, read from its server. It says something, and its author is
/// the sender.
async fn note(scene: &Scene, errand: &Errand) -> Result<Option<CleanNote>, Problem> {
    if let Some(Reference::Id(id)) = scene.activity.object() {
        if !same_origin(id, &scene.activity.actor) || !create_reply::is_for_us(scene) {
            return Ok(None);
        }
        let read = match scene.peer.fetch.object(id, errand).await {
            Ok(value) => read(&value).filter(|note| note.id == *id),
            Err(problem) if problem.is_transient() => {
                return Err(Problem::later(
                    format!("The post could not be read: {problem}."),
                    60,
                ));
            }
            Err(problem) => {
                tracing::debug!(object.id = id.as_str(), %problem, "a post could not be read");
                None
            }
        };
        return Ok(read.filter(|note| note.attributed_to == scene.activity.actor));
    }
    Ok(embedded(scene))
}

/// The embedded Note, if it says something and its author is the sender.
pub(super) fn embedded(scene: &Scene) -> Option<CleanNote> {
    let note = read(scene.activity.object()?.value()?)?;
    (note.attributed_to == scene.activity.actor).then_some(note)
}

/// A Note that says something.
pub(super) fn read(value: &serde_json::Value) -> Option<CleanNote> {
    CleanNote::of(RemoteNote::from_json(value).ok()?)
}

/// The row of a Note.
pub(super) fn row(note: &CleanNote, now: Instant) -> RemoteSpecial {
    let published = note.published.map_or(now, Instant::from).min(now);
    RemoteSpecial {
        id: note.id.to_string(),
        actor_id: note.attributed_to.to_string(),
        content: note.content.clone(),
        item_id: note.about.as_ref().map(ToString::to_string),
        url: note.url.as_ref().map(ToString::to_string),
        published_at: published,
        ends_at: Some(
            note.end_time
                .map_or_else(|| published.plus(A_DAY), Instant::from)
                .min(latest_end(published)),
        ),
        edited_at: None,
        removed_at: None,
        received_at: now,
    }
}

/// When a special that was published at this time is over at the latest.
pub(super) fn latest_end(published: Instant) -> Instant {
    published.plus(LONGEST)
}

/// Stores a special of an actor that we care about, unless it is over or its actor has published too many on that day.
pub(super) fn keep(c: &mut Conn, room: &DayRoom, row: &RemoteSpecial) -> store::Result<Done> {
    let is_over = row.ends_at.is_some_and(|end| end <= row.received_at);
    if is_over
        || !is_of_interest(c, &row.actor_id)?
        || !room.take(c, &row.actor_id, row.published_at)?
        || !remote_special::insert_if_absent(c, row)?
    {
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
