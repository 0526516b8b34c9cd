//! A server elsewhere reports something of ours. It waits for the co-op's moderators; nothing happens by itself.

use super::{Done, Effect, Scene};
use crate::flow::report::receive::{self, Incoming};
use crate::peer::address::authority;

pub(super) fn plan(scene: &Scene) -> Effect {
    let activity = &scene.activity;
    let named = activity.objects.iter().filter_map(|object| object.id());
    let new = Incoming {
        id: activity.id.to_string(),
        host: authority(&activity.actor),
        objects: named.map(ToString::to_string).collect(),
        content: activity.content.clone().unwrap_or_default(),
    };
    let app = scene.app.clone();
    Box::new(move |c| {
        Ok(Done {
            topics: receive::run(c, &app, &new)?.topics,
            after: None,
        })
    })
}
