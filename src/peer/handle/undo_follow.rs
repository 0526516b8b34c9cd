//! Somebody stops following. The Follow is recognised by its id, or by who followed whom.

use musette_federation::SocialActivity;

use super::{Done, Effect, Scene};
use crate::store::{self, Conn, follower, local_actor};

pub(super) fn plan(scene: &Scene) -> Effect {
    let Some(object) = scene.activity.object() else {
        return super::nothing();
    };
    if object.kind().is_some_and(|kind| kind != "Follow") {
        return super::nothing();
    }
    let target = object
        .value()
        .and_then(|follow| SocialActivity::from_json(follow).ok())
        .and_then(|follow| follow.object_id().map(ToString::to_string));
    let (follow, actor) = (scene.object(), scene.actor());
    Box::new(move |c| apply(c, &actor, follow.as_deref(), target.as_deref()))
}

fn apply(
    c: &mut Conn,
    actor: &str,
    follow: Option<&str>,
    target: Option<&str>,
) -> store::Result<Done> {
    let by_id = match follow {
        Some(id) => follower::find_by_follow(c, actor, id)?,
        None => None,
    };
    if let Some(row) = by_id {
        follower::delete(c, &row.actor_name, actor)?;
    } else if let Some(target) = target
        && let Some(ours) = local_actor::find_optional(c, target)?
    {
        follower::delete(c, &ours.name, actor)?;
    }
    Ok(Done::default())
}
