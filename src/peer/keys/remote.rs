//! Keys of others: in memory, in our table, or fetched, in that order; never fetched more often than sense allows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use moka::future::Cache as FutureCache;
use moka::sync::Cache;
use musette_domain::Instant;
use musette_federation::remote_key::{names_owner, read_keys};
use musette_federation::signature::{KeyAlgorithm, PublicKey};
use musette_federation::{RemoteKey, web_address};
use url::Url;

use crate::peer::address::{authority, is_localhost};
use crate::peer::fetch::{Actor, Errand, FetchProblem, Resolve};
use crate::store::{self, Conn, Db, actor_key};

/// How many keys are kept parsed.
const MOST: u64 = 50_000;
/// How long a key that could not be had is not asked for again.
const MISSING: Duration = Duration::from_mins(10);
/// The same when its server only had trouble.
const UNREACHABLE: Duration = Duration::from_secs(30);
/// How often an actor whose signature does not fit is read again.
const AGAIN: Duration = Duration::from_mins(5);
/// How many unknown keys of one host are asked for in a minute.
const PER_MINUTE: u32 = 300;
/// The same for all hosts below one name: whoever owns a name can make hosts below it without end.
const PER_MINUTE_BELOW: u32 = 3_000;

/// A key and whose it is.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// The actor.
    pub owner: String,
    /// The key.
    pub key: PublicKey,
}

/// Keys of others in memory.
#[derive(Clone)]
pub struct RemoteKeys {
    by_id: Cache<String, Arc<KnownKey>>,
    of_owner: Cache<String, Arc<Vec<String>>>,
}

impl Default for RemoteKeys {
    fn default() -> Self {
        Self {
            by_id: Cache::new(MOST),
            of_owner: Cache::new(MOST),
        }
    }
}

impl RemoteKeys {
    fn remember(&self, id: &str, known: &Arc<KnownKey>) {
        self.by_id.insert(id.to_owned(), Arc::clone(known));
        let mut ids = self
            .of_owner
            .get(&known.owner)
            .map(|ids| ids.as_ref().clone())
            .unwrap_or_default();
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
            self.of_owner.insert(known.owner.clone(), Arc::new(ids));
        }
    }

    /// Forgets an actor's keys, because its document was read anew or it is gone.
    pub fn forget_owner(&self, owner: &str) {
        if let Some(ids) = self.of_owner.remove(owner) {
            for id in ids.iter() {
                self.by_id.invalidate(id);
            }
        }
    }
}

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

/// Finds keys of others.
pub struct KeyFinder {
    db: Db,
    fetch: Arc<dyn Resolve>,
    known: RemoteKeys,
    fetching: FutureCache<String, Arc<KnownKey>>,
    missing: Cache<String, FetchProblem>,
    unreachable: Cache<String, FetchProblem>,
    again: Cache<String, ()>,
    left: Cache<String, ()>,
    rate: Cache<String, Arc<AtomicU32>>,
}

impl KeyFinder {
    /// Finds keys by `fetch`, and keeps them in `known` and `db`.
    pub fn new(db: Db, fetch: Arc<dyn Resolve>, known: RemoteKeys) -> Self {
        let timed = |time| Cache::builder().max_capacity(MOST).time_to_live(time);
        Self {
            db,
            fetch,
            known,
            // Only holds those who wait for the same key together.
            fetching: FutureCache::builder()
                .max_capacity(1_000)
                .time_to_live(Duration::from_secs(1))
                .build(),
            missing: timed(MISSING).build(),
            unreachable: Cache::builder()
                .max_capacity(MOST)
                .time_to_live(UNREACHABLE)
                .build(),
            again: Cache::builder()
                .max_capacity(MOST)
                .time_to_live(AGAIN)
                .build(),
            left: Cache::builder()
                .max_capacity(MOST)
                .time_to_live(AGAIN)
                .build(),
            rate: Cache::builder()
                .max_capacity(MOST)
                .time_to_live(Duration::from_mins(1))
                .build(),
        }
    }

