//! Refusals to other servers: RFC 9457, each with a sentence that its reader can act on.

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use musette_federation::limits::Oversized;
use musette_federation::signature::Refusal;
use serde_json::json;

use super::allowance::TooMuch;
use crate::store;

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status}: {detail}")]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// The sentence.
    pub detail: String,
    /// After how many seconds to try again, for what passes.
    pub retry_after: Option<u32>,
}

impl Problem {
    /// A refusal that stays one.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            retry_after: None,
        }
    }

    /// The request cannot be understood.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// Who asks may not.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// There is no such thing.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// The host sends too much.
    pub fn too_much(problem: TooMuch) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            detail: format!("{problem}."),
            retry_after: Some(problem.0),
        }
    }

    /// Trouble on our side, or at a third party, that passes.
    pub fn later(detail: impl Into<String>, seconds: u32) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            detail: detail.into(),
            retry_after: Some(seconds),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "title": self.status.canonical_reason().unwrap_or("Refused"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let mut response = (self.status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal.status() {
            429 => Self {
                status: StatusCode::TOO_MANY_REQUESTS,
                detail: refusal.to_string(),
                retry_after: Some(60),
            },
            503 => Self::later(refusal.to_string(), 60),
            _ => Self::new(StatusCode::UNAUTHORIZED, refusal.to_string()),
        }
    }
}

impl From<Oversized> for Problem {
    fn from(refusal: Oversized) -> Self {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
        Self::new(status, refusal.to_string())
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::not_found("There is nothing here."),
            error => {
                tracing::error!(%error, "the store failed a peer's request");
                Self::later(
                    "The server cannot store this right now; please send it again.",
                    30,
                )
            }
        }
    }
}

impl store::Failure for Problem {
    fn store_error(&self) -> Option<&store::Error> {
        None
    }
}
