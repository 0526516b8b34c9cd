//! New key pairs in stock. Making an RSA key takes some 60 ms, which no transaction should wait for.

use std::sync::{Arc, Mutex, PoisonError};

use musette_federation::signature::{Ed25519Key, KeyRefused, RsaKey};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// How many pairs are kept.
const STOCK: usize = 2;

/// A pair of new keys, as the database keeps them.
#[derive(Debug, Clone)]
pub struct FreshKeys {
    /// PKCS#8 DER.
    pub rsa_private: Vec<u8>,
    /// PEM.
    pub rsa_public: String,
    /// PKCS#8 DER.
    pub ed25519_private: Vec<u8>,
    /// Multikey.
    pub ed25519_public: String,
}

impl FreshKeys {
    /// Makes a pair.
    pub fn generate() -> Result<Self, KeyRefused> {
        let rsa = RsaKey::generate()?;
        let ed25519 = Ed25519Key::generate()?;
        Ok(Self {
            rsa_private: rsa.to_pkcs8()?,
            rsa_public: rsa.public_key_pem(),
            ed25519_private: ed25519.to_pkcs8()?,
            ed25519_public: ed25519.public_multibase(),
        })
    }
}

/// A small stock of new keys, refilled in the background.
#[derive(Clone, Default)]
pub struct KeyPool(Arc<Stock>);

#[derive(Default)]
struct Stock {
    keys: Mutex<Vec<FreshKeys>>,
    taken: Notify,
}

impl KeyPool {
    /// Takes a pair, or makes one if the stock is empty.
    pub fn take(&self) -> Result<FreshKeys, KeyRefused> {
        let stocked = self.lock().pop();
        self.0.taken.notify_one();
        stocked.map_or_else(FreshKeys::generate, Ok)
    }

    /// Keeps the stock filled until `shutdown`.
    pub async fn refill(self, shutdown: CancellationToken) {
        loop {
            while self.lock().len() < STOCK && !shutdown.is_cancelled() {
                let made = tokio::task::spawn_blocking(FreshKeys::generate).await;
                let Ok(Ok(keys)) = made else { break };
                self.lock().push(keys);
            }
            tokio::select! {
                () = self.0.taken.notified() => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<FreshKeys>> {
        // A panic elsewhere leaves the list as it is, which is fine.
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
