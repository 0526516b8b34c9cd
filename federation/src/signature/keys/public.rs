//! Public keys: read from the shapes the Fediverse sends, kept in the database, asked for a verdict.

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rsa::PublicKey as RsaPublicKey;
use aws_lc_rs::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, RsaParameters, UnparsedPublicKey};

use super::ed25519::{ED25519_MULTICODEC, multibase};
use super::pem::{LONGEST_PEM, pem_body, to_pem};
use super::{KeyAlgorithm, KeyRefused, hex};
use crate::signature::{base58, digest::sha256};

/// A public key of somebody, as it is kept and used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// The DER of a `SubjectPublicKeyInfo`.
    Rsa(Vec<u8>),
    /// The 32 bytes of the key.
    Ed25519([u8; 32]),
}

impl PublicKey {
    /// Reads the PEM of an RSA key: `PUBLIC KEY` (SPKI) or `RSA PUBLIC KEY` (PKCS#1).
    pub fn from_pem(pem: &str) -> Result<Self, KeyRefused> {
        if pem.len() > LONGEST_PEM {
            return Err(KeyRefused::Unreadable);
        }
        let der = pem_body(pem, "PUBLIC KEY")
            .or_else(|| pem_body(pem, "RSA PUBLIC KEY"))
            .ok_or(KeyRefused::Unreadable)?;
        Self::rsa(&der)
    }

    /// Takes an RSA key in DER, SPKI or PKCS#1, and keeps it as SPKI.
    pub(super) fn rsa(der: &[u8]) -> Result<Self, KeyRefused> {
        let key = RsaPublicKey::from_der(der).map_err(|_| KeyRefused::Damaged)?;
        let bits =
            RsaParameters::public_modulus_len(key.as_ref()).map_err(|_| KeyRefused::Damaged)?;
        if !(2048..=8192).contains(&bits) {
            return Err(KeyRefused::Size);
        }
        let spki: PublicKeyX509Der<'_> = key.as_der().map_err(|_| KeyRefused::Damaged)?;
        Ok(Self::Rsa(spki.as_ref().to_vec()))
    }

    /// Reads a Multikey: `z6Mk…`, base 58 with the prefix of Ed25519.
    pub fn from_multibase(text: &str) -> Result<Self, KeyRefused> {
        let bytes = text
            .strip_prefix('z')
            .and_then(base58::decode)
            .ok_or(KeyRefused::Unreadable)?;
        let key = bytes
            .strip_prefix(&ED25519_MULTICODEC)
            .ok_or(KeyRefused::Unreadable)?;
        Self::from_bytes(KeyAlgorithm::Ed25519, key)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    pub fn from_bytes(algorithm: KeyAlgorithm, bytes: &[u8]) -> Result<Self, KeyRefused> {
        match algorithm {
            KeyAlgorithm::Rsa => Self::rsa(bytes),
            KeyAlgorithm::Ed25519 => bytes
                .try_into()
                .map(Self::Ed25519)
                .map_err(|_| KeyRefused::Damaged),
        }
    }

    /// The bytes for the database: SPKI DER, or the 32 bytes of an Ed25519 key. [`Self::algorithm`] says which.
    pub fn to_bytes(&self) -> &[u8] {
        match self {
            Self::Rsa(der) => der,
            Self::Ed25519(key) => key,
        }
    }

    /// The kind of key.
    pub const fn algorithm(&self) -> KeyAlgorithm {
        match self {
            Self::Rsa(_) => KeyAlgorithm::Rsa,
            Self::Ed25519(_) => KeyAlgorithm::Ed25519,
        }
    }

    /// Whether `signature` is one of `message` by this key.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa(der) => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der)
                .verify(message, signature)
                .is_ok(),
            Self::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key)
                .verify(message, signature)
                .is_ok(),
        }
    }

    /// The fingerprint that people compare and partners pin: SHA-256 of [`Self::to_bytes`], in hexadecimal.
    pub fn fingerprint(&self) -> String {
        hex(&sha256(self.to_bytes()))
    }

    /// The key as PEM; `None` for Ed25519, which travels as a Multikey.
    pub fn to_pem(&self) -> Option<String> {
        match self {
            Self::Rsa(der) => Some(to_pem("PUBLIC KEY", der)),
            Self::Ed25519(_) => None,
        }
    }

    /// The key as a Multikey; `None` for RSA.
    pub fn to_multibase(&self) -> Option<String> {
        match self {
            Self::Rsa(_) => None,
            Self::Ed25519(key) => Some(multibase(key)),
        }
    }
}
