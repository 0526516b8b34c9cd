//! Object integrity proofs.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failure")]

use musette_federation::charter::CharterAttestation;
use musette_federation::signature::proof::{self, ProofRefused};
use musette_federation::signature::{Ed25519Key, PublicKey};
use serde_json::{Value, json};

/// The example of the W3C recommendation "Data Integrity EdDSA Cryptosuites", appendix B.2.
#[test]
fn the_example_of_the_recommendation_holds() {
    let context = json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/examples/v2"
    ]);
    let document = json!({
        "@context": context,
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "description": "A minimum viable example of an Alumni Credential.",
        "issuer": "https://vc.example/issuers/5678",
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-jcs-2022",
            "created": "2023-02-24T23:36:38Z",
            "verificationMethod": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            "proofPurpose": "assertionMethod",
            "@context": context,
            "proofValue": "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
        }
    });
    let key =
        PublicKey::from_multibase("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").unwrap();
    assert_eq!(proof::verify(&document, &key), Ok(()));
}

fn key() -> Ed25519Key {
    Ed25519Key::from_seed(&[42; 32]).unwrap()
}

fn attestation() -> Value {
    let attestation = CharterAttestation {
        id: "https://schaan.example/ap/att/buchs-2027".parse().unwrap(),
        attributed_to: "https://schaan.example/ap/coop".parse().unwrap(),
        subject: "https://buchs.example/ap/coop".parse().unwrap(),
        charter: "https://charter.example/v2".parse().unwrap(),
        content_hash: "sha-256:6f1c".to_owned(),
        legal_form: Some("Genossenschaft".to_owned()),
        register_number: Some("FL-0002.000.000-0".to_owned()),
        valid_from: "2026-12-01T00:00:00Z".parse().unwrap(),
        valid_through: "2027-11-30T23:59:59Z".parse().unwrap(),
    };
    proof::create(
        &attestation.to_json(),
        &key(),
        "https://schaan.example/ap/coop#ed25519",
        "2026-11-22T10:00:00Z".parse().unwrap(),
    )
    .unwrap()
}

#[test]
fn an_attestation_is_signed_and_read_back() {
    let signed = attestation();
    assert_eq!(proof::verify(&signed, key().public_key()), Ok(()));
    assert_eq!(
        proof::verification_method(&signed),
        Ok("https://schaan.example/ap/coop#ed25519")
    );
    let read = CharterAttestation::from_json(&signed).unwrap();
    assert_eq!(read.legal_form.as_deref(), Some("Genossenschaft"));
    // Signing again replaces the proof.
    let again = proof::create(
        &signed,
        &key(),
        "https://schaan.example/ap/coop#ed25519",
        "2026-11-22T10:00:00Z".parse().unwrap(),
    );
    assert_eq!(again.unwrap(), signed);
}

#[test]
fn a_changed_object_or_proof_is_refused() {
    let wrong = |change: fn(&mut Value)| {
        let mut signed = attestation();
        change(&mut signed);
        proof::verify(&signed, key().public_key()).unwrap_err()
    };
    let mismatch = ProofRefused::Wrong("https://schaan.example/ap/coop#ed25519".to_owned());
    assert_eq!(
        wrong(|d| d["subject"] = json!("https://elsewhere.example/ap/coop")),
        mismatch
    );
    assert_eq!(wrong(|d| d["extra"] = json!(null)), mismatch);
    assert_eq!(
        wrong(|d| d["proof"]["created"] = json!("2026-11-22T10:00:01Z")),
        mismatch
    );
    assert_eq!(
        wrong(|d| d["@context"][0] = json!("https://elsewhere.example/ns")),
        ProofRefused::Context
    );
    assert_eq!(
        wrong(|d| d["proof"]["cryptosuite"] = json!("eddsa-rdfc-2022")),
        ProofRefused::Kind
    );
    assert_eq!(
        wrong(|d| d["proof"]["proofPurpose"] = json!("authentication")),
        ProofRefused::Kind
    );
    assert_eq!(
        wrong(|d| d["proof"]["proofValue"] = json!("zz")),
        ProofRefused::Kind
    );
    assert_eq!(wrong(|d| d["proof"] = json!(null)), ProofRefused::Absent);
    assert_eq!(
        wrong(|d| {
            let p = d["proof"].clone();
            d["proof"] = json!([p, p]);
        }),
        ProofRefused::Absent
    );
    assert!(matches!(
        wrong(|d| d["amount"] = json!(1.5)),
        ProofRefused::NotCanonical(_)
    ));
    let other = Ed25519Key::from_seed(&[43; 32]).unwrap();
    assert_eq!(
        proof::verify(&attestation(), other.public_key()),
        Err(mismatch)
    );
}
