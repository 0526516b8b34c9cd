//! The one error of the HTTP side: a kind, a sentence for the person, and the cause for the log.
//!
//! A handler returns `Result<Response, Error>` and uses `?`. The answer carries the error in its extensions; [`super::error_page`] turns it into a
//! page in the reader's language with a way out. Where no page is wanted (API, peers) it stays what it is: a problem document (RFC 9457).
//! What happened inside, such as the database's words, goes to the log and never to a client.

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::i18n::{Lang, Value, Words};
use crate::store;

/// What kind of refusal it is; each is an HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 400: the request makes no sense.
    BadRequest,
    /// 401: sign in first.
    Unauthorized,
    /// 403: signed in, but not allowed.
    Forbidden,
    /// 404: it does not exist, or is not for this person to know of.
    NotFound,
    /// 409: the thing has changed meanwhile, or the state does not allow it.
    Conflict,
    /// 413: more was sent than is taken.
    TooLarge,
    /// 422: understood, but a value does not fit.
    Invalid,
    /// 429: too many tries.
    TooMany,
    /// 500: our fault.
    Internal,
    /// 503: too busy just now.
    Busy,
}

impl Kind {
    /// The status.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// What happened, for the log only.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a request is not answered as asked. Make one with [`Error::not_found`] and its siblings.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    key: Option<&'static str>,
    args: Vec<(&'static str, Value)>,
    retry_after: Option<u64>,
    source: Option<Cause>,
}

impl Error {
    /// An error whose sentence is the one of its status.
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            key: None,
            args: Vec::new(),
            retry_after: None,
            source: None,
        }
    }
    const fn of(kind: Kind, key: &'static str) -> Self {
        let mut error = Self::new(kind);
        error.key = Some(key);
        error
    }
    /// 400 with the message `key`.
    pub const fn bad_request(key: &'static str) -> Self {
        Self::of(Kind::BadRequest, key)
    }
    /// 401: a page leads to signing in, and back.
    pub const fn unauthorized() -> Self {
        Self::new(Kind::Unauthorized)
    }
    /// 403 with the message `key`.
    pub const fn forbidden(key: &'static str) -> Self {
        Self::of(Kind::Forbidden, key)
    }
    /// 404 with the sentence of its status.
    pub const fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }
    /// 404 with the message `key`.
    pub const fn missing(key: &'static str) -> Self {
        Self::of(Kind::NotFound, key)
    }
    /// 409 with the message `key`.
    pub const fn conflict(key: &'static str) -> Self {
        Self::of(Kind::Conflict, key)
    }
    /// 413 with the message `key`.
    pub const fn too_large(key: &'static str) -> Self {
        Self::of(Kind::TooLarge, key)
    }
    /// 422 with the message `key`. Pages show their form again instead, with the errors.
    pub const fn invalid(key: &'static str) -> Self {
        Self::of(Kind::Invalid, key)
    }
    /// 429: to be tried again after so many seconds.
    pub const fn too_many(seconds: u64) -> Self {
        let mut error = Self::new(Kind::TooMany);
        error.retry_after = Some(seconds);
        error
    }
    /// 500 because of `cause`, which only the log sees.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self::new(Kind::Internal).because(cause)
    }

    /// What a flow refused: 409 with the message `key`; what only passed on a store error is that error.
    pub fn refused<R>(key: &'static str, refusal: R) -> Self
    where
        R: store::Failure + std::error::Error + Send + Sync,
    {
        match refusal.store_error() {
            Some(error) => Self::new(kind_of(error)),
            None => Self::conflict(key),
        }
        .because(refusal)
    }

    /// With an argument of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.push((name, value.into()));
        self
    }
    /// With what happened, for the log.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Cause>) -> Self {
        self.source = Some(cause.into());
        self
    }

    /// What kind it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }
    /// The HTTP status.
    pub const fn status(&self) -> StatusCode {
        self.kind.status()
    }
    /// The message's key, when it has one of its own.
    pub const fn key(&self) -> Option<&'static str> {
        self.key
    }
    /// The sentence for the person, when it is more than the one of the status.
    pub fn sentence(&self, w: Words) -> Option<String> {
        let key = self.key?;
        Some(w.fill(key, self.args.iter().cloned()))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.status())?;
        if let Some(key) = self.key {
            write!(f, " {key}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// A page that asked for a row that is not there answers 404, one that met another writer 409.
impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::new(kind_of(&error)).because(error)
    }
}

