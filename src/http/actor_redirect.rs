//! `/@name` asked for by a server of the Fediverse: leads to the actor's id. People get the page.

use axum::extract::{Request, State};
use axum::http::header::VARY;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Site;
use crate::peer::wants_activity;
use crate::store::local_actor;

/// Answers 302 with the id of the actor of that name, if an ActivityPub document is wanted; every answer about a name varies with `Accept`.
pub async fn lead(State(site): State<Site>, request: Request, next: Next) -> Response {
    let Some(name) = name(request.uri().path()) else {
        return next.run(request).await;
    };
    let mut response = if wants_activity(request.headers()) {
        let found = site
            .app
            .db
            .read(move |c| local_actor::find_by_name(c, &name))
            .await;
        match found.map(|actor| actor.and_then(|a| HeaderValue::try_from(a.id).ok())) {
            Ok(Some(id)) => (StatusCode::FOUND, [(header::LOCATION, id)]).into_response(),
            Ok(None) => StatusCode::NOT_FOUND.into_response(),
            Err(error) => {
                tracing::error!(%error, "an actor could not be looked up");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
        }
    } else {
        next.run(request).await
    };
    response
        .headers_mut()
        .append(VARY, HeaderValue::from_static("accept"));
    response
}

/// The name in `/@name`; names of other servers and longer paths are pages only.
fn name(path: &str) -> Option<String> {
    let name = path.strip_prefix("/@")?;
    (!name.is_empty() && !name.contains(['/', '@'])).then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_lead_to_actors() {
        assert_eq!(name("/@Chez-Mimi").as_deref(), Some("chez-mimi"));
        for path in ["/", "/@", "/@mimi/order", "/@mimi@b.example", "/about"] {
            assert_eq!(name(path), None, "{path}");
        }
    }
}
