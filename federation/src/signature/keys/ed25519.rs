//! Ed25519 keys of our own actors, and the Multikey form of their public halves (FEP-521a).

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};

use super::{KeyAlgorithm, KeyRefused, PublicKey, SigningFailed};
use crate::signature::base58;

/// The multicodec prefix of an Ed25519 public key in a Multikey.
pub(super) const ED25519_MULTICODEC: [u8; 2] = [0xed, 0x01];

/// An Ed25519 key pair of one of our actors.
#[derive(Debug)]
pub struct Ed25519Key {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

impl Ed25519Key {
    /// Makes a new key.
    pub fn generate() -> Result<Self, KeyRefused> {
        Ed25519KeyPair::generate()
            .map_err(|_| KeyRefused::Damaged)
            .and_then(Self::from_pair)
    }

    /// Reads PKCS#8 DER.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyRefused> {
        Ed25519KeyPair::from_pkcs8_maybe_unchecked(der)
            .map_err(|_| KeyRefused::Damaged)
            .and_then(Self::from_pair)
    }

    /// Makes the key of a seed of 32 bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, KeyRefused> {
        Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|_| KeyRefused::Damaged)
            .and_then(Self::from_pair)
    }

    fn from_pair(pair: Ed25519KeyPair) -> Result<Self, KeyRefused> {
        let public = PublicKey::from_bytes(KeyAlgorithm::Ed25519, pair.public_key().as_ref())?;
        Ok(Self { pair, public })
    }

    /// The private key as PKCS#8 DER, for the database.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyRefused> {
        self.pair
            .to_pkcs8v1()
            .map(|document| document.as_ref().to_vec())
            .map_err(|_| KeyRefused::Damaged)
    }

    /// The public half.
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The public half as the Multikey `z6Mk…` that actor documents carry.
    pub fn public_multibase(&self) -> String {
        multibase(self.public.to_bytes())
    }

    /// Signs a message. Some 8 µs.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningFailed> {
        self.pair
            .try_sign(message)
            .map(|signature| signature.as_ref().to_vec())
            .map_err(|_| SigningFailed)
    }
}

/// The Multikey text of an Ed25519 public key.
pub(super) fn multibase(key: &[u8]) -> String {
    let mut bytes = ED25519_MULTICODEC.to_vec();
    bytes.extend_from_slice(key);
    format!("z{}", base58::encode(&bytes))
}
