//! Keys of others: in memory, in our table, or fetched, in that order; never fetched more often than sense allows.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use moka::future::Cache as FutureCache;
use moka::sync::Cache;
use musette_domain::Instant;
use musette_federation::remote_key::{names_owner, read_keys};
use musette_federation::signature::{KeyAlgorithm, PublicKey};
use musette_federation::{RemoteKey, web_address};
use url::Url;

use super::rate::Rate;
use crate::app::Clock;
use crate::peer::fetch::{Actor, Errand, FetchProblem, Resolve};
use crate::store::{self, Conn, Db, actor_key};

pub use super::memory::{KnownKey, RemoteKeys};

/// How long a key in our table is believed without asking its server.
const BELIEVED: TimeDelta = TimeDelta::days(7);
/// How long it goes on when its server, asked again, does not show it.
const AT_MOST: TimeDelta = TimeDelta::days(30);
/// How long a key may take to come: less than a request of another server may take altogether, so that its sender hears why nothing came of it.
pub const WITHIN: Duration = Duration::from_secs(4);
/// How long a key that could not be had is not asked for again.
const MISSING: Duration = Duration::from_mins(10);
/// The same when its server only had trouble.
const UNREACHABLE: Duration = Duration::from_secs(30);
/// How often an actor whose signature does not fit is read again.
const AGAIN: Duration = Duration::from_mins(5);

/// Writes the keys of an actor that was read just now; keys it no longer lists are gone.
///
/// A key with an address of its own is not taken on the actor's word: [`KeyFinder`] asks that address first.
pub fn store_keys(
    c: &mut Conn,
    owner: &str,
    keys: &[RemoteKey],
    now: Instant,
) -> store::Result<()> {
    let (own, apart): (Vec<_>, Vec<_>) = keys
        .iter()
        .map(|key| row(&key.id, owner, &key.key, now))
        .partition(|row| names_owner(&row.id, owner));
    actor_key::replace_of(c, owner, &own, &apart)
}

fn row(id: &str, owner: &str, key: &PublicKey, now: Instant) -> actor_key::ActorKey {
    actor_key::ActorKey {
        id: id.to_owned(),
        owner: owner.to_owned(),
        algorithm: key.algorithm().name().to_owned(),
        public_key: key.to_bytes().to_vec(),
        fetched_at: now,
    }
}

/// The address that a key id is.
fn address_of(id: &str) -> Result<Url, FetchProblem> {
    web_address(id).ok_or_else(|| FetchProblem::NotUnderstood {
        url: id.chars().take(300).collect(),
        why: "the key id is not an address".into(),
    })
}

/// A key from our table, and how long ago its server showed it.
struct Stored {
    known: Arc<KnownKey>,
    age: TimeDelta,
}

/// Finds keys of others.
pub struct KeyFinder {
    db: Db,
    clock: Arc<dyn Clock>,
    fetch: Arc<dyn Resolve>,
    known: RemoteKeys,
    within: Duration,
    fetching: FutureCache<String, Arc<KnownKey>>,
    missing: Cache<String, FetchProblem>,
    unreachable: Cache<String, FetchProblem>,
    again: Cache<String, ()>,
    left: Cache<String, ()>,
    rate: Rate,
}

/// How many entries there are of what is remembered for a short time.
const ENTRIES: u64 = 10_000;

/// Keeps each entry so long.
fn kept_for<V: Clone + Send + Sync + 'static>(time: Duration) -> Cache<String, V> {
    Cache::builder()
        .max_capacity(ENTRIES)
        .time_to_live(time)
        .build()
}

