//! How a request of the trade tier is refused: a status, and a sentence in the form of RFC 9457 that the other side can act on.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use musette_federation::Malformed;
use musette_federation::limits::Oversized;
use musette_federation::signature::Refusal;
use serde_json::json;

use crate::peer::allowance::TooMuch;
use crate::store;

/// Where the types of problems are described.
const TYPES: &str = "https://w3id.org/musette/problem/";

/// Why a request is refused (musette/1, 7.4.5).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The body is no JSON, or no message of the protocol.
    #[error("{0}")]
    Malformed(String),
    /// The body is larger than 256 KiB.
    #[error("the body is larger than 256 KiB")]
    TooLarge,
    /// The signature is absent, stale, replayed, or not that of the key we know.
    #[error("{0}")]
    Signature(String),
    /// There is no trade agreement in force that this could be said under.
    #[error("{0}")]
    NoAgreement(String),
    /// The address document is not open yet: ask again in three seconds.
    #[error("the customer's co-op has not heard of your award yet; ask again in three seconds")]
    NotYetOpen,
    /// It is not for this desk to read.
    #[error("{0}")]
    NotForYou(String),
    /// There is no such thing here.
    #[error("there is nothing at this address")]
    Unknown,
    /// The id or the number was used before for another message.
    #[error("{0}")]
    Conflict(String),
    /// The desk sends too much.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// It is over, for good.
    #[error("{0}")]
    Over(String),
    /// Nothing is wrong with the request; the same again may succeed.
    #[error("{0}")]
    Busy(String),
}

impl Problem {
    /// The HTTP status.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Signature(_) => StatusCode::UNAUTHORIZED,
            Self::NoAgreement(_) | Self::NotYetOpen | Self::NotForYou(_) => StatusCode::FORBIDDEN,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Over(_) => StatusCode::GONE,
            Self::TooMuch(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The last part of the problem's type, by which programs tell problems apart.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::TooLarge => "tooLarge",
            Self::Signature(_) => "signature",
            Self::NoAgreement(_) => "noAgreement",
            Self::NotYetOpen => "notYetOpen",
            Self::NotForYou(_) => "notForYou",
            Self::Unknown => "unknown",
            Self::Conflict(_) => "conflict",
            Self::Over(_) => "over",
            Self::TooMuch(_) => "tooMuch",
            Self::Busy(_) => "busy",
        }
    }

    /// A few words for people.
    const fn title(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "The message is not one of musette/1",
            Self::TooLarge => "The message is too large",
            Self::Signature(_) => "The signature is not accepted",
            Self::NoAgreement(_) => "There is no trade agreement",
            Self::NotYetOpen => "Not open yet",
            Self::NotForYou(_) => "Not for this desk",
            Self::Unknown => "Not found",
            Self::Conflict(_) => "Contradicts an earlier message",
            Self::Over(_) => "Over",
            Self::TooMuch(_) => "Slower, please",
            Self::Busy(_) => "Try again",
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": format!("{TYPES}{}", self.name()),
            "title": self.title(),
            "status": self.status().as_u16(),
            "detail": self.to_string(),
        });
        let mut response = (self.status(), body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self {
            Self::Busy(_) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            }
            Self::TooMuch(TooMuch(seconds)) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            Self::NotYetOpen => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("3"));
            }
            _ => {}
        }
        response
    }
}

impl From<Oversized> for Problem {
    fn from(error: Oversized) -> Self {
        match error {
            Oversized::TooLarge => Self::TooLarge,
            Oversized::NotJson(_) => Self::Malformed(error.to_string()),
        }
    }
}

impl From<Malformed> for Problem {
    fn from(error: Malformed) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl From<Refusal> for Problem {
    fn from(error: Refusal) -> Self {
        match error {
            Refusal::KeyUnreachable(_) => Self::Busy(error.to_string()),
            Refusal::TooManyKeys(_) => Self::TooMuch(TooMuch(60)),
            _ => Self::Signature(error.to_string()),
        }
    }
}

/// What our database could not do is never the sender's fault: it tries again.
impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        tracing::error!(%error, "a trade request could not be stored");
        Self::Busy("this desk cannot store anything just now; send it again".into())
    }
}

/// The name of a problem in an answer of another server, if it is one of ours.
pub fn problem_name(body: &serde_json::Value) -> Option<&str> {
    body.get("type")?.as_str()?.strip_prefix(TYPES)
}
