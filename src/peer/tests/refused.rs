//! What our server refuses, a file a theme: each test is named for it.

mod actors;
mod answers;
mod bad_input;
mod bodies;
mod departures;
mod far_coops;
mod fetched_documents;
mod forms;
mod keys;
mod moves;
mod names;
mod order;
mod out_of_reach;
mod readers;
mod specials;
mod state;
mod strangers_notes;
mod verbs;

use axum::body::Body;
use http::Request;
use serde_json::Value;
use tower::ServiceExt as _;

use super::instance::Instance;
use super::stranger::Stranger;
use crate::store::following::{FollowState, Following};
use crate::store::testing::Kind;
use crate::store::{follower, following};

/// An instance on this database that serves and sends; none without the database.
pub async fn instance(kind: Kind) -> Option<Instance> {
    let instance = Instance::on(kind, "b").await?;
    instance.send();
    Some(instance)
}

/// Sends a request to an instance; says the status.
pub async fn send(to: &Instance, request: Request<Body>) -> u16 {
    let answer = to.router.clone().oneshot(request).await.unwrap();
    answer.status().as_u16()
}

/// Posts an activity, signed by its sender; says the status.
pub async fn post(to: &Instance, from: &Stranger, activity: &Value) -> u16 {
    let now = to.app.clock.wire().unix_seconds();
    send(to, from.signed(&to.urls.shared_inbox(), activity, now)).await
}

/// Whether somebody follows the co-op.
async fn follows(instance: &Instance, actor: &str) -> bool {
    let actor = actor.to_owned();
    instance
        .db
        .read(move |c| follower::find_optional(c, "coop", &actor))
        .await
        .unwrap()
        .is_some()
}

/// Lets the instance have asked to follow an actor; returns the id of its Follow.
pub(super) async fn asked_to_follow(
    instance: &Instance,
    actor: &str,
    state: FollowState,
) -> String {
    let follow = instance.urls.activity(&instance.app.ids.uuid());
    let row = Following {
        target_id: actor.to_owned(),
        follow_id: follow.clone(),
        state,
        requested_at: instance.clock_now(),
        accepted_at: None,
    };
    instance.write(move |c, _| following::insert(c, &row)).await;
    follow
}
