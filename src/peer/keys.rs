//! Keys: those of our own actors, which sign, and those of others, which we verify with.

pub mod ensure;
pub mod memory;
pub mod pool;
pub mod rate;
pub mod remote;
pub mod saved;

use std::sync::Arc;

use moka::sync::Cache;
use musette_federation::signature::{Ed25519Key, RsaKey};

pub use ensure::{NewActor, ensure_actor};
pub use pool::KeyPool;

use crate::store::{self, Conn, Db, local_actor};

/// The fragment of an actor's RSA key. It never changes.
pub const MAIN_KEY: &str = "main-key";
/// The fragment of an actor's Ed25519 key.
pub const ED25519_KEY: &str = "ed25519";

/// How many actors' keys are kept parsed.
const MOST: u64 = 2_000;

/// The keys of one of our actors, parsed.
#[derive(Debug)]
pub struct SigningKeys {
    /// The actor.
    pub actor: String,
    /// `…#main-key`.
    pub main_key_id: String,
    /// `…#ed25519`.
    pub ed25519_key_id: String,
    /// Signs for the Fediverse.
    pub rsa: RsaKey,
    /// Signs from desk to desk, and proofs.
    pub ed25519: Ed25519Key,
}

impl SigningKeys {
    /// Parses the keys of a row. Costs some 120 µs.
    pub fn read(row: &local_actor::LocalActor) -> store::Result<Self> {
        let damaged = |e: &dyn std::fmt::Display| {
            store::Error::Database(format!("the keys of {} cannot be read: {e}", row.id))
        };
        Ok(Self {
            main_key_id: format!("{}#{MAIN_KEY}", row.id),
            ed25519_key_id: format!("{}#{ED25519_KEY}", row.id),
            rsa: RsaKey::from_pkcs8(&row.rsa_private).map_err(|e| damaged(&e))?,
            ed25519: Ed25519Key::from_pkcs8(&row.ed25519_private).map_err(|e| damaged(&e))?,
            actor: row.id.clone(),
        })
    }
}

/// The keys of our actors, parsed once.
#[derive(Clone)]
pub struct LocalKeys {
    db: Db,
    parsed: Cache<String, Arc<SigningKeys>>,
}

impl LocalKeys {
    /// Reads keys from `db`.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            parsed: Cache::new(MOST),
        }
    }

    /// The keys of one of our actors.
    pub async fn of(&self, actor: &str) -> store::Result<Arc<SigningKeys>> {
        if let Some(keys) = self.parsed.get(actor) {
            return Ok(keys);
        }
        let (this, actor) = (self.clone(), actor.to_owned());
        self.db.read(move |c| this.of_in(c, &actor)).await
    }

    /// The keys of one of our actors, within a transaction.
    pub fn of_in(&self, c: &mut Conn, actor: &str) -> store::Result<Arc<SigningKeys>> {
        if let Some(keys) = self.parsed.get(actor) {
            return Ok(keys);
        }
        let keys = Arc::new(SigningKeys::read(&local_actor::find(c, actor)?)?);
        self.parsed.insert(actor.to_owned(), Arc::clone(&keys));
        Ok(keys)
    }
}
