//! The hash by which the owner of a delivery checks the PIN that the customer tells the courier: `sha-256:<salt>:<hex>`, over salt, colon and PIN.
//!
//! It guards against mistakes at the door. Four digits can be tried out, so it is no secret from the one who holds it.

use aws_lc_rs::digest::{SHA256, digest};

/// Hides a PIN with 16 random bytes.
pub fn of(pin: &str, random: &[u8; 32]) -> String {
    let salt: String = hex(random).chars().take(32).collect();
    let hash = salted(&salt, pin);
    format!("sha-256:{salt}:{hash}")
}

/// Whether `pin` is the one that was hidden.
pub fn matches(check: &str, pin: &str) -> bool {
    check
        .strip_prefix("sha-256:")
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(salt, hash)| {
            let ours = salted(salt, pin);
            ours.len() == hash.len()
                && ours
                    .bytes()
                    .zip(hash.bytes())
                    .fold(0_u8, |found, (a, b)| found | (a ^ b))
                    == 0
        })
}

/// Whether a text from elsewhere is such a hash.
pub fn is_one(check: &str) -> bool {
    let is_hex = |s: &str| s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    check
        .strip_prefix("sha-256:")
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(salt, hash)| {
            (16..=64).contains(&salt.len()) && hash.len() == 64 && is_hex(salt) && is_hex(hash)
        })
}

/// SHA-256 in hexadecimal: how a desk's key is named to those who may let it read an address.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(digest(&SHA256, bytes).as_ref())
}

fn salted(salt: &str, pin: &str) -> String {
    fingerprint(format!("{salt}:{pin}").as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            use std::fmt::Write;
            let _ = write!(out, "{byte:02x}");
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hidden_pin_matches() {
        let check = of("4821", &[7; 32]);
        assert!(is_one(&check));
        assert!(matches(&check, "4821"));
        assert!(!matches(&check, "4822"));
        assert_ne!(check, of("4821", &[8; 32]));
    }

    #[test]
    fn what_is_no_hash_matches_nothing() {
        for text in ["", "sha-256:", "sha-256:00:", "md5:00:00", "sha-256:zz:zz"] {
            assert!(!matches(text, "4821"));
            assert!(!is_one(text));
        }
    }
}
