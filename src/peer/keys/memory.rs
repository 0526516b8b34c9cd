//! Keys of others in memory.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use musette_federation::signature::PublicKey;

/// How many entries are kept.
const MOST: u64 = 50_000;
/// How long a key is kept parsed. Another process may have replaced its row.
const IN_MEMORY: Duration = Duration::from_hours(1);
/// For how long after an actor's keys were forgotten what a reader of our table brings of them may be from before that.
const LATELY: Duration = Duration::from_secs(10);

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
    lately: Cache<String, ()>,
}

impl Default for RemoteKeys {
    fn default() -> Self {
        Self {
            by_id: kept_for(IN_MEMORY),
            of_owner: Cache::new(MOST),
            lately: kept_for(LATELY),
        }
    }
}

/// Keeps each entry so long.
pub fn kept_for<V: Clone + Send + Sync + 'static>(time: Duration) -> Cache<String, V> {
    Cache::builder()
        .max_capacity(MOST)
        .time_to_live(time)
        .build()
}

impl RemoteKeys {
    /// The key with this id.
    pub fn get(&self, id: &str) -> Option<Arc<KnownKey>> {
        self.by_id.get(id)
    }

    /// Remembers a key that its server showed just now.
    pub fn remember(&self, id: &str, known: &Arc<KnownKey>) {
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

    /// Remembers a key that was read from our table. It may be the one that was replaced, and forgotten here, while it was read.
    pub fn remember_row(&self, id: &str, known: &Arc<KnownKey>) {
        self.remember(id, known);
        if self.lately.contains_key(&known.owner) {
            self.by_id.invalidate(id);
        }
    }

    /// Forgets an actor's keys, because its document was read anew or it is gone.
    pub fn forget_owner(&self, owner: &str) {
        self.lately.insert(owner.to_owned(), ());
        if let Some(ids) = self.of_owner.remove(owner) {
            for id in ids.iter() {
                self.by_id.invalidate(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use musette_federation::signature::RsaKey;

    use super::*;

    fn a_key(owner: &str) -> Arc<KnownKey> {
        let pem = RsaKey::generate().unwrap().public_key_pem();
        Arc::new(KnownKey {
            owner: owner.to_owned(),
            key: PublicKey::from_pem(&pem).unwrap(),
        })
    }

    #[test]
    fn what_was_read_before_it_was_forgotten_is_not_remembered_after() {
        let keys = RemoteKeys::default();
        let (old, new) = (a_key("anna"), a_key("anna"));
        keys.remember_row("anna#key", &old);
        assert_eq!(keys.by_id.get("anna#key"), Some(Arc::clone(&old)));
        keys.forget_owner("anna");
        assert_eq!(keys.by_id.get("anna#key"), None);
        // A reader that began before comes late with the old one.
        keys.remember_row("anna#key", &old);
        assert_eq!(keys.by_id.get("anna#key"), None);
        // What its server shows now is another matter.
        keys.remember("anna#key", &new);
        assert_eq!(keys.by_id.get("anna#key"), Some(new));
        let other = a_key("eve");
        keys.remember_row("eve#key", &other);
        assert_eq!(keys.by_id.get("eve#key"), Some(other));
    }

    #[test]
    fn nothing_is_remembered_for_ever() {
        let keys = RemoteKeys::default();
        assert_eq!(keys.by_id.policy().time_to_live(), Some(IN_MEMORY));
    }
}
