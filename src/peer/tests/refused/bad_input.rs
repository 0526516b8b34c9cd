//! What everybody meets who listens to strangers: each has its answer, and its entry in the moderators' log.

use rstest::rstest;
use serde_json::{Value, json};

use super::{asked_to_follow, instance, post, send};
use crate::app::lookup::LookupError;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::moderation::counted;
use crate::peer::tests::seed::seed;
use crate::peer::tests::stranger::{Stranger, Stream};
use crate::store::following::FollowState;
use crate::store::noise::{self, NoiseReason};
use crate::store::testing::Kind;
use crate::store::{local_actor, remote_special};

/// What somebody does whom we know already: who sends which message, after the documents for it were put in place.
type Deed = fn(&Stranger, &Instance) -> (Stranger, Value);

/// A case: what is done, the answer, the reason in the log, and whether the log can name the server.
struct Case(&'static str, Deed, u16, NoiseReason, bool);

/// Somebody whom we have not met, whose document is elsewhere.
fn redirected(anna: &Stranger, b: &Instance, to: &str) -> (Stranger, Value) {
    let eve = anna.neighbour("eve");
    eve.put_as(&eve.actor, 302, &format!("location {to}"), "");
    let follow = eve.follow(&b.urls.coop(), 1);
    (eve, follow)
}

/// Somebody whom we have not met, with these members.
fn stranger(anna: &Stranger, b: &Instance, members: &Value) -> (Stranger, Value) {
    let eve = anna.neighbour("eve");
    eve.put_actor_with(&eve.actor, members);
    let follow = eve.follow(&b.urls.coop(), 1);
    (eve, follow)
}

/// A change of Anna's own document.
fn update(anna: &Stranger, name: &str, value: &str) -> (Stranger, Value) {
    let mut document = anna.document(&anna.actor, &anna.key_id, &anna.key);
    document[name] = json!(value);
    (anna.clone(), anna.activity(1, "Update", document))
}

/// A special of Anna's with a picture at this address.
fn with_picture(anna: &Stranger, url: &str) -> (Stranger, Value) {
    let mut note = anna.note(1);
    note["attachment"] = json!({"type": "Document", "mediaType": "image/png", "url": url});
    (anna.clone(), anna.activity(1, "Create", note))
}

/// A message of Anna's to so many.
fn addressed(anna: &Stranger, b: &Instance, count: usize) -> (Stranger, Value) {
    let mut follow = anna.follow(&b.urls.coop(), 2);
    let name = |n| json!(format!("https://a.example/users/{n}"));
    follow["to"] = (0..count).map(name).collect();
    (anna.clone(), follow)
}

const CASES: &[Case] = &[
    Case(
        "a document of 2 GB",
        |anna, b| {
            let eve = anna.neighbour("eve");
            eve.put_stream(&eve.actor, Stream::Flood);
            let follow = eve.follow(&b.urls.coop(), 1);
            (eve, follow)
        },
        401,
        NoiseReason::Signature,
        true,
    ),
    Case(
        "a redirect to itself",
        |anna, b| redirected(anna, b, "/users/eve"),
        401,
        NoiseReason::Signature,
        true,
    ),
    Case(
        "a redirect to the loopback",
        |anna, b| redirected(anna, b, "http://127.0.0.1:1/users/eve"),
        401,
        NoiseReason::Signature,
        true,
    ),
    Case(
        "a redirect to a file",
        |anna, b| redirected(anna, b, "file:///etc/passwd"),
        401,
        NoiseReason::Signature,
        true,
    ),
    Case(
        "a document that is not UTF-8",
        |anna, b| {
            let eve = anna.neighbour("eve");
            let bytes = b"{\"name\": \"\xff\xfe\"}";
            eve.put_bytes(&eve.actor, 200, "application/activity+json", bytes);
            let follow = eve.follow(&b.urls.coop(), 1);
            (eve, follow)
        },
        401,
        NoiseReason::Signature,
        true,
    ),
    Case(
        "a second actor of the same name",
        |anna, b| stranger(anna, b, &json!({"preferredUsername": "anna"})),
        202,
        NoiseReason::NameTaken,
        true,
    ),
    Case(
        "an actor that changes its type",
        |anna, _| update(anna, "type", "Group"),
        202,
        NoiseReason::TypeChanged,
        true,
    ),
    Case(
        "a name in mixed scripts",
        |anna, b| stranger(anna, b, &json!({"name": "Mir\u{435}ille"})),
        202,
        NoiseReason::MixedScripts,
        true,
    ),
    Case(
        "a name that becomes one in mixed scripts",
        |anna, _| update(anna, "name", "Mir\u{435}ille"),
        202,
        NoiseReason::MixedScripts,
        true,
    ),
    Case(
        "a hundred thousand recipients",
        |anna, b| addressed(anna, b, 100_000),
        413,
        NoiseReason::TooLarge,
        false,
    ),
    Case(
        "two thousand recipients",
        |anna, b| addressed(anna, b, 2_000),
        400,
        NoiseReason::Malformed,
        false,
    ),
    Case(
        "a special with a picture of 20 MB in it",
        |anna, _| {
            with_picture(
                anna,
                &format!("data:image/png;base64,{}", "A".repeat(20 << 20)),
            )
        },
        413,
        NoiseReason::TooLarge,
        false,
    ),
];

/// Everything in the log about a server.
async fn all(on: &Instance, host: &str) -> i64 {
    let mut all = 0;
    for reason in NoiseReason::ALL {
        all += counted(on, host, *reason).await;
    }
    all
}

#[rstest]
#[tokio::test]
async fn has_its_answer_and_its_entry(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    for Case(what, deed, status, reason, named) in CASES {
        let anna = Stranger::start("anna").await;
        assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
        let (nobody, everything) = (counted(&b, "", *reason).await, all(&b, "").await);
        let (from, message) = deed(&anna, &b);
        assert_eq!(post(&b, &from, &message).await, *status, "{what}");
        let host = if *named { anna.host.as_str() } else { "" };
        let before = if *named { 0 } else { nobody };
        assert_eq!(counted(&b, host, *reason).await, before + 1, "{what}");
        // And no other.
        let (of_host, of_nobody) = (all(&b, &anna.host).await, all(&b, "").await);
        assert_eq!(of_host + of_nobody - everything, 1, "{what}");
        assert!(from.asked().len() <= 15, "{what}");
    }
    let rows = b.db.read(|c| noise::list(c, 1_000)).await.unwrap();
    assert!(rows.iter().all(|row| row.times > 0));
}

#[rstest]
#[tokio::test]
async fn a_message_to_a_restaurant_that_is_not_here(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let gone = there.actor.clone();
    b.write(move |c, app| {
        let mut row = local_actor::find(c, &gone)?;
        row.gone_at = Some(app.clock.now());
        local_actor::save(c, &row)
    })
    .await;
    let never = b.urls.restaurant("nobody");
    for (restaurant, status, times) in [(never, 404, 1), (there.actor, 410, 2)] {
        let inbox = b.urls.part(&restaurant, "inbox");
        let now = b.app.clock.wire().unix_seconds();
        let request = anna.signed(&inbox, &anna.follow(&restaurant, 1), now);
        assert_eq!(send(&b, request).await, status);
        assert_eq!(counted(&b, "", NoiseReason::NotHere).await, times);
    }
    assert!(anna.asked().is_empty());
}

/// The picture stays where it is, however large: nothing is fetched, and nobody has done anything wrong.
#[rstest]
#[tokio::test]
async fn a_special_that_names_a_large_picture(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let picture = format!("http://{}/plat.png", anna.host);
    anna.put_bytes(&picture, 200, "image/png", &vec![0; 20 << 20]);
    let (_, create) = with_picture(&anna, &picture);
    assert_eq!(post(&b, &anna, &create).await, 202);
    let id = create["object"]["id"].as_str().unwrap().to_owned();
    let kept =
        b.db.read(move |c| remote_special::find_optional(c, &id))
            .await;
    assert!(kept.unwrap().is_some());
    assert!(anna.asked().iter().all(|(path, _)| path != "/plat.png"));
    assert_eq!(all(&b, &anna.host).await, 0);
}

/// A follower count is of no interest here; the count of a list that is read says something of who wrote it.
#[rstest]
#[tokio::test]
async fn a_count_of_fewer_than_none(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let below = |id: String| json!({"id": id, "type": "OrderedCollection", "totalItems": -1});
    let restaurants = format!("{}/restaurants", anna.actor);
    anna.put_actor_with(
        &anna.actor,
        &json!({"type": "Organization", "restaurants": restaurants, "parentOrganization": anna.actor,
            "followers": below(format!("{}/followers", anna.actor)),
            "implements": [{"type": "Link", "href": "https://w3id.org/musette/1"}]}),
    );
    anna.put(&restaurants, 200, &below(restaurants.clone()));
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    assert_eq!(all(&b, &anna.host).await, 0);
    let jrd = json!({"subject": format!("http://{}/", anna.host), "links": [
        {"rel": "self", "type": "application/activity+json", "href": anna.actor}]});
    let at = format!("http://{}/.well-known/webfinger", anna.host);
    anna.put_as(&at, 200, "application/jrd+json", &jrd.to_string());
    b.app.lookup.coop(&anna.host).await.unwrap();
    assert_eq!(counted(&b, &anna.host, NoiseReason::Malformed).await, 1);
    assert_eq!(all(&b, &anna.host).await, 1);
}

/// What a server says of a name of its own, and why it is not believed.
#[rstest]
#[case("another subject", json!({"subject": "acct:boris@HOST"}))]
#[case("a subject of another server", json!({"subject": "acct:anna@other.example"}))]
#[case("no subject", json!({"subject": null}))]
#[case("an actor of another server", json!({"links": [
    {"rel": "self", "type": "application/activity+json", "href": "http://other.localhost:1/users/anna"}]}))]
#[case("no actor", json!({"links": []}))]
#[tokio::test]
async fn webfinger_that_lies(
    #[case] what: &str,
    #[case] lie: Value,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let mut jrd = json!({"subject": format!("acct:anna@{}", anna.host), "links": [
        {"rel": "self", "type": "application/activity+json", "href": anna.actor}]});
    for (name, value) in lie.as_object().unwrap() {
        let text = value.to_string().replace("HOST", &anna.host);
        jrd[name] = serde_json::from_str(&text).unwrap();
    }
    let at = format!("http://{}/.well-known/webfinger", anna.host);
    anna.put_as(&at, 200, "application/jrd+json", &jrd.to_string());
    let found = b.app.lookup.account(&format!("anna@{}", anna.host)).await;
    assert!(
        matches!(found, Err(LookupError::NotUnderstood { .. })),
        "{what}: {found:?}"
    );
    assert_eq!(
        counted(&b, &anna.host, NoiseReason::Malformed).await,
        1,
        "{what}"
    );
    assert_eq!(anna.asked().len(), 1, "{what}: no actor is asked for");
}
