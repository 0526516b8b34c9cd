//! Asks the server that is checked: through the guarded client, without following redirects.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, Method};
use musette_federation::limits;
use serde_json::Value;
use url::Url;

use super::visitor::Visitor;
use crate::app::Clock;
use crate::config::federation::Federation;
use crate::peer::address::{AddressRules, is_name_of_this_machine};
use crate::peer::client::{self, ClientProblem, read_answer};
use crate::peer::fetch::problem::cause;
use crate::peer::media;
use crate::url::Urls;

/// The largest answer that is read, in bytes.
const LIMIT: usize = 1024 * 1024;

/// Asks, as a stranger or as a visitor who signs.
pub struct Probe {
    client: reqwest::Client,
    pub(super) rules: AddressRules,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) visitor: Option<Visitor>,
    pub(super) gone: Option<Url>,
}

/// An answer.
pub(super) struct Seen {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Seen {
    /// The media type as it was sent.
    pub(super) fn content_type(&self) -> &str {
        media::content_type(&self.headers).unwrap_or("no Content-Type")
    }

    /// The body as JSON, within our limits.
    pub(super) fn json(&self) -> Result<Value, String> {
        if !(200..300).contains(&self.status) {
            return Err(format!("it answered {}", self.status));
        }
        limits::read_json(&self.body).map_err(|why| why.to_string())
    }
}

impl Probe {
    /// Begins. `urls` is how we introduce ourselves.
    pub fn new(
        settings: &Federation,
        urls: &Urls,
        clock: Arc<dyn Clock>,
        visitor: Option<Visitor>,
    ) -> Result<Self, ClientProblem> {
        Ok(Self {
            client: client::build(settings, urls)?,
            rules: AddressRules::new(settings),
            clock,
            visitor,
            gone: None,
        })
    }

    /// Looks as well at an address where something was and is no more.
    #[must_use]
    pub fn with_gone(self, gone: Option<Url>) -> Self {
        Self { gone, ..self }
    }

    /// The address `https://host/`; plain http for names of this machine where that is allowed.
    pub(super) fn origin_of(&self, host: &str) -> Result<Url, String> {
        let name = host.split(':').next().unwrap_or_default();
        let here = self.rules.loopback() && is_name_of_this_machine(name);
        let scheme = if here { "http" } else { "https" };
        self.rules
            .parse(&format!("{scheme}://{host}/"))
            .map_err(|why| why.to_string())
    }

    /// Asks for an address.
    pub(super) async fn get(&self, url: &Url, accept: &str) -> Result<Seen, String> {
        let request = self.client.get(url.clone()).header(ACCEPT, accept);
        self.send(url, request).await
    }

    /// Asks for an address with one more header.
    pub(super) async fn get_with(
        &self,
        url: &Url,
        accept: &str,
        (name, value): (HeaderName, String),
    ) -> Result<Seen, String> {
        let request = self.client.get(url.clone()).header(ACCEPT, accept);
        self.send(url, request.header(name, value)).await
    }

    /// Asks for a document of ActivityPub; a visitor signs, because some servers show strangers only the keys of their actors, or nothing.
    pub(super) async fn ask(&self, url: &Url, accept: &str) -> Result<Seen, String> {
        let Some(visitor) = &self.visitor else {
            return self.get(url, accept).await;
        };
        let mut request = self.client.get(url.clone()).header(ACCEPT, accept);
        for (name, value) in visitor.signed_get(url, self.clock.wire())? {
            request = request.header(name, value);
        }
        self.send(url, request).await
    }

    /// Reads a document of ActivityPub: a success, of the right media type, JSON.
    pub(super) async fn document(&self, url: &Url) -> Result<Value, String> {
        let seen = self.ask(url, media::ACCEPTED).await?;
        let value = seen.json()?;
        if media::is_document(seen.content_type()) {
            Ok(value)
        } else {
            Err(format!("it is served as {}", seen.content_type()))
        }
    }

    /// Posts a body with these headers; returns the status.
    pub(super) async fn post(
        &self,
        url: &Url,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<u16, String> {
        let mut request = self.client.request(Method::POST, url.clone()).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header(CONTENT_TYPE, media::ACTIVITY_JSON);
        }
        Ok(self.send(url, request).await?.status)
    }

    async fn send(&self, url: &Url, request: reqwest::RequestBuilder) -> Result<Seen, String> {
        self.rules.check(url).map_err(|why| why.to_string())?;
        let answer = request.send().await.map_err(|error| cause(&error))?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = read_answer(answer, LIMIT)
            .await
            .map_err(|why| why.to_string())?;
        Ok(Seen {
            status,
            headers,
            body,
        })
    }
}
