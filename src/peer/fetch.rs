//! Reading documents elsewhere: signed, of the right media type, from where they say they are, and never more than twenty for one message.
//!
//! The library `activitypub_federation` does the fetching; what it may reach, how requests are signed and which answers count is decided here.

pub mod actor;
pub mod problem;
pub mod signed;

use std::sync::Arc;
use std::time::Duration;

use activitypub_federation::config::{Data, FederationConfig, UrlVerifier};
use activitypub_federation::error::Error as LibraryError;
use activitypub_federation::fetch::fetch_object_http;
use activitypub_federation::fetch::object_id::ObjectId;
use async_trait::async_trait;
use musette_federation::same_origin;
use serde_json::Value;
use url::Url;

pub use actor::Actor;
pub use problem::FetchProblem;

use crate::app::Clock;
use crate::peer::address::{AddressRules, authority};
use crate::peer::client::{TOTAL, read_answer};
use crate::peer::hosts::Hosts;
use crate::peer::keys::remote::RemoteKeys;
use crate::store::Db;
use crate::url::Urls;

/// How many requests one message may cause.
pub const BUDGET: u32 = 20;
/// The largest answer of WebFinger and NodeInfo, in bytes.
const SMALL: usize = 64 * 1024;

/// What fetching stands on.
#[derive(Clone)]
pub struct Ground {
    /// The database.
    pub db: Db,
    /// Wire time.
    pub clock: Arc<dyn Clock>,
    /// Keys of others, as far as known.
    pub remote_keys: RemoteKeys,
    /// Which signature each host takes.
    pub hosts: Hosts,
}

/// One message's or one person's errand: what it fetches is counted.
pub struct Errand(Data<Ground>);

/// Reads documents elsewhere.
#[async_trait]
pub trait Resolve: Send + Sync {
    /// Begins an errand with a full budget.
    fn errand(&self) -> Errand;
    /// Reads the object at `url`. Its `id` is the address it came from, at the origin that was asked.
    async fn object(&self, url: &Url, errand: &Errand) -> Result<Value, FetchProblem>;
    /// Finds an actor: in our table if what we know is fresh, else there.
    async fn actor(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem>;
    /// Reads an actor anew, whatever we know.
    async fn actor_anew(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem>;
    /// Reads plain JSON that is no object of ActivityPub: WebFinger, NodeInfo.
    async fn json(&self, url: &Url, accept: &'static str) -> Result<Value, FetchProblem>;
}

/// Reads documents elsewhere through the library.
#[derive(Clone)]
pub struct Fetcher {
    config: FederationConfig<Ground>,
    client: reqwest::Client,
    rules: AddressRules,
    hosts: Hosts,
}

impl Fetcher {
    /// Puts the library, our client and our signatures together.
    pub async fn new(
        client: reqwest::Client,
        signed: signed::SignedFetch,
        ground: Ground,
        urls: &Urls,
    ) -> Result<Self, String> {
        let (rules, hosts) = (signed.rules, signed.hosts.clone());
        let with_signature = reqwest_middleware::ClientBuilder::new(client.clone())
            .with(signed)
            .build();
        let config = FederationConfig::builder()
            .domain(urls.authority())
            .app_data(ground)
            .http_fetch_limit(BUDGET)
            .client(with_signature)
            .request_timeout(TOTAL)
            .url_verifier(Box::new(Verifier(rules)))
            // The library's word for plain http and ports. What is reachable is decided by our rules and our resolver in either case.
            .debug(rules.loopback())
            .build()
            .await
            .map_err(|e| e.to_string())?;
        Ok(Self {
            config,
            client,
            rules,
            hosts,
        })
    }

    /// Refuses addresses that we do not speak to, and servers that the administrator blocked.
    async fn allow(&self, url: &Url) -> Result<(), FetchProblem> {
        self.rules.check(url)?;
        let host = authority(url);
        if self.hosts.is_blocked(&host).await? {
            return Err(FetchProblem::Blocked(host));
        }
        Ok(())
    }

    /// Which addresses are spoken to.
    pub const fn rules(&self) -> AddressRules {
        self.rules
    }
}

/// Applies our rules wherever the library looks at an address.
#[derive(Clone)]
struct Verifier(AddressRules);

#[async_trait]
impl UrlVerifier for Verifier {
    async fn verify(&self, url: &Url) -> Result<(), LibraryError> {
        self.0
            .check(url)
            .map_err(|_| LibraryError::UrlVerificationError("it names no server of the Fediverse"))
    }
}

#[async_trait]
impl Resolve for Fetcher {
    fn errand(&self) -> Errand {
        Errand(self.config.to_request_data())
    }

    async fn object(&self, url: &Url, errand: &Errand) -> Result<Value, FetchProblem> {
        self.allow(url).await?;
        let answer = fetch_object_http::<Ground, Value>(&plain(url), &errand.0).await?;
        if same_origin(&answer.url, url) {
            Ok(answer.object)
        } else {
            Err(FetchProblem::not_understood(
                url,
                "the answer came from another server",
            ))
        }
    }

    async fn actor(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
        self.allow(id).await?;
        let found = ObjectId::<Actor>::from(plain(id))
            .dereference(&errand.0)
            .await?;
        same_actor(found, id)
    }

    async fn actor_anew(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
        self.allow(id).await?;
        let found = ObjectId::<Actor>::from(plain(id))
            .dereference_forced(&errand.0)
            .await?;
        same_actor(found, id)
    }

    async fn json(&self, url: &Url, accept: &'static str) -> Result<Value, FetchProblem> {
        self.allow(url).await?;
        let answer = self
            .client
            .get(url.clone())
            .header(http::header::ACCEPT, accept)
            .timeout(Duration::from_secs(5))
            .send()
            .await
            .map_err(|e| signed::from_reqwest(&e, url))?;
        let status = answer.status().as_u16();
        match status {
            200..=299 => {}
            404 | 410 => return Err(FetchProblem::Gone(url.to_string())),
            408 | 429 | 500.. => {
                return Err(FetchProblem::unreachable(
                    url,
                    format!("it answered {status}"),
                ));
            }
            _ => {
                return Err(FetchProblem::Refused {
                    url: url.to_string(),
                    status,
                });
            }
        }
        let body = read_answer(answer, SMALL)
            .await
            .map_err(|e| FetchProblem::not_understood(url, e))?;
        musette_federation::limits::read_json(&body)
            .map_err(|e| FetchProblem::not_understood(url, e))
    }
}

/// The address without a fragment: what is asked for over HTTP.
fn plain(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}

/// Refuses an actor that speaks for another server than the one that was asked.
fn same_actor(found: Actor, asked: &Url) -> Result<Actor, FetchProblem> {
    if found.is_gone() {
        return Err(FetchProblem::Gone(asked.to_string()));
    }
    if same_origin(&found.id, asked) {
        Ok(found)
    } else {
        Err(FetchProblem::not_understood(
            asked,
            "the answer came from another server",
        ))
    }
}

impl Actor {
    /// Whether it is known to be gone.
    pub fn is_gone(&self) -> bool {
        self.row.gone_at.is_some()
    }
}