impl KeyFinder {
    /// Finds keys by `fetch`, each of which may take so long, and keeps them in `known` and `db`.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        fetch: Arc<dyn Resolve>,
        known: RemoteKeys,
        within: Duration,
    ) -> Self {
        Self {
            db,
            clock,
            fetch,
            known,
            within,
            // Only holds those who wait for the same key together.
            fetching: FutureCache::builder()
                .max_capacity(1_000)
                .time_to_live(Duration::from_secs(1))
                .build(),
            missing: kept_for(MISSING),
            unreachable: kept_for(UNREACHABLE),
            again: kept_for(AGAIN),
            left: kept_for(AGAIN),
            rate: Rate::default(),
        }
    }

    /// The key with this id in our table.
    async fn stored(&self, id: &str) -> store::Result<Option<Stored>> {
        let wanted = id.to_owned();
        let row = self
            .db
            .read(move |c| actor_key::find_optional(c, &wanted))
            .await?;
        let Some(row) = row else { return Ok(None) };
        let key = KeyAlgorithm::from_name(&row.algorithm)
            .and_then(|algorithm| PublicKey::from_bytes(algorithm, &row.public_key).ok());
        Ok(key.map(|key| Stored {
            known: Arc::new(KnownKey {
                owner: row.owner,
                key,
            }),
            age: self.clock.wire().since(row.fetched_at),
        }))
    }

    /// The key with this id: as we know it, or fetched when we do not, or have not for a week. A server that does not show it just now does not unmake
    /// the one that we have, until a month has passed.
    pub async fn find(&self, id: &str, errand: &Errand) -> Result<Arc<KnownKey>, FetchProblem> {
        if let Some(known) = self.known.get(id) {
            return Ok(known);
        }
        let stored = self.stored(id).await?;
        if let Some(fresh) = stored.as_ref().filter(|stored| stored.age <= BELIEVED) {
            self.known.remember_row(id, &fresh.known);
            return Ok(Arc::clone(&fresh.known));
        }
        let problem = match self.fetch_once(id, errand).await {
            Ok(known) => return Ok(known),
            Err(problem) => problem,
        };
        // Who is refused, or hears nothing, has not heard that the key is another one.
        let says_nothing =
            problem.is_transient() || matches!(problem, FetchProblem::Refused { .. });
        match stored {
            Some(old) if says_nothing && old.age <= AT_MOST => {
                self.known.remember_row(id, &old.known);
                Ok(old.known)
            }
            _ => Err(problem),
        }
    }

    /// Fetches a key, for all who wait for it; not again so soon when it could not be had.
    async fn fetch_once(&self, id: &str, errand: &Errand) -> Result<Arc<KnownKey>, FetchProblem> {
        let remembered = self.missing.get(id).or_else(|| self.unreachable.get(id));
        if let Some(problem) = remembered {
            return Err(problem);
        }
        let found = self
            .fetching
            .try_get_with(id.to_owned(), Box::pin(self.fetch_key(id, errand)))
            .await;
        // From here on the key is remembered with its owner, who may lose it at any moment.
        self.fetching.invalidate(id).await;
        found.map_err(|problem| {
            let problem = problem.as_ref().clone();
            let cache = if problem.is_transient() {
                &self.unreachable
            } else {
                &self.missing
            };
            if !matches!(problem, FetchProblem::Store(_) | FetchProblem::TooMany(_)) {
                cache.insert(id.to_owned(), problem.clone());
            }
            problem
        })
    }

    /// Forgets an actor's keys in memory, because its rows have changed.
    pub fn forget_owner(&self, owner: &str) {
        self.known.forget_owner(owner);
    }

    /// Reads a key anew after a signature that did not fit, or that another actor was thought to have made; at most once in five minutes for one actor.
    pub async fn find_again(
        &self,
        id: &str,
        owner: &Url,
        errand: &Errand,
    ) -> Result<Option<Arc<KnownKey>>, FetchProblem> {
        if self.again.contains_key(owner.as_str()) {
            return Ok(None);
        }
        self.rate.take(owner)?;
        self.again.insert(owner.to_string(), ());
        if names_owner(id, owner.as_str()) {
            let actor = self.actor(owner, errand).await?;
            return self.key_of(&actor, id).map(Some);
        }
        self.read_key(id, &address_of(id)?, errand).await.map(Some)
    }

    /// Whether an actor's own address says that it is gone for good (410); asked at most once in five minutes for one actor. A problem only when its
    /// server was asked too often.
    pub async fn is_gone(&self, actor: &Url, errand: &Errand) -> Result<bool, FetchProblem> {
        if self.left.contains_key(actor.as_str()) {
            return Ok(false);
        }
        self.rate.take(actor)?;
        self.left.insert(actor.to_string(), ());
        let found = self.actor(actor, errand).await;
        Ok(matches!(found, Err(FetchProblem::Gone(_))))
    }

    async fn fetch_key(&self, id: &str, errand: &Errand) -> Result<Arc<KnownKey>, FetchProblem> {
        let url = address_of(id)?;
        self.rate.take(&url)?;
        self.read_key(id, &url, errand).await
    }

    /// Reads a key at its address, and keeps it.
    async fn read_key(
        &self,
        id: &str,
        url: &Url,
        errand: &Errand,
    ) -> Result<Arc<KnownKey>, FetchProblem> {
        let actor = self.in_time(url, self.owner_of(url, errand)).await?;
        let known = self.key_of(&actor, id)?;
        if !names_owner(id, &known.owner) {
            // Its own address has said whose it is, and the owner that it is so: now it is kept.
            let row = row(id, &known.owner, &known.key, actor.row.fetched_at);
            self.db.write(move |c| actor_key::put(c, &row)).await?;
        }
        Ok(known)
    }

    /// The actor whose key is at this address.
    async fn owner_of(&self, url: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
        match self.fetch.actor_anew(url, errand).await {
            // Perhaps a key that stands alone: its owner must list it.
            Err(FetchProblem::NotUnderstood { .. }) => {
                let document = self.fetch.object(url, errand).await?;
                let keys =
                    read_keys(&document).map_err(|e| FetchProblem::not_understood(url, e))?;
                let owner = keys
                    .first()
                    .map(|key| key.owner.clone())
                    .ok_or_else(|| FetchProblem::not_understood(url, "there is no key in it"))?;
                self.fetch.actor_anew(&owner, errand).await
            }
            found => found,
        }
    }

    /// An actor, read anew.
    async fn actor(&self, id: &Url, errand: &Errand) -> Result<Actor, FetchProblem> {
        self.in_time(id, self.fetch.actor_anew(id, errand)).await
    }

    /// What comes in time.
    async fn in_time<T>(
        &self,
        url: &Url,
        work: impl Future<Output = Result<T, FetchProblem>>,
    ) -> Result<T, FetchProblem> {
        let late = |_| FetchProblem::unreachable(url, "its key took too long");
        tokio::time::timeout(self.within, work)
            .await
            .map_err(late)?
    }

    /// The key that an actor's own document lists under this id. The actor's id itself stands for its first RSA key.
    fn key_of(&self, actor: &Actor, id: &str) -> Result<Arc<KnownKey>, FetchProblem> {
        let document = actor.document()?;
        let listed = document.keys.iter().find(|key| key.id == id).or_else(|| {
            document
                .keys
                .iter()
                .find(|key| id == document.id.as_str() && matches!(key.key, PublicKey::Rsa(_)))
        });
        let listed = listed.ok_or_else(|| {
            FetchProblem::not_understood(
                &document.id,
                "the actor does not list the key that signed",
            )
        })?;
        let known = Arc::new(KnownKey {
            owner: document.id.to_string(),
            key: listed.key.clone(),
        });
        self.known.remember(id, &known);
        Ok(known)
    }
}
