//! Authorized fetch (`federation.authorized_fetch`): documents are for servers that sign their GETs and are not suspended here. Without it documents are
//! for all who do not say by their signature that they are suspended.
//!
//! What verifying needs stays open to all, else two such servers could never begin: WebFinger, NodeInfo, the instance actor whole, and of every other
//! actor the keys.

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, OriginalUri, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderValue, Method, StatusCode};
use musette_federation::signature::Profile;
use musette_federation::web_address;
use serde_json::{Map, Value};
use url::Url;

use crate::peer::Peer;
use crate::peer::address::authority;
use crate::peer::noise::reason_of;
use crate::peer::problem::Problem;
use crate::peer::verify::Incoming;

/// What everybody may read of an actor: enough to verify what it signs and to answer it.
const STUB: [&str; 7] = [
    "@context",
    "id",
    "type",
    "preferredUsername",
    "inbox",
    "publicKey",
    "assertionMethod",
];
/// The largest document of ours, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// Lets a GET of a document through when its reader may have it; an unsigned one of an actor gets the keys.
pub async fn guard(State(peer): State<Peer>, mut request: Request, next: Next) -> Response {
    let Some(route) = document(&request) else {
        return next.run(request).await;
    };
    if !peer.authorized_fetch {
        let signed = request
            .headers()
            .contains_key("signature")
            .then(|| asked(&request));
        let mut host = String::new();
        return match not_suspended(&peer, signed, &mut host).await {
            Ok(()) => next.run(request).await,
            Err(problem) => refused(&peer, &host, problem),
        };
    }
    if !request.headers().contains_key("signature") {
        if !is_actor(&route) {
            return Problem::new(
                StatusCode::UNAUTHORIZED,
                "This server shows its documents to servers that sign their requests; sign this GET as described in FEDERATION.md.",
            )
            .into_response();
        }
        // The whole document's tag says nothing about its keys alone.
        request.headers_mut().remove(IF_NONE_MATCH);
        return stub_of(next.run(request).await).await;
    }
    let incoming = asked(&request);
    let mut host = String::new();
    if let Err(problem) = reader(&peer, &incoming, &mut host).await {
        return refused(&peer, &host, problem);
    }
    for_this_reader(next.run(request).await)
}

/// Answers a refusal, and counts it in the moderators' log.
fn refused(peer: &Peer, host: &str, problem: Problem) -> Response {
    peer.noise.count(host, reason_of(problem.status));
    tracing::info!(
        peer.host = host,
        http.status = problem.status.as_u16(),
        detail = problem.detail,
        "a reader was refused"
    );
    problem.into_response()
}

/// The route of a document that may not be for everybody.
fn document(request: &Request) -> Option<String> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let route = request.extensions().get::<MatchedPath>()?.as_str();
    (route.starts_with("/ap/") && route != "/ap/instance").then(|| route.to_owned())
}

fn is_actor(route: &str) -> bool {
    matches!(route, "/ap/coop" | "/ap/desk" | "/ap/r/{handle}")
}

/// The request as its signature is about it.
fn asked(request: &Request) -> Incoming {
    Incoming {
        method: request.method().clone(),
        uri: request
            .extensions()
            .get::<OriginalUri>()
            .map_or_else(|| request.uri().clone(), |original| original.0.clone()),
        headers: request.headers().clone(),
        body: None,
    }
}

/// Refuses a reader that says to be suspended. Whether it is who it says need not be proved for that, and who says nothing reads as everybody does.
async fn not_suspended(
    peer: &Peer,
    signed: Option<Incoming>,
    host: &mut String,
) -> Result<(), Problem> {
    let read = signed.and_then(|incoming| peer.verify.read(&incoming, Profile::Social).ok());
    match read.and_then(|unverified| web_address(&unverified.key_id)) {
        Some(key) => policy_allows(peer, key, host).await,
        None => Ok(()),
    }
}

/// Refuses the owner of a key if it or its server is suspended. `host` becomes that server.
async fn policy_allows(peer: &Peer, key: Url, host: &mut String) -> Result<(), Problem> {
    *host = authority(&key);
    let mut owner = key;
    owner.set_fragment(None);
    peer.hosts.policy.check(host, owner.as_str()).await
}

/// Checks who reads: a signature of a key that its owner publishes, of nobody who is suspended or asks too much. `host` becomes the server that its key
/// names, once that is known.
async fn reader(peer: &Peer, incoming: &Incoming, host: &mut String) -> Result<(), Problem> {
    let unverified = peer.verify.read(incoming, Profile::Social)?;
    let key = web_address(&unverified.key_id)
        .ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "The key id is not an address."))?;
    policy_allows(peer, key, host).await?;
    peer.verify
        .prove_reader(&unverified, &peer.fetch.errand())
        .await?;
    peer.allowance.take(host).map_err(Problem::too_much)
}

/// What is left of an actor for those who do not sign. What is no document (gone, not there) passes as it is.
async fn stub_of(response: Response) -> Response {
    if !response.status().is_success() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Problem::later("The document cannot be read just now.", 30).into_response();
    };
    let stub = serde_json::from_slice::<Map<String, Value>>(&bytes).map(|document| {
        let stub: Map<String, Value> = document
            .into_iter()
            .filter(|(name, _)| STUB.contains(&name.as_str()))
            .collect();
        Value::Object(stub).to_string()
    });
    parts.headers.remove(ETAG);
    parts.headers.remove(CONTENT_LENGTH);
    // A HEAD has no body to shorten.
    let body = stub.map_or_else(|_| Body::empty(), Body::from);
    for_this_reader(Response::from_parts(parts, body))
}

/// No cache between us and the reader may show the answer to somebody else.
fn for_this_reader(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=60"),
    );
    headers.insert(
        VARY,
        HeaderValue::from_static("Accept, Signature, Signature-Input"),
    );
    response
}
