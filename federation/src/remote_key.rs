//! Keys of others, in the three shapes the Fediverse serves them: inside an actor, in a stub of one, or as a bare document.

use serde_json::Value;
use url::Url;

use crate::fields::{Fields, link, same_origin};
use crate::signature::PublicKey;
use crate::{Malformed, limits};

/// The most keys that are read from one document.
const MOST: usize = 10;

/// A key of somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteKey {
    /// Its id, as signatures name it.
    pub id: String,
    /// The actor it belongs to.
    pub owner: Url,
    /// The key.
    pub key: PublicKey,
}

/// Whether a key's id names its owner's own document, as `ACTOR#main-key` or `ACTOR` does.
///
/// Any other id is an address of its own. An actor may list it, but only the document there says whose key it is: else anybody could claim, beside the
/// own key, the ids of all others on the server.
pub fn names_owner(key_id: &str, owner: &str) -> bool {
    key_id
        .split_once('#')
        .map_or(key_id, |(document, _)| document)
        == owner
}

/// Reads the keys of a document fetched from a key id's address: an actor, a stub of one, or a bare key.
///
/// Only keys whose owner is of the key's own origin are taken. A key that stands outside its owner's document proves nothing yet:
/// the caller fetches the owner and looks for the same key id there.
pub fn read_keys(document: &Value) -> Result<Vec<RemoteKey>, Malformed> {
    let fields = Fields::of("key document", document)?;
    if fields.get("publicKeyPem").is_some() {
        return Ok(pem_key(document, None).into_iter().collect());
    }
    let actor = fields.url("id")?;
    Ok(keys_of(&actor, fields))
}

/// The keys in an actor's document that belong to that actor.
pub(crate) fn keys_of(actor: &Url, fields: Fields<'_>) -> Vec<RemoteKey> {
    let rsa = fields
        .all("publicKey")
        .take(MOST)
        .filter_map(|value| pem_key(value, Some(actor)));
    let multi = fields
        .all("assertionMethod")
        .take(MOST)
        .filter_map(|value| multikey(value, actor));
    rsa.chain(multi).collect()
}

/// An RSA key with `owner` and `publicKeyPem`.
fn pem_key(value: &Value, actor: Option<&Url>) -> Option<RemoteKey> {
    let fields = Fields::of("key", value).ok()?;
    let owner = link(fields.get("owner")?)?;
    let pem = fields.get("publicKeyPem")?.as_str()?;
    named(fields, owner, actor, PublicKey::from_pem(pem).ok()?)
}

/// An Ed25519 key with `controller` and `publicKeyMultibase` (FEP-521a).
fn multikey(value: &Value, actor: &Url) -> Option<RemoteKey> {
    let fields = Fields::typed("Multikey", value).ok()?;
    let owner = link(fields.get("controller")?)?;
    let text = fields.get("publicKeyMultibase")?.as_str()?;
    named(
        fields,
        owner,
        Some(actor),
        PublicKey::from_multibase(text).ok()?,
    )
}

/// A key, if its id is of the owner's origin and the owner is who it should be.
fn named(fields: Fields<'_>, owner: Url, actor: Option<&Url>, key: PublicKey) -> Option<RemoteKey> {
    let id = fields.get("id")?.as_str()?;
    let address = link(fields.get("id")?)?;
    let right_owner = actor.is_none_or(|actor| *actor == owner);
    (right_owner && same_origin(&address, &owner) && id.len() <= limits::URL).then(|| RemoteKey {
        id: id.to_owned(),
        owner,
        key,
    })
}

#[cfg(test)]
mod tests {
    use super::names_owner;

    #[test]
    fn a_key_of_another_document_does_not_name_its_owner() {
        let owner = "https://lyon.example/users/anna";
        for id in [
            "https://lyon.example/users/anna#main-key",
            "https://lyon.example/users/anna",
        ] {
            assert!(names_owner(id, owner), "{id}");
        }
        for id in [
            "https://lyon.example/users/boris#main-key",
            "https://lyon.example/users/anna/main-key",
            "https://lyon.example/users/ann#a",
            "https://LYON.example/users/anna#main-key",
            "#main-key",
            "",
        ] {
            assert!(!names_owner(id, owner), "{id}");
        }
    }
}
