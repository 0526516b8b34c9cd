//! A signature that has been read and found well-formed and fresh, but not yet checked against a key.

use super::{KeyAlgorithm, PublicKey, Refusal};

/// Which scheme a request was signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// draft-cavage-http-signatures-12, what most of the Fediverse sends.
    Cavage,
    /// HTTP Message Signatures, RFC 9421.
    Rfc9421,
}

/// What a request's signature says, before its key was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unverified {
    /// The id of the key that is said to have signed, a URL as a rule.
    pub key_id: String,
    /// Which scheme was used.
    pub form: Form,
    /// When the signature was made, in Unix seconds: the signed `created` or `Date`.
    pub created: i64,
    /// When it ends, in Unix seconds, if it says so.
    pub expires: Option<i64>,
    /// The number used once, of RFC 9421; always there in the trade tier. The caller keeps it to refuse a replay.
    pub nonce: Option<String>,
    /// The application tag of RFC 9421.
    pub tag: Option<String>,
    /// The algorithm, if the signature names one; `None` leaves it to the key.
    pub algorithm: Option<KeyAlgorithm>,
    /// The bytes that were signed.
    pub signing_string: Vec<u8>,
    /// The signature itself.
    pub signature: Vec<u8>,
    /// What the signature covers, in its order, such as `(request-target)` or `@target-uri`.
    pub covered: Vec<String>,
}

impl Unverified {
    /// Checks the signature with the key that belongs to [`Self::key_id`].
    ///
    /// That the key belongs to the activity's actor is for the caller to check.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        if let Some(named) = self.algorithm
            && named != key.algorithm()
        {
            return Err(Refusal::Algorithm(named.name().to_owned()));
        }
        if key.verify(&self.signing_string, &self.signature) {
            Ok(())
        } else {
            Err(Refusal::WrongSignature(self.key_id.clone()))
        }
    }
}
