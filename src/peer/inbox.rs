//! The open inboxes: cheap refusals first, then the database, then, if it must be, the network; then one transaction, 202, and only then anything else.

pub mod accepted;
pub mod incoming;
pub mod order;

use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use musette_domain::Instant;
use musette_federation::SocialKind;
use musette_federation::signature::digest::sha256;
use musette_federation::signature::keys::hex;
use musette_federation::signature::{Profile, Refusal, Unverified};
use musette_federation::{SocialActivity, limits};

use self::order::Order;
use super::handle::{self, After, Done, Effect, Scene, delete};
use super::noise::reason_of;
use super::problem::Problem;
use super::verify::{Incoming, refusal};
use super::{Peer, outbox};
use crate::app::App;
use crate::peer::address::authority;
use crate::store::inbox_seen::InboxSeen;
use crate::store::{inbox_seen, local_actor, remote_actor};

/// POST `/ap/inbox`.
pub async fn shared(state: State<App>, peer: Extension<Peer>, request: Request) -> Response {
    answer(&state, &peer, request).await
}

/// POST to the inbox of the instance or the co-op.
pub async fn own(state: State<App>, peer: Extension<Peer>, request: Request) -> Response {
    answer(&state, &peer, request).await
}

/// POST to a restaurant's inbox. One that never was answers 404, one that is gone 410.
pub async fn restaurant(
    state: State<App>,
    peer: Extension<Peer>,
    Path(handle): Path<String>,
    request: Request,
) -> Response {
    let id = peer.urls.restaurant(&handle);
    match peer
        .db
        .read(move |c| local_actor::find_optional(c, &id))
        .await
    {
        Ok(Some(actor)) if actor.gone_at.is_none() => answer(&state, &peer, request).await,
        Ok(Some(_)) => refuse(
            &peer,
            Problem::new(StatusCode::GONE, "This account has been closed.").into(),
        ),
        Ok(None) => refuse(
            &peer,
            Problem::not_found("There is no such account here.").into(),
        ),
        Err(error) => refuse(&peer, Problem::from(error).into()),
    }
}

async fn answer(app: &App, peer: &Peer, request: Request) -> Response {
    if let Err(gone) = peer.closed.check() {
        return gone.into_response();
    }
    match take(app, peer, request).await {
        Ok(done) => accepted::accepted(app, peer, done),
        Err(refused) => refuse(peer, refused),
    }
}

fn refuse(peer: &Peer, refused: Refused) -> Response {
    refused.note(peer);
    refused.problem.into_response()
}

/// Takes one activity: returns what was done once that is durable.
async fn take(app: &App, peer: &Peer, request: Request) -> Result<Done, Refused> {
    let incoming = incoming::read(request).await?;
    let unverified = peer
        .verify
        .read(&incoming, Profile::Social)
        .map_err(Problem::from)?;
    let body = incoming.body.clone().unwrap_or_default();
    let value = limits::read_json(&body).map_err(Problem::from)?;
    let activity =
        SocialActivity::from_json(&value).map_err(|e| Problem::bad_request(e.to_string()))?;
    let host = authority(&activity.actor);
    let scene = Scene {
        app: app.clone(),
        peer: peer.clone(),
        activity,
    };
    take_from(&scene, &host, &unverified, &body)
        .await
        .map_err(|problem| Refused {
            problem,
            host: Some(host),
        })
}

/// Takes an activity of which is known who says to have sent it.
async fn take_from(
    scene: &Scene,
    host: &str,
    unverified: &Unverified,
    body: &[u8],
) -> Result<Done, Problem> {
    let (peer, activity) = (&scene.peer, &scene.activity);
    check_sender(peer, activity, host).await?;
    let leaves = is_own_delete(activity);
    if leaves && !is_known(peer, activity).await? {
        // Somebody we never heard of is gone: nothing to do, and nothing to ask for.
        return Ok(Done::default());
    }
    let arrived = Arrived {
        host,
        seen: InboxSeen {
            activity_id: activity.id.to_string(),
            body_hash: hex(&sha256(body)),
            received_at: peer.clock.wire(),
            actor_id: activity.actor.to_string(),
        },
        signed: Instant::from_millis(unverified.created.saturating_mul(1000)),
    };
    let errand = peer.fetch.errand();
    match peer
        .verify
        .prove(unverified, &activity.actor, &errand)
        .await
    {
        Ok(()) => {}
        // Who is gone takes its key along. That it is gone is seen at its own address; without that nothing is done.
        Err(Refusal::KeyGone(_)) if leaves => {
            let gone = peer.key_finder.is_gone(&activity.actor, &errand).await;
            if !gone.map_err(|problem| refusal(&unverified.key_id, &problem))? {
                return Ok(Done::default());
            }
            return write(scene, arrived, delete::plan(scene)).await;
        }
        Err(refusal) => return Err(refusal.into()),
    }
    peer.allowance.take(host).map_err(Problem::too_much)?;
    if peer.hosts.take_failing(host) {
        outbox::heard_from(&scene.app, host).await?;
    }
    let effect = handle::plan(scene, &errand).await?;
    write(scene, arrived, effect).await
}

