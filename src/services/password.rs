//! Hashing passwords with Argon2id (RFC 9106), a few at a time, off the threads that answer requests.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// How many passwords are hashed at once. Each takes 19 MiB, so a flood of sign-ins waits in line instead of filling the memory.
const AT_ONCE: usize = 2;

/// Why a password could not be hashed or checked. Never the person's fault.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The algorithm refused, or a stored hash is damaged.
    #[error("argon2: {0}")]
    Hash(String),
    /// The server shuts down.
    #[error("hashing was abandoned")]
    Abandoned,
}

/// Argon2id with the parameters that OWASP recommends first: 19 MiB, two passes. Builds for tests take the least there is.
fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = if cfg!(feature = "testing") {
        Params::new(Params::MIN_M_COST, 1, 1, None)
    } else {
        Params::new(19 * 1024, 2, 1, None)
    };
    let params = params.map_err(|e| PasswordError::Hash(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of `password` with 16 random bytes of salt, as a PHC string. Takes tens of milliseconds.
pub fn hash(password: &str, salt: [u8; 32]) -> Result<String, PasswordError> {
    let salt = salt.get(..16).unwrap_or(&salt);
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|hash| hash.to_string())
        .map_err(|e| PasswordError::Hash(e.to_string()))
}

/// Whether `password` is the one of `hash`. Takes tens of milliseconds.
pub fn verify(password: &str, hash: &str) -> Result<bool, PasswordError> {
    let damaged = |e| PasswordError::Hash(format!("{e}"));
    let hash = PasswordHash::new(hash).map_err(|e| PasswordError::Hash(e.to_string()))?;
    match argon2()?.verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(e) => Err(damaged(e)),
    }
}

/// Hashes and checks passwords, at most `AT_ONCE` at a time.
#[derive(Clone)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    /// With its own line to wait in.
    pub fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
    /// The hash of a new password. `salt` is random.
    pub async fn hash(&self, password: String, salt: [u8; 32]) -> Result<String, PasswordError> {
        self.blocking(move || hash(&password, salt)).await
    }
    /// Whether `password` is the one of `hash`. Without a hash it takes as long and is never right, so that nobody can tell by the time whether an
    /// account exists.
    pub async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, PasswordError> {
        self.blocking(move || match hash {
            Some(hash) => verify(&password, &hash),
            None => self::hash(&password, [0; 32]).map(|_| false),
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let permit = Arc::clone(&self.0).acquire_owned().await;
        let permit = permit.map_err(|_| PasswordError::Abandoned)?;
        let result = tokio::task::spawn_blocking(move || {
            let result = f();
            drop(permit);
            result
        });
        result.await.map_err(|_| PasswordError::Abandoned)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_opens_to_its_password_only() {
        let hash = hash("ein kurzer Satz", [7; 32]).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$"));
        assert!(verify("ein kurzer Satz", &hash).unwrap());
        assert!(!verify("ein kurzer satz", &hash).unwrap());
        assert!(verify("x", "no hash").is_err());
    }

    #[tokio::test]
    async fn without_an_account_no_password_is_right() {
        let passwords = Passwords::new();
        assert!(!passwords.verify("anything".into(), None).await.unwrap());
    }
}
