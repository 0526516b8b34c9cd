//! Somebody whom customers of ours follow has moved (FEP-7628): they follow the new account instead.
//!
//! Nobody can take followers away from somebody else: the old account says so itself, and the new one, read at this moment, must name the old one.

use chrono::TimeDelta;
use musette_domain::Instant;
use url::Url;

use super::{After, Done, Effect, Scene};
use crate::app::Topic;
use crate::peer::fetch::Errand;
use crate::peer::lookup::restaurant;
use crate::peer::problem::Problem;
use crate::store::actor_move::{self, ActorMove};
use crate::store::{
    self, Conn, following, local_actor, remote_actor, remote_restaurant, restaurant_follow,
};

/// How long an actor stays where it moved to; a second Move before that is not taken (as Mastodon and GoToSocial do).
pub const REST: TimeDelta = TimeDelta::days(7);

pub(super) async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    let old = scene.actor();
    let Some(target) = scene.activity.target.clone() else {
        return Ok(super::nothing());
    };
    let speaks_of_itself = scene.object().as_deref() == Some(old.as_str());
    if !speaks_of_itself || target.as_str() == old || !is_wanted(scene, &old).await? {
        return Ok(super::nothing());
    }
    let agrees = if scene.peer.urls.is_ours(target.as_str()) {
        here_agrees(scene, &old, &target).await?
    } else {
        there_agrees(scene, &old, &target, errand).await?
    };
    if !agrees {
        tracing::warn!(
            actor.id = old,
            target = target.as_str(),
            "a move is not taken: the new account does not name the old one, or is of another type"
        );
        return Ok(super::nothing());
    }
    let (scene, new) = (scene.clone(), target.to_string());
    Ok(Box::new(move |c| apply(c, &scene, &old, &new)))
}

/// Whether somebody here follows the actor, and it has not moved lately.
async fn is_wanted(scene: &Scene, old: &str) -> Result<bool, Problem> {
    let (old, now) = (old.to_owned(), scene.peer.clock.wire());
    let wanted = scene.peer.db.read(move |c| -> store::Result<bool> {
        let followed = following::find_optional(c, &old)?.is_some()
            || restaurant_follow::count_of(c, &old)? > 0;
        Ok(followed && has_rested(c, &old, now)?)
    });
    Ok(wanted.await?)
}

fn has_rested(c: &mut Conn, actor: &str, now: Instant) -> store::Result<bool> {
    let last = actor_move::find_optional(c, actor)?;
    Ok(last.is_none_or(|last| now.since(last.moved_at) >= REST))
}

/// Whether a restaurant of ours says that the actor is itself.
async fn here_agrees(scene: &Scene, old: &str, new: &Url) -> Result<bool, Problem> {
    let (old, new) = (old.to_owned(), new.to_string());
    let agrees = scene.peer.db.read(move |c| -> store::Result<bool> {
        let ours = local_actor::find_optional(c, &new)?;
        Ok(ours.is_some_and(|ours| {
            ours.gone_at.is_none() && ours.moved_to.is_none() && ours.also_known_as.contains(&old)
        }))
    });
    Ok(agrees.await?)
}

/// Whether an account elsewhere, read anew, says that the actor is itself, and is of the same type.
async fn there_agrees(
    scene: &Scene,
    old: &str,
    new: &Url,
    errand: &Errand,
) -> Result<bool, Problem> {
    let (fetch, id) = (&scene.peer.fetch, old.to_owned());
    let before = scene
        .peer
        .db
        .read(move |c| remote_actor::find_optional(c, &id))
        .await?;
    let found = match fetch.actor_anew(new, errand).await {
        Ok(found) => found,
        Err(problem) if problem.is_transient() => {
            return Err(Problem::later(
                format!("The new account could not be read: {problem}."),
                60,
            ));
        }
        Err(problem) => {
            tracing::info!(target = new.as_str(), %problem, "a new account could not be read");
            return Ok(false);
        }
    };
    let Ok(document) = found.document() else {
        return Ok(false);
    };
    let named = document
        .also_known_as
        .iter()
        .any(|known| known.as_str() == old);
    let same_type = before.is_some_and(|before| before.kind == document.kind);
    if !(named && same_type && document.id == *new && document.moved_to.is_none()) {
        return Ok(false);
    }
    // What we showed of the restaurant is shown of the new one from now on, if there is a menu that we can read.
    if document.menu.is_some()
        && let Err(problem) = restaurant::read_restaurant(&scene.peer, new, errand).await
    {
        tracing::info!(target = new.as_str(), %problem, "a restaurant that has moved could not be read");
    }
    Ok(true)
}

fn apply(c: &mut Conn, scene: &Scene, old: &str, new: &str) -> store::Result<Done> {
    let (wire, trade) = (scene.peer.clock.wire(), scene.peer.clock.now());
    if !has_rested(c, old, wire)? {
        return Ok(Done::default());
    }
    actor_move::put(
        c,
        &ActorMove {
            actor_id: old.to_owned(),
            target_id: new.to_owned(),
            moved_at: wire,
        },
    )?;
    let ours = scene.peer.urls.is_ours(new);
    restaurant_follow::repoint(c, old, new)?;
    if following::find_optional(c, old)?.is_some() {
        if !ours {
            scene.app.tell.follow(c, new)?;
        }
        scene.app.tell.unfollow(c, old)?;
    }
    if let Some(mut row) = remote_restaurant::find_optional(c, old)? {
        row.gone_at = row.gone_at.or(Some(trade));
        remote_restaurant::save(c, &row)?;
    }
    let mut menu = remote_restaurant::find_optional(c, new)?;
    // Where it has moved to it is, also when it has left there once.
    if let Some(row) = menu.as_mut().filter(|row| row.gone_at.is_some()) {
        row.gone_at = None;
        remote_restaurant::save(c, row)?;
    }
    Ok(Done {
        topics: vec![Topic::Specials],
        after: menu.map(|row| After::ReadMenu(row.actor_id)),
    })
}
