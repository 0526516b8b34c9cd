//! HTTP signatures and object proofs: strings and bytes in, a verdict out. No clock, no network, no database.
//!
//! A request is judged in two steps. [`read`] does everything that needs no key: one signature, nothing repeated that must be
//! single, our own host, a digest that matches the body, a fresh time, and the parts that have to be signed. It leaves an
//! [`Unverified`], which names the key. The caller finds that key and calls [`Unverified::verify`]. So a request that can be
//! refused cheaply never costs a key lookup.

pub mod base58;
pub mod cavage;
pub mod digest;
pub mod freshness;
pub mod http_date;
pub mod jcs;
pub mod keys;
pub mod outgoing;
pub mod proof;
pub mod refusal;
pub mod request;
pub mod rfc9421;
pub mod structured_field;
pub mod unverified;

pub use keys::{Ed25519Key, KeyAlgorithm, KeyRefused, PublicKey, RsaKey, Signer, SigningFailed};
pub use outgoing::{Outgoing, OutgoingBody};
pub use refusal::Refusal;
pub use request::SignedRequest;
pub use unverified::{Form, Unverified};

/// Which rules a signature has to obey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// The open Fediverse: draft-cavage or RFC 9421, at most an hour old.
    Social,
    /// Desk to desk (musette/1, 7.4.2): RFC 9421 with `nonce`, `expires` and our `tag`, at most a minute off.
    Trade,
}

/// The `tag` parameter that every signature of the trade tier carries.
pub const TRADE_TAG: &str = "musette-1";

/// Reads the signature of a request and checks all that needs no key.
///
/// `now` is the wire clock in Unix seconds. A request with `Signature-Input` is read as RFC 9421, any other as draft-cavage;
/// the trade tier takes only the former.
pub fn read(
    request: &SignedRequest<'_>,
    now: i64,
    profile: Profile,
) -> Result<Unverified, Refusal> {
    request.refuse_repeated_headers()?;
    let signature = request
        .header("signature")?
        .ok_or(Refusal::Missing("Signature"))?;
    match (request.header("signature-input")?, profile) {
        (Some(input), Profile::Social) => rfc9421::read_social(request, input, signature, now),
        (Some(input), Profile::Trade) => rfc9421::read_trade(request, input, signature, now),
        (None, Profile::Social) => cavage::read(request, signature, now),
        (None, Profile::Trade) => Err(Refusal::NotRfc9421),
    }
}
