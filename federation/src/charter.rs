//! Charter attestations (J16): one co-op vouches for another, in public, signed, for at most a year.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, json_document, present};
use crate::{Malformed, limits, time};

/// The longest life of an attestation, in days.
const LONGEST: i64 = 366;

/// An attestation. [`crate::signature::proof`] signs and verifies its JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct CharterAttestation {
    /// Its address at the issuer.
    pub id: Url,
    /// The co-op that vouches.
    pub attributed_to: Url,
    /// The co-op it vouches for.
    pub subject: Url,
    /// The version of the charter.
    pub charter: Url,
    /// The hash of the charter's text, `sha-256:` and hexadecimal.
    pub content_hash: String,
    /// The legal form, such as `SCOP`.
    pub legal_form: Option<String>,
    /// The number in the public register.
    pub register_number: Option<String>,
    /// When it begins.
    pub valid_from: DateTime<Utc>,
    /// When it ends.
    pub valid_through: DateTime<Utc>,
}

impl CharterAttestation {
    /// Writes the attestation without its proof.
    pub fn to_json(&self) -> Value {
        present(json!({
            "@context": crate::context::charter(),
            "id": self.id,
            "type": "CharterAttestation",
            "attributedTo": self.attributed_to,
            "subject": self.subject,
            "charter": self.charter,
            "contentHash": self.content_hash,
            "legalForm": self.legal_form,
            "registerNumber": self.register_number,
            "validFrom": time::format(self.valid_from),
            "validThrough": time::format(self.valid_through),
        }))
    }

    /// Reads an attestation. Its proof is checked on the JSON as it came.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::typed("CharterAttestation", value)?;
        let attestation = Self {
            id: fields.url("id")?,
            attributed_to: fields.url("attributedTo")?,
            subject: fields.url("subject")?,
            charter: fields.url("charter")?,
            content_hash: fields.text("contentHash", 80)?,
            legal_form: fields.maybe_text("legalForm", limits::NAME)?,
            register_number: fields.maybe_text("registerNumber", limits::NAME)?,
            valid_from: fields.time("validFrom")?,
            valid_through: fields.time("validThrough")?,
        };
        let life = attestation.valid_through - attestation.valid_from;
        if life <= TimeDelta::zero() || life > TimeDelta::days(LONGEST) {
            return Err(Malformed::Rule(
                "an attestation is valid for at most twelve months",
            ));
        }
        if attestation.subject == attestation.attributed_to {
            return Err(Malformed::Rule("a co-op cannot vouch for itself"));
        }
        if !crate::same_origin(&attestation.id, &attestation.attributed_to) {
            return Err(Malformed::Ownership(
                "an attestation lives at the host of the co-op that vouches",
            ));
        }
        Ok(attestation)
    }
}

json_document!(CharterAttestation);
