//! Reading documents elsewhere: signed, of the right media type, from where they say they are, and never more than twenty for one message.
//!
//! The library `activitypub_federation` does the fetching; what it may reach, how requests are signed and which answers count is decided here.

pub mod actor;
pub mod crawl;
pub mod plain;
pub mod problem;
pub mod robots;
pub mod signed;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use activitypub_federation::config::{Data, FederationConfig, UrlVerifier};
use activitypub_federation::error::Error as LibraryError;
use activitypub_federation::fetch::fetch_object_http;
use activitypub_federation::fetch::object_id::ObjectId;
use activitypub_federation::traits::Object as _;
use async_trait::async_trait;
use musette_federation::limits::Shaped;
use musette_federation::same_origin;
use serde_json::Value;
use url::Url;

pub use actor::Actor;
pub use crawl::Fetched;
pub use problem::FetchProblem;

use crate::app::Clock;
use crate::peer::address::{AddressRules, authority};
use crate::peer::client::TOTAL;
use crate::peer::hosts::Hosts;
use crate::peer::keys::remote::RemoteKeys;
use crate::peer::noise::Noise;
use crate::store::fetch_state::FetchState;
use crate::store::{self, Db, fetch_state, remote_actor};
use crate::url::Urls;

/// How many requests one message may cause.
pub const BUDGET: u32 = 20;

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
    /// Counts what is not believed.
    pub noise: Noise,
}

/// One message's or one person's errand: what it fetches is counted.
pub struct Errand {
    data: Data<Ground>,
    /// Requests beside those that the library counts.
    plain: AtomicU32,
    /// Whether nobody waits for it: then it is done politely.
    crawls: bool,
}

impl Errand {
    /// Refuses when the budget is spent.
    fn check(&self) -> Result<(), FetchProblem> {
        let spent = self
            .data
            .request_count()
            .saturating_add(self.plain.load(Ordering::Relaxed));
        if spent < BUDGET {
            Ok(())
        } else {
            Err(FetchProblem::Budget(BUDGET))
        }
    }

    /// Whether nobody asked for it: it may be refused what a message or a person is given.
    pub const fn crawls(&self) -> bool {
        self.crawls
    }

