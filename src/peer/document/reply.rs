//! Answers with a document: media type, `ETag`, and 410 with a Tombstone for what is gone.

use activitypub_federation::axum::json::FederationJson;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use musette_federation::signature::digest::sha256;
use musette_federation::signature::keys::hex;
use serde_json::Value;

use activitypub_federation::protocol::tombstone::Tombstone;
use url::Url;

/// What was found at an address of ours.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A document.
    Document(Value),
    /// It was there once.
    Gone(Url),
    /// It was there once: what it was, and since when it is gone.
    Deleted(Value),
    /// It never was, or is not public.
    Nothing,
}

/// Answers with what was found.
pub fn reply(found: Found, request: &HeaderMap) -> Response {
    match found {
        Found::Document(document) => with_etag(document, request),
        Found::Gone(id) => (StatusCode::GONE, FederationJson(Tombstone::new(id))).into_response(),
        Found::Deleted(tombstone) => (StatusCode::GONE, FederationJson(tombstone)).into_response(),
        Found::Nothing => {
            super::super::problem::Problem::not_found("There is nothing here.").into_response()
        }
    }
}

fn with_etag(document: Value, request: &HeaderMap) -> Response {
    let hash = hex(&sha256(document.to_string().as_bytes()));
    let tag = format!("\"{}\"", hash.get(..32).unwrap_or(&hash));
    let same = request
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        FederationJson(document).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(VARY, HeaderValue::from_static("Accept"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("max-age=60"));
    response
}
