//! RSA keys of our own actors.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};

use super::pem::to_pem;
use super::{KeyRefused, PublicKey, SigningFailed};

/// An RSA key pair of one of our actors. Reading it costs some 120 µs, so keep it.
#[derive(Debug)]
pub struct RsaKey {
    pair: RsaKeyPair,
    public: PublicKey,
}

impl RsaKey {
    /// Makes a new key of 2048 bits. Takes tens of milliseconds.
    pub fn generate() -> Result<Self, KeyRefused> {
        RsaKeyPair::generate(KeySize::Rsa2048)
            .map_err(|_| KeyRefused::Damaged)
            .and_then(Self::from_pair)
    }

    /// Reads PKCS#8 DER.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyRefused> {
        RsaKeyPair::from_pkcs8(der)
            .map_err(|_| KeyRefused::Damaged)
            .and_then(Self::from_pair)
    }

    fn from_pair(pair: RsaKeyPair) -> Result<Self, KeyRefused> {
        let public = PublicKey::rsa(pair.public_key().as_ref())?;
        Ok(Self { pair, public })
    }

    /// The private key as PKCS#8 DER, for the database.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyRefused> {
        let der: Pkcs8V1Der<'_> = self.pair.as_der().map_err(|_| KeyRefused::Damaged)?;
        Ok(der.as_ref().to_vec())
    }

    /// The public half.
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The public half as the PEM that actor documents carry.
    pub fn public_key_pem(&self) -> String {
        to_pem("PUBLIC KEY", self.public.to_bytes())
    }

    /// Signs a message, PKCS#1 v1.5 with SHA-256. Some 260 µs.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningFailed> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .map_err(|_| SigningFailed)?;
        Ok(signature)
    }

    /// The public half in the older PKCS#1 form.
    #[cfg(test)]
    pub(super) fn public_pkcs1(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }
}
