//! Digests of a body: `Digest` (RFC 3230, beside draft-cavage) and `Content-Digest` (RFC 9530, beside RFC 9421).

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::Refusal;

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    for (to, from) in out
        .iter_mut()
        .zip(digest::digest(&digest::SHA256, bytes).as_ref())
    {
        *to = *from;
    }
    out
}

/// The value of a `Digest` header: `SHA-256=` and base64.
pub fn digest_header(hash: &[u8; 32]) -> String {
    format!("SHA-256={}", STANDARD.encode(hash))
}

/// The value of a `Content-Digest` header: `sha-256=:` base64 `:`.
pub fn content_digest_header(hash: &[u8; 32]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(hash))
}

/// Compares a `Digest` header with the body. The algorithm may be written in any case; a second value is refused, since two
/// readers might not pick the same one.
pub fn check_digest(header: &str, body: &[u8]) -> Result<(), Refusal> {
    let value = header
        .split_once('=')
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("sha-256"))
        .map(|(_, value)| value.trim())
        .ok_or(Refusal::DigestForm("Digest"))?;
    compare(value, body, "Digest")
}

/// Compares a `Content-Digest` header with the body: one member, `sha-256=:…:`.
pub fn check_content_digest(header: &str, body: &[u8]) -> Result<(), Refusal> {
    let value = header
        .strip_prefix("sha-256=:")
        .and_then(|rest| rest.strip_suffix(':'))
        .ok_or(Refusal::DigestForm("Content-Digest"))?;
    compare(value, body, "Content-Digest")
}

/// Compares a base64 value with the SHA-256 of the body.
fn compare(value: &str, body: &[u8], header: &'static str) -> Result<(), Refusal> {
    let claimed = STANDARD
        .decode(value)
        .map_err(|_| Refusal::DigestForm(header))?;
    if claimed.len() != 32 {
        return Err(Refusal::DigestForm(header));
    }
    if claimed == sha256(body) {
        Ok(())
    } else {
        Err(Refusal::DigestMismatch(header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_algorithm_may_be_in_any_case() {
        let value = digest_header(&sha256(b"hello"));
        assert_eq!(
            value,
            "SHA-256=LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
        );
        assert_eq!(check_digest(&value, b"hello"), Ok(()));
        assert_eq!(check_digest(&value.replace("SHA", "sha"), b"hello"), Ok(()));
        assert_eq!(
            check_digest(&value, b"hullo"),
            Err(Refusal::DigestMismatch("Digest"))
        );
    }

    #[test]
    fn a_second_value_is_refused() {
        let value = digest_header(&sha256(b"hello"));
        let two = format!("{value},{value}");
        assert_eq!(
            check_digest(&two, b"hello"),
            Err(Refusal::DigestForm("Digest"))
        );
        let value = content_digest_header(&sha256(b"hello"));
        assert_eq!(check_content_digest(&value, b"hello"), Ok(()));
        let two = format!("{value}, {value}");
        assert_eq!(
            check_content_digest(&two, b"hello"),
            Err(Refusal::DigestForm("Content-Digest"))
        );
    }
}
