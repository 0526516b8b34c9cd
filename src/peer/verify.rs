//! Who sent this? Cheap refusals first, then our table, then, if it must be, the network.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use musette_federation::remote_key::names_owner;
use musette_federation::signature::{self, Profile, Refusal, SignedRequest, Unverified};
use musette_federation::{same_origin, web_address};
use url::Url;

use super::fetch::{Errand, FetchProblem};
use super::keys::remote::{KeyFinder, KnownKey};
use crate::app::Clock;
use crate::url::Urls;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The method.
    pub method: Method,
    /// The address as it came over the wire, before any router took a prefix away.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; none for a GET.
    pub body: Option<Bytes>,
}

/// Says who sent a request.
#[async_trait]
pub trait VerifyRequest: Send + Sync {
    /// Reads the signature and checks all that needs no key.
    fn read(&self, incoming: &Incoming, profile: Profile) -> Result<Unverified, Refusal>;
    /// Checks the signature with the key it names, which must be `actor`'s. May ask the actor's server for the key.
    async fn prove(
        &self,
        unverified: &Unverified,
        actor: &Url,
        errand: &Errand,
    ) -> Result<(), Refusal>;
    /// Checks the signature of a reader, who names nobody but its key; says whose that is.
    async fn prove_reader(&self, unverified: &Unverified, errand: &Errand) -> Result<Url, Refusal>;
}

/// Verifies requests by the keys that actors publish.
pub struct Verifier {
    urls: Urls,
    clock: Arc<dyn Clock>,
    keys: Arc<KeyFinder>,
}

impl Verifier {
    /// Verifies requests that are meant for `urls`.
    pub const fn new(urls: Urls, clock: Arc<dyn Clock>, keys: Arc<KeyFinder>) -> Self {
        Self { urls, clock, keys }
    }

    async fn key(
        &self,
        unverified: &Unverified,
        actor: &Url,
        errand: &Errand,
    ) -> Result<Arc<KnownKey>, Refusal> {
        let id = &unverified.key_id;
        // A key lives at its owner's server: no other server is ever asked.
        if !web_address(id).is_some_and(|key| same_origin(&key, actor)) {
            return Err(wrong_owner(unverified, actor));
        }
        let known = self
            .keys
            .find(id, errand)
            .await
            .map_err(|problem| refusal(id, &problem))?;
        if known.owner == actor.as_str() {
            return Ok(known);
        }
        // A key that is named by its owner's id has no other owner. One with an address of its own may have changed hands: that address decides.
        if names_owner(id, &known.owner) {
            return Err(wrong_owner(unverified, actor));
        }
        let again = self
            .keys
            .find_again(id, actor, errand)
            .await
            .map_err(|problem| refusal(id, &problem))?;
        again
            .filter(|known| known.owner == actor.as_str())
            .ok_or_else(|| wrong_owner(unverified, actor))
    }
}

#[async_trait]
impl VerifyRequest for Verifier {
    fn read(&self, incoming: &Incoming, profile: Profile) -> Result<Unverified, Refusal> {
        let mut headers: Vec<(&str, &[u8])> = incoming
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        // HTTP/2 has no Host header.
        if !incoming.headers.contains_key(http::header::HOST)
            && let Some(authority) = incoming.uri.authority()
        {
            headers.push(("host", authority.as_str().as_bytes()));
        }
        let scheme = self.urls.origin().split(':').next().unwrap_or("https");
        let path = incoming
            .uri
            .path_and_query()
            .map_or("/", http::uri::PathAndQuery::as_str);
        let request = SignedRequest {
            method: incoming.method.as_str(),
            scheme,
            authority: self.urls.authority(),
            path_and_query: path,
            headers: &headers,
            body: incoming.body.as_deref(),
        };
        signature::read(&request, self.clock.wire().unix_seconds(), profile)
    }

    async fn prove(
        &self,
        unverified: &Unverified,
        actor: &Url,
        errand: &Errand,
    ) -> Result<(), Refusal> {
        let known = self.key(unverified, actor, errand).await?;
        let Err(refused) = unverified.verify(&known.key) else {
            return Ok(());
        };
        // The key may have been replaced since we read it.
        let again = self
            .keys
            .find_again(&unverified.key_id, actor, errand)
            .await
            .map_err(|problem| refusal(&unverified.key_id, &problem))?;
        match again {
            Some(known) if known.owner == actor.as_str() => unverified.verify(&known.key),
            _ => Err(refused),
        }
    }

    async fn prove_reader(&self, unverified: &Unverified, errand: &Errand) -> Result<Url, Refusal> {
        let id = &unverified.key_id;
        let known = self
            .keys
            .find(id, errand)
            .await
            .map_err(|problem| refusal(id, &problem))?;
        let owner =
            web_address(&known.owner).ok_or(Refusal::Malformed("the key id is not an address"))?;
        self.prove(unverified, &owner, errand).await?;
        Ok(owner)
    }
}

fn wrong_owner(unverified: &Unverified, actor: &Url) -> Refusal {
    Refusal::WrongOwner {
        key_id: unverified.key_id.clone(),
        actor: actor.to_string(),
    }
}

/// What it means for the sender that a key could not be had.
pub(super) fn refusal(id: &str, problem: &FetchProblem) -> Refusal {
    tracing::debug!(key.id = id, problem = %problem, "a key could not be had");
    match problem {
        FetchProblem::TooMany(host) => Refusal::TooManyKeys(host.clone()),
        problem if problem.is_transient() => Refusal::KeyUnreachable(id.to_owned()),
        _ => Refusal::KeyGone(id.to_owned()),
    }
}