    /// The key with this id if we know it, without any request.
    pub async fn known(&self, id: &str) -> store::Result<Option<Arc<KnownKey>>> {
        if let Some(known) = self.known.by_id.get(id) {
            return Ok(Some(known));
        }
        let wanted = id.to_owned();
        let row = self
            .db
            .read(move |c| actor_key::find_optional(c, &wanted))
            .await?;
        let Some(row) = row else { return Ok(None) };
        let key = KeyAlgorithm::from_name(&row.algorithm)
            .and_then(|algorithm| PublicKey::from_bytes(algorithm, &row.public_key).ok());
        let Some(key) = key else { return Ok(None) };
        let known = Arc::new(KnownKey {
            owner: row.owner,
            key,
        });
        self.known.remember(id, &known);
        Ok(Some(known))
    }

    /// The key with this id, fetched if need be.
    pub async fn find(&self, id: &str, errand: &Errand) -> Result<Arc<KnownKey>, FetchProblem> {
        if let Some(known) = self.known(id).await? {
            return Ok(known);
        }
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
        self.again.insert(owner.to_string(), ());
        if names_owner(id, owner.as_str()) {
            let actor = self.fetch.actor_anew(owner, errand).await?;
            return self.key_of(&actor, id).map(Some);
        }
        self.fetch_key(id, errand).await.map(Some)
    }

    /// Whether an actor's own address says that it is gone for good (410); asked at most once in five minutes for one actor.
    pub async fn is_gone(&self, actor: &Url, errand: &Errand) -> bool {
        if self.left.contains_key(actor.as_str()) {
            return false;
        }
        self.left.insert(actor.to_string(), ());
        let found = self.fetch.actor_anew(actor, errand).await;
        matches!(found, Err(FetchProblem::Gone(_)))
    }

    async fn fetch_key(&self, id: &str, errand: &Errand) -> Result<Arc<KnownKey>, FetchProblem> {
        let url = web_address(id).ok_or_else(|| FetchProblem::NotUnderstood {
            url: id.chars().take(300).collect(),
            why: "the key id is not an address".into(),
        })?;
        self.count(&url)?;
        let actor = match self.fetch.actor_anew(&url, errand).await {
            Ok(actor) => actor,
            // Perhaps a key that stands alone: its owner must list it.
            Err(FetchProblem::NotUnderstood { .. }) => {
                let document = self.fetch.object(&url, errand).await?;
                let keys =
                    read_keys(&document).map_err(|e| FetchProblem::not_understood(&url, e))?;
                let owner = keys
                    .first()
                    .map(|key| key.owner.clone())
                    .ok_or_else(|| FetchProblem::not_understood(&url, "there is no key in it"))?;
                self.fetch.actor_anew(&owner, errand).await?
            }
            Err(other) => return Err(other),
        };
        let known = self.key_of(&actor, id)?;
        if !names_owner(id, &known.owner) {
            // Its own address has said whose it is, and the owner that it is so: now it is kept.
            let row = row(id, &known.owner, &known.key, actor.row.fetched_at);
            self.db.write(move |c| actor_key::put(c, &row)).await?;
        }
        Ok(known)
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

    /// Counts a request for an unknown key of a host; refuses when there are too many.
    fn count(&self, url: &Url) -> Result<(), FetchProblem> {
        let host = authority(url);
        if self.more_than(PER_MINUTE, &host) {
            return Err(FetchProblem::TooMany(host));
        }
        match name_above(url.host_str().unwrap_or_default()) {
            Some(above) if self.more_than(PER_MINUTE_BELOW, &format!("*.{above}")) => {
                Err(FetchProblem::TooMany(above.to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Counts in the bucket of `name`; says whether it has had its share of the minute.
    fn more_than(&self, most: u32, name: &str) -> bool {
        let count = self
            .rate
            .get_with(name.to_owned(), || Arc::new(AtomicU32::new(0)));
        count.fetch_add(1, Ordering::Relaxed) >= most
    }
}

/// The last two labels of a name with more than two, which is as near to its owner as a name shows. None for names of this machine.
fn name_above(host: &str) -> Option<&str> {
    if is_localhost(host) {
        return None;
    }
    let (before_last, _) = host.rmatch_indices('.').nth(1)?;
    host.get(before_last + 1..)
}

#[cfg(test)]
mod tests {
    use super::name_above;

    #[test]
    fn names_below_one_name_are_counted_together() {
        for (host, above) in [
            ("a.evil.example", Some("evil.example")),
            ("a.b.c.evil.example", Some("evil.example")),
            ("evil.example", None),
            ("example", None),
            ("anna.localhost", None),
            ("x.anna.localhost", None),
        ] {
            assert_eq!(name_above(host), above, "{host}");
        }
    }
}
