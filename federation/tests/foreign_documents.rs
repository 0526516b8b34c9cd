//! Documents in the style of other software: each is read for what it says.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failure")]

use std::fs;
use std::path::PathBuf;

use musette_federation::activity::{SocialActivity, SocialKind};
use musette_federation::collection::RemoteCollection;
use musette_federation::remote_key::read_keys;
use musette_federation::remote_note::RemoteNote;
use musette_federation::{Malformed, Reference, RemoteActor, limits};
use rstest::rstest;
use serde_json::{Value, json};
use url::Url;

fn fixture(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/{name}.json"));
    limits::read_json(&fs::read(path).unwrap()).unwrap()
}

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

#[test]
fn a_person_of_mastodon() {
    let actor = RemoteActor::from_json(&fixture("mastodon/person")).unwrap();
    assert_eq!(actor.handle(), "nora@social.example");
    assert_eq!(actor.name, "nora");
    assert_eq!(
        actor.keys[0].id,
        "https://social.example/users/nora#main-key"
    );
    assert_eq!(
        actor.shared_inbox_or_inbox().as_str(),
        "https://social.example/inbox"
    );
    assert!(!actor.is_musette());
    assert_eq!(actor.attachment[0].name, "Blog");
}

#[rstest]
#[case(
    "mastodon/follow",
    SocialKind::Follow,
    "https://schaan.example/ap/r/loewen"
)]
#[case(
    "mastodon/create-reply",
    SocialKind::Create,
    "https://social.example/users/nora/statuses/115601"
)]
#[case(
    "mastodon/undo-announce",
    SocialKind::Undo,
    "https://social.example/users/nora/statuses/115602/activity"
)]
#[case(
    "mastodon/flag",
    SocialKind::Flag,
    "https://schaan.example/ap/r/loewen"
)]
#[case(
    "mastodon/delete-actor",
    SocialKind::Delete,
    "https://social.example/users/gone"
)]
#[case(
    "gotosocial/create-note",
    SocialKind::Create,
    "https://gts.example/users/kim/statuses/01JDP3"
)]
#[case(
    "pixelfed/create-note",
    SocialKind::Create,
    "https://pixel.example/p/ada/7001"
)]
#[case(
    "pixelfed/like",
    SocialKind::Like,
    "https://schaan.example/ap/n/0192f1ac"
)]
fn activities_are_read(#[case] name: &str, #[case] kind: SocialKind, #[case] object: &str) {
    let activity = SocialActivity::from_json(&fixture(name)).unwrap();
    assert_eq!(activity.kind, kind);
    assert_eq!(activity.object_id(), Some(&url(object)));
    // Written again and read again, it says the same.
    assert_eq!(
        SocialActivity::from_json(&activity.to_json()).unwrap(),
        activity
    );
}

#[test]
fn a_reply_of_mastodon() {
    let activity = SocialActivity::from_json(&fixture("mastodon/create-reply")).unwrap();
    assert!(activity.is_public() && activity.names(&url("https://schaan.example/ap/r/loewen")));
    let note = RemoteNote::from_json(activity.object().unwrap().value().unwrap()).unwrap();
    assert_eq!(
        note.in_reply_to,
        Some(url("https://schaan.example/ap/n/0192f1ac"))
    );
    assert_eq!(note.mentions, [url("https://schaan.example/ap/r/loewen")]);
    assert_eq!(note.images[0].alt.as_deref(), Some("Ein leerer Teller"));
    assert_eq!((note.summary, note.language.as_deref()), (None, Some("de")));
}

#[test]
fn an_undo_names_what_it_undoes() {
    let activity = SocialActivity::from_json(&fixture("mastodon/undo-announce")).unwrap();
    let undone = activity.object().unwrap();
    assert_eq!(undone.kind(), Some("Announce"));
    assert_eq!(
        undone.inner().unwrap(),
        Reference::Id(url("https://schaan.example/ap/n/0192f1ac"))
    );
}

#[test]
fn a_report_names_all_its_objects() {
    let activity = SocialActivity::from_json(&fixture("mastodon/flag")).unwrap();
    assert_eq!(activity.objects.len(), 2);
    assert_eq!(activity.content.as_deref(), Some("Das ist Werbung."));
}

#[test]
fn a_key_in_a_stub_of_gotosocial() {
    let keys = read_keys(&fixture("gotosocial/key-stub")).unwrap();
    assert_eq!(keys[0].id, "https://gts.example/users/kim/main-key");
    assert_eq!(keys[0].owner, url("https://gts.example/users/kim"));
    // A stub is enough for a key, not for an actor.
    assert!(RemoteActor::from_json(&fixture("gotosocial/key-stub")).is_err());
    let bare = fixture("gotosocial/key-stub")["publicKey"].clone();
    assert_eq!(read_keys(&bare).unwrap(), keys);
}

#[test]
fn single_values_and_offsets_of_gotosocial() {
    let activity = SocialActivity::from_json(&fixture("gotosocial/create-note")).unwrap();
    assert_eq!(activity.to.len(), 1);
    let note = RemoteNote::from_json(activity.object().unwrap().value().unwrap()).unwrap();
    assert_eq!(
        note.published.unwrap().to_rfc3339(),
        "2026-11-27T11:40:00+00:00"
    );
    assert_eq!(note.hashtags, ["knoepfle"]);
    let page = RemoteCollection::from_json(&fixture("gotosocial/outbox-page")).unwrap();
    assert_eq!(page.items.len(), 1);
}

#[test]
fn a_picture_of_pixelfed() {
    let activity = SocialActivity::from_json(&fixture("pixelfed/create-note")).unwrap();
    let note = RemoteNote::from_json(activity.object().unwrap().value().unwrap()).unwrap();
    assert_eq!(note.images.len(), 1);
    assert_eq!(
        (note.images[0].alt.as_deref(), note.in_reply_to),
        (None, None)
    );
}

#[test]
fn unknown_activities_are_known_to_be_unknown() {
    let mut follow = fixture("mastodon/follow");
    follow["type"] = json!("schema:OrderAction");
    assert_eq!(
        SocialActivity::from_json(&follow).unwrap().kind,
        SocialKind::Other("schema:OrderAction".to_owned())
    );
    follow["type"] = json!(["schema:FollowAction", "Follow"]);
    assert_eq!(
        SocialActivity::from_json(&follow).unwrap().kind,
        SocialKind::Follow
    );
}

#[rstest]
#[case("id", json!(null))]
#[case("id", json!(7))]
#[case("id", json!("https://elsewhere.example/1"))]
#[case("id", json!("https://social.example:8443/1"))]
#[case("actor", json!(null))]
#[case("actor", json!({"type": "Person"}))]
#[case("type", json!(null))]
#[case("type", json!({}))]
fn what_cannot_be_an_activity_is_refused(#[case] field: &str, #[case] value: Value) {
    let mut follow = fixture("mastodon/follow");
    follow[field] = value;
    assert!(SocialActivity::from_json(&follow).is_err());
    assert_eq!(
        SocialActivity::from_json(&json!([follow])),
        Err(Malformed::NotAnObject("activity"))
    );
}

#[rstest]
#[case("attributedTo", json!(7))]
#[case("attributedTo", json!("https://elsewhere.example/users/eve"))]
#[case("attributedTo", json!(null))]
#[case("id", json!(null))]
#[case("type", json!("Article"))]
fn a_note_with_one_thing_wrong_is_refused(#[case] field: &str, #[case] value: Value) {
    let mut note = fixture("mastodon/create-reply")["object"].clone();
    note[field] = value;
    assert!(RemoteNote::from_json(&note).is_err());
}
