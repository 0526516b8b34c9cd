//! A document of the trade as an answer: for the one who asked, kept by nobody on the way.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use musette_federation::context;
use serde_json::Value;

use crate::peer::media::ACTIVITY_JSON;

/// Answers with `document`, which gets our context unless it has one.
pub fn answer(mut document: Value) -> Response {
    if let Some(members) = document.as_object_mut() {
        members.entry("@context").or_insert_with(context::trade);
    }
    let mut response = document.to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(ACTIVITY_JSON),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
