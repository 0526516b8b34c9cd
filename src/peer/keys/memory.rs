//! Keys of others in memory.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use musette_federation::signature::PublicKey;

/// How many keys are kept: those of all who are heard of in a busy hour. A parsed key takes 2 KB, and reading one from our table 50 µs.
const MOST: usize = 5_000;
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

/// Keys of others in memory. Cloning is cheap.
#[derive(Clone, Default)]
pub struct RemoteKeys(Arc<RwLock<Keys>>);

impl RemoteKeys {
    /// The key with this id.
    pub fn get(&self, id: &str) -> Option<Arc<KnownKey>> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        keys.get(id, Instant::now())
    }

    /// Remembers a key that its server showed just now.
    pub fn remember(&self, id: &str, known: &Arc<KnownKey>) {
        self.change(|keys, now| keys.insert(id, known, now));
    }

    /// Remembers a key that was read from our table, unless it may be the one that was replaced, and forgotten here, while it was read.
    pub fn remember_row(&self, id: &str, known: &Arc<KnownKey>) {
        self.change(|keys, now| {
            if !keys.was_forgotten_lately(&known.owner, now) {
                keys.insert(id, known, now);
            }
        });
    }

    /// Forgets an actor's keys, because its document was read anew or it is gone.
    pub fn forget_owner(&self, owner: &str) {
        self.change(|keys, now| keys.forget(owner, now));
    }

    fn change(&self, change: impl FnOnce(&mut Keys, Instant)) {
        let mut keys = self.0.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut keys, Instant::now());
    }
}

/// The keys by id, and the ids by owner: whoever is forgotten is forgotten whole, so one never has what the other has not.
#[derive(Default)]
struct Keys {
    by_id: HashMap<String, (Arc<KnownKey>, Instant)>,
    of_owner: HashMap<String, Vec<String>>,
    lately: HashMap<String, Instant>,
    /// How many of those are swept: twice as many as were left the last time.
    sweep_at: usize,
}

impl Keys {
    fn get(&self, id: &str, now: Instant) -> Option<Arc<KnownKey>> {
        let (known, since) = self.by_id.get(id)?;
        is_within(IN_MEMORY, *since, now).then(|| Arc::clone(known))
    }

    fn insert(&mut self, id: &str, known: &Arc<KnownKey>, now: Instant) {
        self.remove(id);
        self.by_id.insert(id.to_owned(), (Arc::clone(known), now));
        let ids = self.of_owner.entry(known.owner.clone()).or_default();
        ids.push(id.to_owned());
        if self.by_id.len() > MOST {
            self.make_room(now);
        }
    }

    /// Removes what is too old, or, when nothing is, a quarter as it comes: whoever is heard of again is read again.
    fn make_room(&mut self, now: Instant) {
        let old = self.by_id.iter();
        let mut ids: Vec<String> = old
            .filter(|(_, (_, since))| !is_within(IN_MEMORY, *since, now))
            .map(|(id, _)| id.clone())
            .collect();
        if ids.is_empty() {
            ids = self.by_id.keys().take(MOST / 4 + 1).cloned().collect();
        }
        for id in ids {
            self.remove(&id);
        }
    }

    fn remove(&mut self, id: &str) {
        let Some((known, _)) = self.by_id.remove(id) else {
            return;
        };
        if let Some(ids) = self.of_owner.get_mut(&known.owner) {
            ids.retain(|other| other != id);
            if ids.is_empty() {
                self.of_owner.remove(&known.owner);
            }
        }
    }

    fn forget(&mut self, owner: &str, now: Instant) {
        if self.lately.len() >= self.sweep_at {
            self.lately.retain(|_, at| is_within(LATELY, *at, now));
            self.sweep_at = self.lately.len().saturating_mul(2).max(1_000);
        }
        self.lately.insert(owner.to_owned(), now);
        for id in self.of_owner.remove(owner).unwrap_or_default() {
            self.by_id.remove(&id);
        }
    }

    fn was_forgotten_lately(&self, owner: &str, now: Instant) -> bool {
        let at = self.lately.get(owner);
        at.is_some_and(|at| is_within(LATELY, *at, now))
    }
}

fn is_within(span: Duration, since: Instant, now: Instant) -> bool {
    now.saturating_duration_since(since) < span
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
        assert_eq!(keys.get("anna#key"), Some(Arc::clone(&old)));
        keys.forget_owner("anna");
        assert_eq!(keys.get("anna#key"), None);
        // A reader that began before comes late with the old one.
        keys.remember_row("anna#key", &old);
        assert_eq!(keys.get("anna#key"), None);
        // What its server shows now is another matter.
        keys.remember("anna#key", &new);
        assert_eq!(keys.get("anna#key"), Some(new));
        let other = a_key("eve");
        keys.remember_row("eve#key", &other);
        assert_eq!(keys.get("eve#key"), Some(other));
    }

    #[test]
    fn nothing_is_remembered_for_ever() {
        let mut keys = Keys::default();
        let (key, now) = (a_key("anna"), Instant::now());
        keys.insert("anna#key", &key, now);
        assert_eq!(keys.get("anna#key", now + IN_MEMORY / 2), Some(key));
        assert_eq!(keys.get("anna#key", now + IN_MEMORY), None);
    }

    #[test]
    fn there_is_room_for_so_many_and_whatever_goes_can_be_forgotten() {
        let mut keys = Keys::default();
        let (key, now) = (a_key("anna"), Instant::now());
        for number in 0..=MOST {
            let owner = format!("owner {}", number % 100);
            let of_owner = Arc::new(KnownKey {
                owner,
                key: key.key.clone(),
            });
            keys.insert(&format!("{number}"), &of_owner, now);
        }
        assert_eq!(keys.by_id.len(), MOST - MOST / 4);
        let listed: usize = keys.of_owner.values().map(Vec::len).sum();
        assert_eq!(listed, keys.by_id.len());
        for number in 0..100 {
            keys.forget(&format!("owner {number}"), now);
        }
        assert!(keys.by_id.is_empty() && keys.of_owner.is_empty());
        // What is too old goes first.
        keys.insert("old", &key, now);
        for number in 0..MOST {
            keys.insert(&format!("{number}"), &key, now + IN_MEMORY);
        }
        assert_eq!(keys.by_id.len(), MOST);
        assert!(!keys.by_id.contains_key("old"));
    }
}
