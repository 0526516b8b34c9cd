use musette_domain::Instant;
use musette_federation::signature::{Ed25519Key, proof};
use serde_json::json;

use super::*;
use crate::store::partner::PartnerState;

const DESK: &str = "https://schaan.example/ap/desk";

fn partner(key: &Ed25519Key) -> Partner {
    Partner {
        desk_id: DESK.into(),
        coop_id: "https://schaan.example/ap/coop".into(),
        host: "schaan.example".into(),
        name: "Schaan".into(),
        place: String::new(),
        hue: "teal".into(),
        inbox: format!("{DESK}/inbox"),
        quote_url: None,
        log_url: None,
        capacity_url: None,
        key_id: format!("{DESK}#ed25519"),
        public_key: key.public_key().to_bytes().to_vec(),
        agreement_id: None,
        state: PartnerState::Active,
        sent_seq: 0,
        received_seq: 0,
        acknowledged_seq: 0,
        last_contact_at: None,
        silent_since: None,
        created_at: Instant::from_millis(0),
    }
}

#[test]
fn a_fingerprint_is_read_out_in_four_groups() {
    let shown = in_groups(&"0123456789abcdef".repeat(4));
    assert_eq!(shown, "01234567 89abcdef 01234567 89abcdef");
}

#[test]
fn a_new_key_counts_only_with_the_old_ones_proof() {
    let (old, new) = (
        Ed25519Key::generate().unwrap(),
        Ed25519Key::generate().unwrap(),
    );
    let partner = partner(&old);
    let document = json!({
        "id": DESK,
        "type": "Service",
        "assertionMethod": [{
            "id": format!("{DESK}#ed25519-2"),
            "type": "Multikey",
            "controller": DESK,
            "publicKeyMultibase": new.public_multibase(),
        }],
    });
    let now = chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let proved = proof::create(&document, &old, &partner.key_id, now).unwrap();
    let (id, key) = announced_key(&partner, &proved, old.public_key()).unwrap();
    assert_eq!(id, format!("{DESK}#ed25519-2"));
    assert_eq!(&key, new.public_key());

    let by_itself = proof::create(&document, &new, &id, now).unwrap();
    assert!(announced_key(&partner, &by_itself, old.public_key()).is_err());
    assert!(announced_key(&partner, &document, old.public_key()).is_err());
    let mut other = document.clone();
    other["id"] = json!("https://other.example/ap/desk");
    let other = proof::create(&other, &old, &partner.key_id, now).unwrap();
    assert_eq!(
        announced_key(&partner, &other, old.public_key()),
        Err(KeyRefused::NoKey)
    );
}
