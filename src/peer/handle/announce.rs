//! Somebody boosts a Note of ours, which is counted; or a co-op boosts a special of one of its restaurants. Who follows the co-op gets the whole town:
//! the Note is read from the restaurant itself.

use musette_federation::same_origin;

use super::{Effect, Scene, create_note, like};
use crate::peer::fetch::{Errand, FetchProblem};
use crate::peer::problem::Problem;
use crate::store::reaction::ReactionKind;
use crate::store::{self, remote_restaurant, remote_special};

pub(super) async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let Some(id) = scene.activity.object_id().cloned() else {
        return Ok(super::nothing());
    };
    if scene.peer.urls.is_ours(id.as_str()) {
        return Ok(like::of_kind(scene, ReactionKind::Boost));
    }
    // A co-op speaks for its own restaurants, which live at its own server.
    if !same_origin(&id, &scene.activity.actor) || !is_wanted(scene, id.as_str()).await? {
        return Ok(super::nothing());
    }
    let note = match scene.peer.fetch.object(&id, errand).await {
        Ok(value) => create_note::read(&value),
        Err(problem @ FetchProblem::Unreachable { .. }) => {
            return Err(Problem::later(
                format!("The announced post could not be read: {problem}."),
                60,
            ));
        }
        Err(problem) => {
            tracing::debug!(object.id = id.as_str(), %problem, "an announced post could not be read");
            None
        }
    };
    let Some(note) = note.filter(|note| note.in_reply_to.is_none()) else {
        return Ok(super::nothing());
    };
    let (row, coop) = (
        create_note::row(&note, scene.peer.clock.now()),
        scene.actor(),
    );
    let room = scene.peer.day_room.clone();
    Ok(Box::new(move |c| {
        let of_coop = remote_restaurant::find_optional(c, &row.actor_id)?
            .is_some_and(|of| of.coop_id.as_deref() == Some(coop.as_str()));
        if of_coop {
            create_note::keep(c, &room, &row)
        } else {
            Ok(super::Done::default())
        }
    }))
}

/// Whether we follow the announcer and do not have the Note yet.
async fn is_wanted(scene: &Scene, note: &str) -> Result<bool, Problem> {
    let (actor, note) = (scene.actor(), note.to_owned());
    let wanted = scene
        .peer
        .db
        .read(move |c| -> store::Result<bool> {
            Ok(create_note::follows(c, &actor)?
                && remote_special::find_optional(c, &note)?.is_none())
        })
        .await?;
    Ok(wanted)
}
