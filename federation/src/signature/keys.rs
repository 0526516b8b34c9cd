//! Keys: RSA for the Fediverse, Ed25519 for the trade tier and for proofs.

mod ed25519;
mod pem;
mod public;
mod rsa;

pub use ed25519::Ed25519Key;
pub use public::PublicKey;
pub use rsa::RsaKey;

/// The kinds of keys that sign requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyAlgorithm {
    /// RSA PKCS#1 v1.5 with SHA-256, 2048 to 8192 bits.
    Rsa,
    /// Ed25519, RFC 8032.
    Ed25519,
}

impl KeyAlgorithm {
    /// The name kept in the database: `rsa` or `ed25519`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }

    /// Reads the name kept in the database.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "rsa" => Some(Self::Rsa),
            "ed25519" => Some(Self::Ed25519),
            _ => None,
        }
    }

    /// The name in the registry of RFC 9421.
    pub const fn rfc9421_name(self) -> &'static str {
        match self {
            Self::Rsa => "rsa-v1_5-sha256",
            Self::Ed25519 => "ed25519",
        }
    }
}

/// Why a key is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// The text is no PEM or Multikey that we can read.
    #[error("this is not a public key in PEM or Multikey form")]
    Unreadable,
    /// The RSA key is too short or absurdly long.
    #[error("RSA keys must have 2048 to 8192 bits")]
    Size,
    /// The library did not take the key.
    #[error("the key is damaged or of an unknown kind")]
    Damaged,
}

/// Signing did not work: the key is damaged, or a name in the signature is not plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request could not be signed with this key")]
pub struct SigningFailed;

/// Either kind of private key, borrowed for one signature.
#[derive(Debug, Clone, Copy)]
pub enum Signer<'a> {
    /// An RSA key.
    Rsa(&'a RsaKey),
    /// An Ed25519 key.
    Ed25519(&'a Ed25519Key),
}

impl Signer<'_> {
    /// The kind of key.
    pub const fn algorithm(self) -> KeyAlgorithm {
        match self {
            Self::Rsa(_) => KeyAlgorithm::Rsa,
            Self::Ed25519(_) => KeyAlgorithm::Ed25519,
        }
    }

    /// Signs a message.
    pub fn sign(self, message: &[u8]) -> Result<Vec<u8>, SigningFailed> {
        match self {
            Self::Rsa(key) => key.sign(message),
            Self::Ed25519(key) => key.sign(message),
        }
    }
}

impl<'a> From<&'a RsaKey> for Signer<'a> {
    fn from(key: &'a RsaKey) -> Self {
        Self::Rsa(key)
    }
}

impl<'a> From<&'a Ed25519Key> for Signer<'a> {
    fn from(key: &'a Ed25519Key) -> Self {
        Self::Ed25519(key)
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|b| [digit(b >> 4), digit(b & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::pem::to_pem;
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn the_second_example_of_rfc_8032() {
        let seed = unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let key = Ed25519Key::from_seed(&seed.try_into().unwrap()).unwrap();
        assert_eq!(
            hex(key.public_key().to_bytes()),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
        );
        let signature = key.sign(&[0x72]).unwrap();
        assert_eq!(
            hex(&signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
        assert!(key.public_key().verify(&[0x72], &signature));
        assert!(!key.public_key().verify(&[0x73], &signature));
        let again = Ed25519Key::from_pkcs8(&key.to_pkcs8().unwrap()).unwrap();
        assert_eq!(again.public_key(), key.public_key());
    }

    /// The example key of the Controlled Identifiers recommendation and FEP-521a.
    #[test]
    fn a_multikey_both_ways() {
        let text = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        let key = PublicKey::from_multibase(text).unwrap();
        assert_eq!(key.to_multibase().unwrap(), text);
        assert_eq!(
            PublicKey::from_multibase(&text[1..]),
            Err(KeyRefused::Unreadable)
        );
        assert_eq!(
            PublicKey::from_multibase("z6Mk"),
            Err(KeyRefused::Unreadable)
        );
    }

    #[test]
    fn an_rsa_key_there_and_back() {
        let key = RsaKey::generate().unwrap();
        let again = RsaKey::from_pkcs8(&key.to_pkcs8().unwrap()).unwrap();
        assert_eq!(again.public_key_pem(), key.public_key_pem());
        let public = PublicKey::from_pem(&key.public_key_pem()).unwrap();
        assert_eq!(&public, key.public_key());
        let kept = PublicKey::from_bytes(KeyAlgorithm::Rsa, public.to_bytes()).unwrap();
        assert!(kept.verify(b"bonjour", &key.sign(b"bonjour").unwrap()));
        assert!(!kept.verify(b"bonsoir", &key.sign(b"bonjour").unwrap()));
        let pkcs1 = to_pem("RSA PUBLIC KEY", key.public_pkcs1());
        assert_eq!(PublicKey::from_pem(&pkcs1), Ok(public));
    }

    #[test]
    fn a_short_rsa_key_is_refused() {
        let pem = "-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3\n6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6\nZ4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw\noYi+1hqp1fIekaxsyQIDAQAB\n-----END PUBLIC KEY-----\n";
        assert_eq!(PublicKey::from_pem(pem), Err(KeyRefused::Size));
        assert_eq!(PublicKey::from_pem("hello"), Err(KeyRefused::Unreadable));
    }

    fn unhex(text: &str) -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
            .collect()
    }
}
