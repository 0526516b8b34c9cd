//! The hash by which the owner of a delivery can check the PIN that the customer tells the courier.
//!
//! It guards against mistakes at the door. Four digits can be tried out, so it is no secret from the one who holds it.

use crate::fields::checked_text;
use crate::signature::digest::sha256;
use crate::signature::keys::hex;

checked_text! {
    /// `sha-256:` salt `:` SHA-256 of salt, colon and PIN, both in hexadecimal.
    PinCheck, |text| {
        let is_hex = |s: &str| s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        text.strip_prefix("sha-256:")
            .and_then(|rest| rest.split_once(':'))
            .is_some_and(|(salt, hash)| {
                (16..=64).contains(&salt.len()) && hash.len() == 64 && is_hex(salt) && is_hex(hash)
            })
    }
}

impl PinCheck {
    /// Hides a PIN with a random salt.
    pub fn new(pin: &str, salt: &[u8; 16]) -> Self {
        let salt = hex(salt);
        Self(format!("sha-256:{salt}:{}", salted(&salt, pin)))
    }

    /// Whether this is the PIN that was hidden.
    pub fn matches(&self, pin: &str) -> bool {
        self.0
            .strip_prefix("sha-256:")
            .and_then(|rest| rest.split_once(':'))
            .is_some_and(|(salt, hash)| salted(salt, pin) == hash)
    }
}

/// The hash in hexadecimal.
fn salted(salt: &str, pin: &str) -> String {
    hex(&sha256(format!("{salt}:{pin}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_pin_matches() {
        let check = PinCheck::new("4821", &[7; 16]);
        assert!(check.matches("4821"));
        assert!(!check.matches("4822"));
        assert_eq!(PinCheck::parse(check.as_str()), Some(check));
        assert_eq!(PinCheck::parse("sha-256:x:y"), None);
    }
}