/// What is noted of an activity that is taken.
struct Arrived<'a> {
    /// The server of who sent it.
    host: &'a str,
    /// That it was taken.
    seen: InboxSeen,
    /// When its signature was made.
    signed: Instant,
}

/// One transaction: the note that the activity was taken, and what it does. A repetition does nothing.
async fn write(scene: &Scene, arrived: Arrived<'_>, effect: Effect) -> Result<Done, Problem> {
    let Arrived { host, seen, signed } = arrived;
    let order = Order::of(scene, signed);
    // Once more: a moderator may have decided about the sender while the network was asked, and what is had of it is forgotten only once.
    let policy = &scene.peer.hosts.policy;
    let edition = policy.edition();
    policy.check(host, &seen.actor_id).await?;
    let done = scene
        .peer
        .db
        .write(move |c| -> Result<Done, Problem> {
            if !edition.is_current() {
                return Err(Problem::later(
                    "Whom this server speaks with was changed just now; please send it again.",
                    1,
                ));
            }
            if order.is_first(c, &seen)? {
                return Ok(effect(c)?);
            }
            if inbox_seen::insert_if_absent(c, &seen)? {
                if order.comes_too_late(c)? {
                    // As if it had never come, or it could come again, signed anew.
                    inbox_seen::delete(c, &seen.activity_id, &seen.actor_id)?;
                    return Ok(Done::default());
                }
                return Ok(effect(c)?);
            }
            if order.is_done_again(c)? {
                inbox_seen::save(c, &seen)?;
                return Ok(effect(c)?);
            }
            let first = inbox_seen::find(c, &seen.activity_id, &seen.actor_id)?;
            if first.body_hash == seen.body_hash {
                return Ok(Done::default());
            }
            Err(Problem::new(
                StatusCode::CONFLICT,
                "Another activity with this id was taken before; give each its own.",
            ))
        })
        .await?;
    // Before the answer: who replaced a key, or deleted itself, must not be impersonated by the old one from then on.
    if let Some(After::ForgetKeys(owner)) = &done.after {
        scene.peer.key_finder.forget_owner(owner);
    }
    Ok(done)
}

/// A refusal, and who is said to have sent what was refused.
struct Refused {
    problem: Problem,
    host: Option<String>,
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self {
            problem,
            host: None,
        }
    }
}

impl Refused {
    /// The moderators' log counts it, and a line says who was refused and why; never what was said.
    fn note(&self, peer: &Peer) {
        let (status, detail) = (self.problem.status.as_u16(), self.problem.detail.as_str());
        let reason = reason_of(self.problem.status);
        peer.noise
            .count(self.host.as_deref().unwrap_or_default(), reason);
        let host = self.host.as_deref().unwrap_or("unknown");
        // These say that somebody tries to be somebody else, or is broken: if they come often, a person should look.
        if matches!(status, 401 | 409 | 429) {
            tracing::warn!(
                peer.host = host,
                http.status = status,
                detail,
                "a message was refused"
            );
        } else {
            tracing::info!(
                peer.host = host,
                http.status = status,
                detail,
                "a message was refused"
            );
        }
    }
}

/// Refuses what no signature could make right: our own actors elsewhere, impossible hosts, who is suspended.
async fn check_sender(peer: &Peer, activity: &SocialActivity, host: &str) -> Result<(), Problem> {
    if peer.urls.is_ours(activity.actor.as_str()) {
        return Err(Problem::bad_request(
            "The actor is one of this server; its activities do not come from outside.",
        ));
    }
    peer.rules
        .check(&activity.actor)
        .map_err(|e| Problem::bad_request(format!("The actor cannot be reached: {e}.")))?;
    peer.hosts.policy.check(host, activity.actor.as_str()).await
}

/// Whether an actor deletes itself.
fn is_own_delete(activity: &SocialActivity) -> bool {
    activity.kind == SocialKind::Delete && activity.object_id() == Some(&activity.actor)
}

async fn is_known(peer: &Peer, activity: &SocialActivity) -> Result<bool, Problem> {
    let id = activity.actor.to_string();
    let row = peer
        .db
        .read(move |c| remote_actor::find_optional(c, &id))
        .await?;
    Ok(row.is_some())
}

/// The request as the trade inbox and others read it.
pub async fn read(request: Request) -> Result<Incoming, Problem> {
    incoming::read(request).await
}
