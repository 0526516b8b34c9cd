//! Bodies that another reader might read differently, or that are made to be too much.

use std::time::Duration;

use axum::body::{Body, Bytes};
use http::Request;
use rstest::rstest;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::{asked_to_follow, follows, instance, post, send};
use crate::app::lookup::LookupError;
use crate::peer::slow;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::moderation::counted;
use crate::peer::tests::seed::seed;
use crate::peer::tests::stranger::Stranger;
use crate::store::following::FollowState;
use crate::store::noise::NoiseReason;
use crate::store::testing::Kind;
use crate::store::{follower, inbox_seen};

/// What is hidden in a Follow, so that a reader of JSON-LD finds another one.
type Twist = fn(&mut Value, &Stranger, &Instance);

#[rstest]
#[case("only @id and @type", 400, |v: &mut Value, _: &Stranger, _: &Instance| {
    let map = v.as_object_mut().unwrap();
    for name in ["id", "type"] {
        let value = map.remove(name).unwrap();
        map.insert(format!("@{name}"), value);
    }
})]
#[case("everything in @graph", 400, |v: &mut Value, _: &Stranger, _: &Instance| {
    *v = json!({"@context": v["@context"], "@graph": [v.clone()]});
})]
#[case("the object under another name", 202, |v: &mut Value, _: &Stranger, _: &Instance| {
    v["@context"] = json!(["https://www.w3.org/ns/activitystreams", {"thing": "as:object"}]);
    let object = v.as_object_mut().unwrap().remove("object").unwrap();
    v["thing"] = object;
})]
#[case("the object under its full name", 202, |v: &mut Value, _: &Stranger, _: &Instance| {
    let object = v.as_object_mut().unwrap().remove("object").unwrap();
    v["https://www.w3.org/ns/activitystreams#object"] = object;
})]
#[case("another activity in @included", 202, |v: &mut Value, a: &Stranger, b: &Instance| {
    let mut other = v.clone();
    other["object"] = json!(b.urls.coop());
    other["id"] = json!(format!("{}/included", a.actor));
    v["@included"] = json!([other]);
    v["object"] = json!("http://nobody.localhost:1/");
})]
#[case("another activity in @reverse", 202, |v: &mut Value, _: &Stranger, b: &Instance| {
    v["object"] = json!("http://nobody.localhost:1/");
    v["@reverse"] = json!({"object": {"id": b.urls.coop()}});
})]
#[case("a kind that is an alias", 202, |v: &mut Value, _: &Stranger, _: &Instance| {
    v["@context"] = json!(["https://www.w3.org/ns/activitystreams", {"Knows": "as:Follow"}]);
    v["type"] = json!("Knows");
})]
#[tokio::test]
async fn a_meaning_that_only_a_context_gives(
    #[case] what: &str,
    #[case] status: u16,
    #[case] twist: Twist,
) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let mut follow = anna.follow(&b.urls.coop(), 1);
    twist(&mut follow, &anna, &b);
    assert_eq!(post(&b, &anna, &follow).await, status, "{what}");
    assert!(!follows(&b, &anna.actor).await, "{what}");
    let followers = b.db.read(|c| follower::count_of(c, "coop")).await.unwrap();
    assert_eq!(followers, 0, "{what}");
}

#[tokio::test]
async fn a_second_actor_under_an_alias() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let mut follow = anna.follow(&b.urls.coop(), 1);
    follow["@context"] = json!(["https://www.w3.org/ns/activitystreams", {"by": "as:actor"}]);
    follow["by"] = json!("https://other.example/users/anna");
    assert_eq!(post(&b, &anna, &follow).await, 202);
    // Only who signed follows.
    assert!(follows(&b, &anna.actor).await);
    let followers = b.db.read(|c| follower::count_of(c, "coop")).await.unwrap();
    assert_eq!(followers, 1);
}

#[rstest]
#[case("a hundred thousand recipients", 100_000, 413)]
#[case("five thousand short ones", 5_000, 400)]
#[case("a thousand", 1_000, 202)]
#[tokio::test]
async fn too_many_recipients(#[case] what: &str, #[case] count: usize, #[case] status: u16) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    for (number, field) in [(1, "to"), (2, "cc")] {
        let mut follow = anna.follow(&b.urls.coop(), number);
        follow[field] = (0..count)
            .map(|n| json!(format!("https://a.example/{n}")))
            .collect();
        assert_eq!(post(&b, &anna, &follow).await, status, "{what} in {field}");
    }
}

