//! `/media/{id}`: a picture that a restaurant put here.
//!
//! Whatever a request asks for, the answer is the picture with its own type, and it can do nothing: a file that somebody put here never passes for a
//! page or for an ActivityPub document.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use musette_domain::TextValue;
use musette_domain::id::MediaId;

use crate::app::App;
use crate::http::{Error, Result};
use crate::store::media;

/// A picture never changes: another one has another address.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// Answers with the bytes.
pub async fn show(State(app): State<App>, Path(id): Path<String>) -> Result<Response> {
    let id = MediaId::parse(&id)?;
    let found = app.db.read(move |c| media::bytes_of(c, &id)).await?;
    let (media_type, bytes) = found.ok_or(Error::not_found())?;
    let kind = HeaderValue::try_from(media_type).map_err(Error::internal)?;
    let fixed = [
        (header::CACHE_CONTROL, FOR_GOOD),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        // Pages of other servers show the picture where they show the special.
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
