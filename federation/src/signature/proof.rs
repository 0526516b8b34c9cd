//! Object integrity proofs, FEP-8b32: `DataIntegrityProof` with the cryptosuite `eddsa-jcs-2022`.
//!
//! Used for evidence only (charter attestations, receipts, claims, settlement statements), never on objects with personal data:
//! whoever holds a signed object can prove for ever what was said.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::digest::sha256;
use super::jcs::{NotCanonical, canonical};
use super::{Ed25519Key, PublicKey, base58};
use crate::fields::with;

/// The only cryptosuite that is made and taken.
pub const CRYPTOSUITE: &str = "eddsa-jcs-2022";

/// Why a proof does not prove anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofRefused {
    /// There is no proof, or more than one.
    #[error("the object carries no proof, or several; it needs exactly one")]
    Absent,
    /// The proof is of another kind.
    #[error("the proof is not an eddsa-jcs-2022 DataIntegrityProof for assertionMethod")]
    Kind,
    /// The proof was made for another JSON-LD context.
    #[error("the proof was made for another @context than the object has")]
    Context,
    /// The document cannot be canonicalised.
    #[error(transparent)]
    NotCanonical(#[from] NotCanonical),
    /// The signature is not that of the document by the key.
    #[error("the proof does not match the object and the key {0}")]
    Wrong(String),
    /// Our own key did not sign.
    #[error("the object could not be signed with this key")]
    SigningFailed,
}

/// Returns the document with a proof by `key`.
///
/// `verification_method` is the key's id (`…#ed25519`), `created` the trade time. A proof that is already there is replaced.
pub fn create(
    document: &Value,
    key: &Ed25519Key,
    verification_method: &str,
    created: DateTime<Utc>,
) -> Result<Value, ProofRefused> {
    let mut document = document.as_object().cloned().ok_or(ProofRefused::Absent)?;
    document.remove("proof");
    let mut proof = Map::new();
    if let Some(context) = document.get("@context") {
        proof.insert("@context".into(), context.clone());
    }
    proof.insert("type".into(), "DataIntegrityProof".into());
    proof.insert("cryptosuite".into(), CRYPTOSUITE.into());
    proof.insert("created".into(), crate::time::format(created).into());
    proof.insert("verificationMethod".into(), verification_method.into());
    proof.insert("proofPurpose".into(), "assertionMethod".into());
    let document = Value::Object(document);
    let proof = Value::Object(proof);
    let signature = key
        .sign(&hash_data(&proof, &document)?)
        .map_err(|_| ProofRefused::SigningFailed)?;
    let value = json!(format!("z{}", base58::encode(&signature)));
    Ok(with(document, "proof", with(proof, "proofValue", value)))
}

/// Who is said to have made the proof: its `verificationMethod`. The caller looks up that key and checks its owner.
pub fn verification_method(document: &Value) -> Result<&str, ProofRefused> {
    proof_of(document)?
        .get("verificationMethod")
        .and_then(Value::as_str)
        .ok_or(ProofRefused::Kind)
}

/// Checks the proof of a document, exactly as it was received, with the key of its `verificationMethod`.
pub fn verify(document: &Value, key: &PublicKey) -> Result<(), ProofRefused> {
    let proof = proof_of(document)?;
    let field = |name: &str| proof.get(name).and_then(Value::as_str);
    let right_kind = field("type") == Some("DataIntegrityProof")
        && field("cryptosuite") == Some(CRYPTOSUITE)
        && field("proofPurpose") == Some("assertionMethod");
    if !right_kind || !matches!(key, PublicKey::Ed25519(_)) {
        return Err(ProofRefused::Kind);
    }
    let signature = field("proofValue")
        .and_then(|text| text.strip_prefix('z'))
        .and_then(base58::decode)
        .filter(|bytes| bytes.len() == 64)
        .ok_or(ProofRefused::Kind)?;
    let mut unsigned = document.as_object().cloned().ok_or(ProofRefused::Absent)?;
    let mut options = proof.clone();
    unsigned.remove("proof");
    options.remove("proofValue");
    if let Some(context) = options.get("@context") {
        // The object may have gained context at the end on its way, never lost or changed any (vc-di-eddsa, 3.3.2).
        let have = contexts(unsigned.get("@context"));
        if !have.starts_with(&contexts(Some(context))) {
            return Err(ProofRefused::Context);
        }
        let context = context.clone();
        unsigned.insert("@context".into(), context);
    }
    let message = hash_data(&Value::Object(options), &Value::Object(unsigned))?;
    if key.verify(&message, &signature) {
        Ok(())
    } else {
        Err(ProofRefused::Wrong(
            field("verificationMethod").unwrap_or_default().to_owned(),
        ))
    }
}

/// The one proof of a document.
fn proof_of(document: &Value) -> Result<&Map<String, Value>, ProofRefused> {
    match document.get("proof") {
        Some(Value::Object(proof)) => Some(proof),
        Some(Value::Array(proofs)) => match proofs.as_slice() {
            [Value::Object(proof)] => Some(proof),
            _ => None,
        },
        _ => None,
    }
    .ok_or(ProofRefused::Absent)
}

/// What is signed: the hash of the options, then the hash of the document.
fn hash_data(options: &Value, document: &Value) -> Result<Vec<u8>, NotCanonical> {
    let mut out = sha256(&canonical(options)?).to_vec();
    out.extend_from_slice(&sha256(&canonical(document)?));
    Ok(out)
}

/// The contexts of a document as a list.
fn contexts(value: Option<&Value>) -> Vec<Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
    }
}
