//! What the fuzzer does with each input, and what `tests/corpus.rs` does with each input that is kept. Nothing may panic; what else must hold is asserted.

use chrono_tz::Europe::Paris;
use musette_domain::Instant;
use musette_domain::opening::OpeningHours;
use musette_federation::collection::RemoteCollection;
use musette_federation::menu::{Menu, MenuItem};
use musette_federation::nodeinfo::{RemoteNodeInfo, newest_link};
use musette_federation::remote_key::read_keys;
use musette_federation::remote_note::RemoteNote;
use musette_federation::signature::digest::{content_digest_header, digest_header, sha256};
use musette_federation::signature::{Profile, SignedRequest, read};
use musette_federation::webfinger::Jrd;
use musette_federation::{RemoteActor, SocialActivity, TradeActivity, limits};

/// The cleaner alone, so that fuzzing does not build the whole server.
#[path = "../src/services/html.rs"]
mod cleaner;

/// Monday, 2 November 2026, noon in Paris.
const NOON: i64 = 1_793_617_200;
const BODY: &[u8] = b"{}";
const DATE: &str = "Mon, 02 Nov 2026 11:00:00 GMT";

/// What is done with an input.
pub type Target = fn(&[u8]);

/// What can be fuzzed, by name: `fuzz/corpus` has a folder for each.
pub const TARGETS: [(&str, Target); 5] = [
    ("signature_header", signature_header),
    ("rfc9421", rfc9421),
    ("activity_json", activity_json),
    ("html", html),
    ("opening_hours", opening_hours),
];

/// Reads a request that is right but for these headers.
fn read_with(headers: &[(&str, &[u8])]) {
    let (digest, content_digest) = {
        let hash = sha256(BODY);
        (digest_header(&hash), content_digest_header(&hash))
    };
    let mut all: Vec<(&str, &[u8])> = vec![
        ("host", b"lyon.example"),
        ("date", DATE.as_bytes()),
        ("digest", digest.as_bytes()),
        ("content-digest", content_digest.as_bytes()),
        ("content-type", b"application/activity+json"),
    ];
    all.retain(|(name, _)| !headers.iter().any(|(other, _)| other == name));
    all.extend_from_slice(headers);
    let request = SignedRequest {
        method: "POST",
        scheme: "https",
        authority: "lyon.example",
        path_and_query: "/ap/inbox?a=b",
        headers: &all,
        body: Some(BODY),
    };
    for profile in [Profile::Social, Profile::Trade] {
        if let Ok(unverified) = read(&request, NOON, profile) {
            assert!(!unverified.key_id.is_empty(), "a signature without a key");
            assert!(!unverified.covered.is_empty(), "a signature of nothing");
        }
    }
}

/// The `Signature` header of draft-cavage; after a line break, `Digest` and `Date`.
pub fn signature_header(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let mut headers = vec![("signature", parts.next().unwrap_or_default())];
    headers.extend(["digest", "date"].into_iter().zip(parts));
    read_with(&headers);
}

/// `Signature-Input`, and after line breaks `Signature` and `Content-Digest`.
pub fn rfc9421(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let input = parts.next().unwrap_or_default();
    let signature = parts.next().unwrap_or(b"sig1=:AAAA:");
    let mut headers = vec![("signature-input", input), ("signature", signature)];
    headers.extend(parts.next().map(|digest| ("content-digest", digest)));
    read_with(&headers);
}

/// JSON as it arrives at an inbox or is fetched.
pub fn activity_json(data: &[u8]) {
    let Ok(value) = limits::read_json(data) else {
        return;
    };
    if let Ok(activity) = SocialActivity::from_json(&value) {
        let again = SocialActivity::from_json(&activity.to_json());
        assert!(
            again.is_ok(),
            "what was read cannot be read again: {again:?}"
        );
    }
    if let Ok(actor) = RemoteActor::from_json(&value) {
        let _ = (actor.handle(), actor.is_musette(), actor.reads_rfc9421());
    }
    let _ = TradeActivity::from_json(&value);
    let _ = RemoteNote::from_json(&value).map(|note| note.is_public());
    let _ = (Menu::from_json(&value), MenuItem::from_json(&value));
    let _ = RemoteCollection::from_json(&value).map(|list| list.item_ids().count());
    let _ = (RemoteNodeInfo::from_json(&value), newest_link(&value));
    let _ = read_keys(&value);
    let _ = Jrd::from_json(&value).map(|jrd| (jrd.actor(), jrd.account()));
}

/// HTML of strangers.
pub fn html(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let clean = cleaner::clean(text);
    let lower = clean.to_lowercase();
    for tag in [
        "<script", "<style", "<img", "<svg", "<iframe", "<form", "<input", "<math",
    ] {
        assert!(!lower.contains(tag), "{tag} was left in {clean:?}");
    }
    // A text may say anything; what is between "<" and ">" is markup.
    for tag in lower.split('<').skip(1) {
        let markup = tag.split('>').next().unwrap_or_default();
        for scheme in ["javascript:", "data:", "vbscript:"] {
            let link = format!("href=\"{scheme}");
            assert!(!markup.contains(&link), "{scheme} was left in {clean:?}");
        }
    }
    let twice = cleaner::clean(&clean);
    assert_eq!(twice, clean, "cleaning again changes it");
}

/// Opening hours in OpenStreetMap's syntax.
pub fn opening_hours(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(hours) = OpeningHours::parse(text, Paris) else {
        return;
    };
    let noon = Instant::from_millis(NOON * 1000);
    let week = noon.plus(chrono::TimeDelta::days(7));
    let _ = (hours.state_at(noon), hours.is_open(noon));
    for pair in hours.periods(noon, week).windows(2) {
        assert!(pair[0].from <= pair[1].from, "the periods are not in order");
    }
}
