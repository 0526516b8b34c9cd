//! An end to requests of other servers that take too long.

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};

use super::Peer;
use super::noise::reason_of;
use super::problem::Problem;

/// How long a request of another server may take altogether, its body included (musette/1, 7.4.9).
pub const WITHIN: Duration = Duration::from_secs(10);

/// The limit, and who counts what reached it.
#[derive(Clone)]
struct Limit {
    peer: Peer,
    within: Duration,
}

/// Gives each request so much time, its body included: whoever sends a byte a minute is told 408 and holds no connection.
pub fn in_time<S: Clone + Send + Sync + 'static>(
    federated: Router<S>,
    peer: &Peer,
    within: Duration,
) -> Router<S> {
    let limit = Limit {
        peer: peer.clone(),
        within,
    };
    federated.layer(from_fn_with_state(limit, end))
}

async fn end(State(limit): State<Limit>, request: Request, next: Next) -> Response {
    let brings = *request.method() == Method::POST;
    if let Ok(answer) = tokio::time::timeout(limit.within, next.run(request)).await {
        return answer;
    }
    let status = StatusCode::REQUEST_TIMEOUT;
    if brings {
        // Who sent it is not known before it is there.
        limit.peer.noise.count("", reason_of(status));
        tracing::info!(http.status = status.as_u16(), "a message was too slow");
    }
    let seconds = limit.within.as_secs();
    let detail =
        format!("Your request took longer than {seconds} s, its body included; send it again.");
    Problem::new(status, detail).into_response()
}