    /// Counts a request that the library does not make.
    fn count(&self) -> Result<(), FetchProblem> {
        self.check()?;
        self.plain.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Reads documents elsewhere.
#[async_trait]
pub trait Resolve: Send + Sync {
    /// Begins an errand with a full budget.
    fn errand(&self) -> Errand;
    /// Begins an errand that nobody waits for ([`crawl`]), with a full budget.
    fn crawl(&self) -> Errand;
    /// Reads the object at `url`. Its `id` is the address it came from, at the origin that was asked.
    async fn object(&self, url: &Url, errand: &Errand) -> Result<Value, FetchProblem>;
    /// The same, unless it is as `known` says. Only on a crawl anything is known.
    async fn object_unless(
        &self,
        url: &Url,
        known: Option<&FetchState>,
        errand: &Errand,
    ) -> Result<Fetched, FetchProblem>;
    /// Finds an actor: in our table if what we know is fresh, else there.
    async fn actor(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem>;
    /// Reads an actor anew, whatever we know.
    async fn actor_anew(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem>;
    /// Reads plain JSON that is no object of ActivityPub: WebFinger, NodeInfo.
    async fn json(
        &self,
        url: &Url,
        accept: &'static str,
        errand: &Errand,
    ) -> Result<Value, FetchProblem>;
}

/// Reads documents elsewhere through the library.
#[derive(Clone)]
pub struct Fetcher {
    config: FederationConfig<Ground>,
    plain: plain::PlainFetch,
    crawl: crawl::Crawl,
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
        let clock = Arc::clone(&ground.clock);
        let crawl = crawl::Crawl::new(with_signature.clone(), client.clone(), rules, clock);
        let config = FederationConfig::builder()
            .domain(urls.authority())
            .app_data(ground)
            .http_fetch_limit(BUDGET)
            .client(with_signature)
            .request_timeout(TOTAL)
            .url_verifier(Box::new(Verifier(rules)))
            // The library's word for leaving it to us what is reachable: our rules decide on schemes and ports, here and at each redirect, and our
            // resolver on networks, at the moment of connecting. Its own look at a name costs a question, is over before we connect, and cannot tell
            // a name that leads into a private network from one that does not resolve just now.
            .debug(true)
            .allow_http_urls(rules.loopback())
            .build()
            .await
            .map_err(|e| e.to_string())?;
        Ok(Self {
            config,
            plain: plain::PlainFetch::new(client, rules),
            crawl,
            rules,
            hosts,
        })
    }

    /// Refuses addresses that we do not speak to, and servers and actors that are suspended.
    async fn allow(&self, url: &Url) -> Result<(), FetchProblem> {
        self.rules.check(url)?;
        let host = authority(url);
        if self
            .hosts
            .policy
            .suspends(&host, Some(url.as_str()))
            .await?
        {
            return Err(FetchProblem::Blocked(host));
        }
        Ok(())
    }

    /// Begins an errand.
    fn begin(&self, crawls: bool) -> Errand {
        Errand {
            data: self.config.to_request_data(),
            plain: AtomicU32::new(0),
            crawls,
        }
    }

    /// Reads an actor anew on a crawl: what is as it was comes from our table.
    async fn crawl_actor(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
        let (ground, key) = (&*errand.data, without_fragment(id));
        let (db, now, text) = (&ground.db, ground.clock.wire(), key.to_string());
        let read = text.clone();
        let (row, known) = db
            .read(move |c| -> store::Result<_> {
                let row = remote_actor::find_optional(c, &read)?;
                let row = row.filter(|row| row.gone_at.is_none());
                Ok((row, fetch_state::find_optional(c, &read)?))
            })
            .await?;
        let known = known.filter(|_| row.is_some());
        match (self.crawl.object(&key, known.as_ref(), errand).await, row) {
            (Ok(Fetched::New(value, state)), _) => {
                let json = Shaped(value);
                Actor::verify(&json, &key, &errand.data).await?;
                let actor = Actor::from_json(json, &errand.data).await?;
                db.write(move |c| fetch_state::put(c, &state)).await?;
                Ok(actor)
            }
            (Ok(Fetched::Same), Some(row)) => {
                db.write(move |c| remote_actor::mark_read(c, &text, now))
                    .await?;
                Ok(Actor::as_stored(key, row))
            }
            (Ok(Fetched::Same), None) => Err(FetchProblem::not_understood(
                id,
                "it is as it was, but was never read",
            )),
            (Err(problem), _) => {
                if matches!(problem, FetchProblem::Gone(_)) {
                    db.write(move |c| remote_actor::mark_gone(c, &text, now))
                        .await?;
                }
                Err(problem)
            }
        }
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
        self.begin(false)
    }

    fn crawl(&self) -> Errand {
        self.begin(true)
    }

    async fn object_unless(
        &self,
        url: &Url,
        known: Option<&FetchState>,
        errand: &Errand,
    ) -> Result<Fetched, FetchProblem> {
        self.allow(url).await?;
        self.crawl.object(url, known, errand).await
    }

    async fn object(&self, url: &Url, errand: &Errand) -> Result<Value, FetchProblem> {
        self.allow(url).await?;
        if errand.crawls {
            return match self.crawl.object(url, None, errand).await? {
                Fetched::New(value, _) => Ok(value),
                Fetched::Same => Err(FetchProblem::not_understood(
                    url,
                    "it was not asked whether it changed",
                )),
            };
        }
        errand.check()?;
        let answer =
            fetch_object_http::<Ground, Shaped>(&without_fragment(url), &errand.data).await?;
        if same_origin(&answer.url, url) {
            Ok(answer.object.0)
        } else {
            Err(FetchProblem::not_understood(
                url,
                "the answer came from another server",
            ))
        }
    }

    async fn actor(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
        self.allow(id).await?;
        errand.check()?;
        let found = ObjectId::<Actor>::from(without_fragment(id))
            .dereference(&errand.data)
            .await?;
        same_actor(found, id)
    }

    async fn actor_anew(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
        self.allow(id).await?;
        errand.check()?;
        if errand.crawls {
            return same_actor(self.crawl_actor(id, errand).await?, id);
        }
        let found = ObjectId::<Actor>::from(without_fragment(id))
            .dereference_forced(&errand.data)
            .await?;
        same_actor(found, id)
    }

    async fn json(
        &self,
        url: &Url,
        accept: &'static str,
        errand: &Errand,
    ) -> Result<Value, FetchProblem> {
        self.allow(url).await?;
        let _turn = if errand.crawls {
            Some(self.crawl.turn(url).await?)
        } else {
            None
        };
        self.plain.json(url, accept, errand).await
    }
}

/// The address without a fragment: what is asked for over HTTP.
fn without_fragment(url: &Url) -> Url {
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
