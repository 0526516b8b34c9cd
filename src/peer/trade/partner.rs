//! How a partner's key is known: pinned at first contact, shown to people as four groups, replaced only by the old key's word or a person's.

use musette_federation::signature::{KeyAlgorithm, PublicKey, proof};
use serde_json::Value;

use crate::store::partner::{self, Partner};
use crate::store::{Conn, Error, Result};

/// The pinned key of a partner.
pub fn pinned_key(partner: &Partner) -> Result<PublicKey> {
    PublicKey::from_bytes(KeyAlgorithm::Ed25519, &partner.public_key).map_err(|e| {
        Error::Database(format!(
            "the pinned key of {} cannot be read: {e}",
            partner.desk_id
        ))
    })
}

/// The fingerprint of a partner's pinned key: 64 hexadecimal digits, as messages name it.
pub fn fingerprint(partner: &Partner) -> Result<String> {
    Ok(pinned_key(partner)?.fingerprint())
}

/// A fingerprint for people to read to each other on the telephone: its first 32 digits in four groups.
pub fn in_groups(fingerprint: &str) -> String {
    let digits: Vec<char> = fingerprint.chars().take(32).collect();
    digits
        .chunks(8)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Why a desk's new key is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// The announcement is not signed with the key we know.
    #[error("the new key is not announced with the old key's proof: {0}")]
    NotProved(proof::ProofRefused),
    /// The announcement names no Ed25519 key of this desk.
    #[error("the announcement names no new Ed25519 key of the desk")]
    NoKey,
}

/// Reads a desk's document that carries a new key with the old key's proof, and returns the new key's id and bytes.
///
/// A domain that changed hands can show a new key, but not prove it with the old one.
pub fn announced_key(
    partner: &Partner,
    document: &Value,
    old: &PublicKey,
) -> Result<(String, PublicKey), KeyRefused> {
    proof::verify(document, old).map_err(KeyRefused::NotProved)?;
    let proved_by_pinned = proof::verification_method(document) == Ok(partner.key_id.as_str());
    let same_desk = document.get("id").and_then(Value::as_str) == Some(partner.desk_id.as_str());
    if !proved_by_pinned || !same_desk {
        return Err(KeyRefused::NoKey);
    }
    let methods = document.get("assertionMethod");
    let methods: Vec<&Value> = match methods {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    methods
        .into_iter()
        .find_map(|method| {
            let id = method.get("id")?.as_str()?;
            let ours = super::arrival::owner_of(id) == partner.desk_id;
            let controlled = method.get("controller")?.as_str()? == partner.desk_id;
            let key =
                PublicKey::from_multibase(method.get("publicKeyMultibase")?.as_str()?).ok()?;
            (ours && controlled && id != partner.key_id).then(|| (id.to_owned(), key))
        })
        .ok_or(KeyRefused::NoKey)
}

/// Pins a new key: after [`announced_key`], or when a person has compared the fingerprint with the partner's people.
pub fn replace_key(c: &mut Conn, desk: &str, key_id: &str, key: &PublicKey) -> Result<()> {
    let mut row = partner::lock(c, desk)?.ok_or(Error::NotFound)?;
    key_id.clone_into(&mut row.key_id);
    row.public_key = key.to_bytes().to_vec();
    partner::save(c, &row)?;
    tracing::warn!(
        partner = desk,
        fingerprint = in_groups(&key.fingerprint()),
        "the key of a partner's desk was replaced"
    );
    Ok(())
}

#[cfg(test)]
mod tests;