#[tokio::test]
async fn a_packed_body() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    for encoding in ["gzip", "br", "deflate", "zstd", "gzip, gzip", "x"] {
        let follow = anna.follow(&b.urls.coop(), 1);
        let mut request = anna.signed(&b.urls.shared_inbox(), &follow, now);
        request
            .headers_mut()
            .insert("content-encoding", encoding.parse().unwrap());
        assert_eq!(send(&b, request).await, 415, "{encoding}");
    }
    assert_eq!(b.db.read(inbox_seen::count).await.unwrap(), 0);
}

/// Every member with every kind of value: an answer in time, and never an error of ours.
#[rstest]
#[tokio::test]
async fn values_of_the_wrong_kind(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let long = "x".repeat(200_000);
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e308),
        json!(""),
        json!("\u{0}\u{202E}\r\n"),
        json!("https://"),
        json!("javascript:alert(1)"),
        json!(long),
        json!([]),
        json!({}),
        json!([[[{}]]]),
        json!([null, 1, "x", {"id": null}]),
        json!({"id": {"id": {"id": 1}}, "type": ["Note", "Note"]}),
    ];
    let (mut number, note) = (0, anna.note(1));
    for verb in ["Follow", "Create", "Undo", "Announce", "Flag"] {
        for field in [
            "id",
            "type",
            "actor",
            "object",
            "to",
            "cc",
            "published",
            "content",
            "target",
        ] {
            for value in &values {
                number += 1;
                let mut activity = anna.activity(number, verb, note.clone());
                activity[field] = value.clone();
                let status = post(&b, &anna, &activity).await;
                assert!((200..500).contains(&status), "{verb} {field} {status}");
            }
        }
    }
    // The same inside a Note that is wanted.
    for field in [
        "id",
        "type",
        "attributedTo",
        "to",
        "cc",
        "published",
        "updated",
        "endTime",
        "content",
        "contentMap",
        "summary",
        "tag",
        "attachment",
        "inReplyTo",
        "url",
        "about",
        "likes",
        "replies",
    ] {
        for value in &values {
            number += 1;
            let mut note = anna.note(number);
            note[field] = value.clone();
            let activity = anna.activity(number, "Create", note);
            let status = post(&b, &anna, &activity).await;
            assert!((200..500).contains(&status), "{field} {status}");
        }
    }
}