const fn kind_of(error: &store::Error) -> Kind {
    match error {
        store::Error::NotFound => Kind::NotFound,
        store::Error::Conflict(_) => Kind::Conflict,
        store::Error::Busy(_) => Kind::Busy,
        store::Error::Database(_) => Kind::Internal,
    }
}

/// Lets a transaction end with an HTTP error: `db.write(|c| -> http::Result<_> { … })`.
impl store::Failure for Error {
    fn store_error(&self) -> Option<&store::Error> {
        self.source.as_ref()?.downcast_ref()
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::internal(error)
    }
}

impl From<crate::services::password::PasswordError> for Error {
    fn from(error: crate::services::password::PasswordError) -> Self {
        Self::internal(error)
    }
}

/// An id that could not be read can only be a made-up address: 404.
impl From<musette_domain::text_value::NotAValue> for Error {
    fn from(error: musette_domain::text_value::NotAValue) -> Self {
        Self::not_found().because(error)
    }
}

/// The error, carried by its answer until a page is made of it.
#[derive(Debug, Clone)]
pub struct Carried(pub Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let status = self.status();
        let words = Words::new(Lang::En);
        let problem = serde_json::json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": self.sentence(words).map_or_else(|| plain(words, self.kind), Cow::Owned),
        });
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (status, problem.to_string()).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

impl Error {
    /// Writes the cause to the log, once.
    fn log(&self) {
        let cause = self.source.as_ref().map(ToString::to_string);
        let cause = cause.as_deref().unwrap_or_default();
        if matches!(self.kind, Kind::Internal | Kind::Busy) {
            tracing::error!(error.kind = %self, error.cause = cause, "a request failed");
        } else {
            tracing::debug!(error.kind = %self, error.cause = cause, "a request was refused");
        }
    }
}

/// The sentence of a status when nothing more is known.
fn plain(w: Words, kind: Kind) -> Cow<'static, str> {
    match kind {
        Kind::BadRequest => w.say("error-400-text"),
        Kind::Unauthorized => w.say("error-401-text"),
        Kind::Forbidden => w.say("error-403-text"),
        Kind::NotFound => w.say("error-404-text"),
        Kind::Conflict => w.say("error-409-text"),
        Kind::TooLarge => w.say("error-413-text"),
        Kind::Invalid => w.say("error-422-text"),
        Kind::TooMany => w.say("error-429-text"),
        Kind::Internal => w.say("error-500-text"),
        Kind::Busy => w.say("error-503-text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn body(error: Error) -> (StatusCode, String) {
        let response = error.into_response();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 10_000)
            .await
            .unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn the_database_s_words_stay_inside() {
        let inside = store::Error::Database("no such table: user_account".into());
        let (status, body) = body(inside.into()).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!body.contains("user_account"), "{body}");
    }

    #[tokio::test]
    async fn store_errors_become_what_they_mean() {
        assert_eq!(body(store::Error::NotFound.into()).await.0, 404);
        let taken = store::Error::Conflict("UNIQUE".into());
        assert_eq!(body(taken.into()).await.0, 409);
        assert_eq!(
            body(store::Error::Busy("locked".into()).into()).await.0,
            503
        );
    }

    #[test]
    fn too_many_says_when_to_come_back() {
        let response = Error::too_many(30).into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[header::RETRY_AFTER], "30");
    }
}
