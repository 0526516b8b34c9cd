//! Signing our requests: RSA for the Fediverse in either form, Ed25519 after RFC 9421 from desk to desk.

use http::{HeaderMap, HeaderName, HeaderValue};
use musette_domain::Instant;
use musette_federation::signature::rfc9421::SignatureParameters;
use musette_federation::signature::{Outgoing, OutgoingBody, SigningFailed, cavage, rfc9421};
use url::Url;

use super::keys::SigningKeys;
use crate::store::peer_host::SignatureForm;

/// Headers to add to a request.
pub type Headers = Vec<(&'static str, String)>;

/// Signs a GET of the open tier.
pub fn social_get(
    keys: &SigningKeys,
    url: &Url,
    form: SignatureForm,
    now: Instant,
) -> Result<Headers, SigningFailed> {
    social(keys, &Outgoing::to("GET", url, None), form, now)
}

/// Signs a POST of the open tier. The body's hash is computed once for all recipients.
pub fn social_post(
    keys: &SigningKeys,
    url: &Url,
    body: OutgoingBody<'_>,
    form: SignatureForm,
    now: Instant,
) -> Result<Headers, SigningFailed> {
    social(keys, &Outgoing::to("POST", url, Some(body)), form, now)
}

fn social(
    keys: &SigningKeys,
    request: &Outgoing<'_>,
    form: SignatureForm,
    now: Instant,
) -> Result<Headers, SigningFailed> {
    match form {
        SignatureForm::Cavage => {
            cavage::sign(&keys.rsa, &keys.main_key_id, request, now.unix_seconds())
        }
        // RSA here as well: it is what Mastodon verifies.
        SignatureForm::Rfc9421 => rfc9421::sign(
            (&keys.rsa).into(),
            &keys.main_key_id,
            request,
            SignatureParameters::social(now.unix_seconds()),
        ),
    }
}

/// Signs a POST from our desk to a partner's (musette/1, 7.4.2): RFC 9421 with Ed25519 over
/// `@method @target-uri content-digest content-type`, with `created expires nonce keyid tag`.
///
/// `now` is wire time; `nonce` must never have been used before.
pub fn sign_trade_post(
    keys: &SigningKeys,
    url: &Url,
    body: OutgoingBody<'_>,
    now: Instant,
    nonce: &str,
) -> Result<Headers, SigningFailed> {
    trade(keys, &Outgoing::to("POST", url, Some(body)), now, nonce)
}

/// Signs a GET from our desk to a partner's: `@method @target-uri`, with the same parameters as a POST.
pub fn sign_trade_get(
    keys: &SigningKeys,
    url: &Url,
    now: Instant,
    nonce: &str,
) -> Result<Headers, SigningFailed> {
    trade(keys, &Outgoing::to("GET", url, None), now, nonce)
}

fn trade(
    keys: &SigningKeys,
    request: &Outgoing<'_>,
    now: Instant,
    nonce: &str,
) -> Result<Headers, SigningFailed> {
    rfc9421::sign(
        (&keys.ed25519).into(),
        &keys.ed25519_key_id,
        request,
        SignatureParameters::trade(now.unix_seconds(), nonce),
    )
}

/// The form to try when one was refused.
pub const fn other(form: SignatureForm) -> SignatureForm {
    match form {
        SignatureForm::Cavage => SignatureForm::Rfc9421,
        SignatureForm::Rfc9421 => SignatureForm::Cavage,
    }
}

/// Puts the headers of a signature into a request. A value that cannot stand in a header is left out, which the other side refuses.
pub fn put(headers: &mut HeaderMap, signed: Headers) {
    for (name, value) in signed {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
