//! A signed request of the trade tier as it arrived, and what of its signature can be judged without a key.

use axum::extract::{OriginalUri, Request};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Uri};
use bytes::Bytes;
use musette_domain::Instant;
use musette_federation::limits;
use musette_federation::signature::{self, Profile, SignedRequest, Unverified};

use super::answer::Problem;
use crate::url::Urls;

/// A request, before it is believed.
pub struct Arrival {
    method: String,
    uri: Uri,
    headers: HeaderMap,
    /// The body exactly as it came; none for a GET.
    pub body: Option<Bytes>,
}

impl Arrival {
    /// Takes a request whole: at most 256 KiB.
    pub async fn with_body(request: Request) -> Result<Self, Problem> {
        let (arrival, body) = Self::split(request);
        let body = axum::body::to_bytes(body, limits::BODY)
            .await
            .map_err(|e| {
                let mut cause: Option<&dyn std::error::Error> = Some(&e);
                while let Some(error) = cause {
                    if error.is::<http_body_util::LengthLimitError>() {
                        return Problem::TooLarge;
                    }
                    cause = error.source();
                }
                Problem::Malformed("the body did not arrive whole".into())
            })?;
        Ok(Self {
            body: Some(body),
            ..arrival
        })
    }

    /// Takes a request that has no body.
    pub fn without_body(request: Request) -> Self {
        Self::split(request).0
    }

    fn split(request: Request) -> (Self, axum::body::Body) {
        let (parts, body) = request.into_parts();
        // A router that nests us has cut the path short; the signature is over the whole.
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(parts.uri, |original| original.0.clone());
        let arrival = Self {
            method: parts.method.as_str().to_owned(),
            uri,
            headers: parts.headers,
            body: None,
        };
        (arrival, body)
    }

    /// Reads the signature: all that needs no key. `now` is wire time.
    pub fn signature(&self, urls: &Urls, now: Instant) -> Result<Unverified, Problem> {
        let mut headers: Vec<(&str, &[u8])> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        if !self.headers.contains_key("host")
            && let Some(authority) = self.uri.authority()
        {
            headers.push(("host", authority.as_str().as_bytes()));
        }
        let scheme = urls
            .origin()
            .split_once("://")
            .map_or("https", |(scheme, _)| scheme);
        let request = SignedRequest {
            method: &self.method,
            scheme,
            authority: urls.authority(),
            path_and_query: self.uri.path_and_query().map_or("/", PathAndQuery::as_str),
            headers: &headers,
            body: self.body.as_deref(),
        };
        Ok(signature::read(
            &request,
            now.unix_seconds(),
            Profile::Trade,
        )?)
    }
}

/// The actor that a key id names: what stands before its fragment.
pub fn owner_of(key_id: &str) -> &str {
    key_id.split_once('#').map_or(key_id, |(owner, _)| owner)
}