#[rstest]
#[case("/ap/inbox")]
#[case("/ap/coop/inbox")]
#[case("/ap/instance/inbox")]
#[tokio::test]
async fn bytes_that_are_nothing(#[case] inbox: &str) {
    let b = instance(Kind::Sqlite).await.unwrap();
    for body in [vec![], vec![0xff; 1000], vec![0; 1000], b"{}".to_vec()] {
        for header in [
            "",
            "x",
            "keyId=\"",
            "keyId=\"\",headers=\"\",signature=\"\"",
            "sig1=:x:",
        ] {
            let request = Request::post(inbox)
                .header("content-type", "application/activity+json")
                .header("signature", header)
                .body(Body::from(body.clone()))
                .unwrap();
            assert_eq!(send(&b, request).await, 401, "{header}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn questions_that_are_none(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let long = "x".repeat(20_000);
    for path in [
        "/.well-known/webfinger",
        "/.well-known/webfinger?",
        "/.well-known/webfinger?resource",
        "/.well-known/webfinger?resource=",
        "/.well-known/webfinger?resource=acct:",
        "/.well-known/webfinger?resource=acct:@",
        "/.well-known/webfinger?resource=acct:coop@other.example",
        "/.well-known/webfinger?resource=%00%ff%0d%0a",
        "/.well-known/webfinger?resource=http://[",
        "/.well-known/webfinger?resource=acct:coop@x&resource=acct:coop@y",
        "/ap/r/%00",
        "/ap/r/..%2f..%2fetc",
        "/ap/r/x/%ff",
        "/ap/n/%F0%9F",
        "/ap/a/%00",
        "/ap/n/%00/replies",
        "/ap/r/%00/outbox",
        "/ap/r/%1b%7f",
        "/ap/a/'%20OR%201=1",
        "/ap/i/-1",
        "/ap/coop/outbox?page=",
        "/ap/coop/outbox?page=99999999999999999999-x",
        "/ap/coop/outbox?page=1-%00",
        &format!("/.well-known/webfinger?resource=acct:{long}@x"),
        &format!("/ap/coop/outbox?page=1-{long}"),
    ] {
        for host in [
            b.urls.authority(),
            "",
            "x",
            "[::1",
            "a.example:99999",
            "\u{7f}",
        ] {
            let request = Request::get(path).header("accept", "application/activity+json");
            let Ok(request) = request.header("host", host).body(Body::empty()) else {
                continue;
            };
            let status = send(&b, request).await;
            assert!((400..500).contains(&status), "{host} {path:.100} {status}");
        }
    }
}

/// What an actor says with the character that no text has.
#[rstest]
#[case(json!({"timezone": "Europe/\u{0}"}))]
#[case(json!({"openingHours": "Mo\u{0}"}))]
#[case(json!({"servesCuisine": ["\u{0}"]}))]
#[case(json!({"location": {"type": "Place", "address": {"type": "PostalAddress", "streetAddress": "\u{0}"}}}))]
#[case(json!({"x\u{0}": 1}))]
#[tokio::test]
async fn a_character_that_no_text_has(
    #[case] members: Value,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let restaurant = json!({"type": "Organization", "name": "Chez Anna", "menu": format!("{}/menu", anna.actor),
        "implements": [{"type": "Link", "href": "https://w3id.org/musette/1"}]});
    anna.put_actor_with(&anna.actor, &restaurant);
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    let mut document = anna.document(&anna.actor, &anna.key_id, &anna.key);
    for part in [&restaurant, &members] {
        for (name, value) in part.as_object().unwrap() {
            document[name] = value.clone();
        }
    }
    let update = anna.activity(1, "Update", document.clone());
    assert_eq!(post(&b, &anna, &update).await, 400);
    assert_eq!(counted(&b, "", NoiseReason::Malformed).await, 1);
    // Of somebody whom we have not met, and as an answer to a person.
    let eve = anna.neighbour("eve");
    eve.put_actor_with(&eve.actor, &members);
    assert_eq!(post(&b, &eve, &eve.follow(&b.urls.coop(), 1)).await, 401);
    let found = b.app.lookup.restaurant(&eve.actor).await;
    assert!(
        matches!(found, Err(LookupError::NotUnderstood { .. })),
        "{found:?}"
    );
}

/// Control characters in an address name nothing, whatever the database thinks of them.
#[rstest]
#[tokio::test]
async fn an_inbox_that_no_address_can_name(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let inbox = format!("{}/ap/r/%00/inbox", b.urls.origin());
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(&inbox, &anna.follow(&b.urls.coop(), 1), now);
    assert_eq!(send(&b, request).await, 404);
    assert_eq!(counted(&b, "", NoiseReason::NotHere).await, 1);
    for path in ["/ap/r/%00", "/ap/a/%00"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        assert_eq!(send(&b, request).await, 404, "{path}");
    }
}

#[rstest]
#[tokio::test]
async fn a_body_that_never_ends(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let router = slow::in_time(b.router.clone(), &b.peer, Duration::from_millis(300));
    let own = b.urls.part(&there.actor, "inbox");
    for (inbox, before) in [b.urls.shared_inbox(), own].iter().zip(0..) {
        let now = b.app.clock.wire().unix_seconds();
        let (parts, _) = anna
            .signed(inbox, &anna.follow(&there.actor, 1), now)
            .into_parts();
        let never = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
        assert_eq!(counted(&b, "", NoiseReason::TooSlow).await, before);
        let request = Request::from_parts(parts, Body::from_stream(never));
        let answer = router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 408);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        assert_eq!(counted(&b, "", NoiseReason::TooSlow).await, before + 1);
    }
    // The same in time is taken.
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(
        &b.urls.shared_inbox(),
        &anna.activity(1, "Arrive", json!(b.urls.coop())),
        now,
    );
    let patient = slow::in_time(b.router.clone(), &b.peer, slow::WITHIN);
    assert_eq!(patient.oneshot(request).await.unwrap().status(), 202);
}
