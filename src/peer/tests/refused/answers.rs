//! Answers of other servers that do not end, or that lead away.

use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::json;
use tower::ServiceExt as _;
use url::Url;

use super::{instance, post};
use crate::app::lookup::LookupError;
use crate::peer::fetch::FetchProblem;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::moderation::counted;
use crate::peer::tests::seed::{publish, seed};
use crate::peer::tests::stranger::{Reply, Stranger, Stream};
use crate::peer::tests::wait::until_true;
use crate::store::noise::NoiseReason;
use crate::store::peer_host;
use crate::store::testing::Kind;

/// What everything may take that has an end after ten seconds.
const ENOUGH: Duration = Duration::from_secs(30);

async fn read(instance: &Instance, url: &str) -> Result<(), FetchProblem> {
    let errand = instance.peer.fetch.errand();
    let url = Url::parse(url).unwrap();
    instance
        .peer
        .fetch
        .actor_anew(&url, &errand)
        .await
        .map(drop)
}

#[rstest]
#[tokio::test]
async fn a_key_that_comes_by_single_bytes(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = Instance::impatient(kind, "b", Duration::from_millis(700)).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    anna.put_stream(&anna.actor, Stream::Drip);
    let began = Instant::now();
    for number in 1..=3 {
        let now = b.app.clock.wire().unix_seconds();
        let follow = anna.follow(&b.urls.coop(), number);
        let request = anna.signed(&b.urls.shared_inbox(), &follow, now);
        let answer = b.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 503);
        assert_eq!(answer.headers()["retry-after"], "60");
        assert_eq!(anna.asked().len(), 1, "it is asked once");
    }
    // Sooner than the client gives up by itself.
    assert!(
        began.elapsed() < Duration::from_secs(9),
        "{:?}",
        began.elapsed()
    );
    let entry = counted(&b, &anna.host, NoiseReason::KeyUnreachable).await;
    assert_eq!(entry, 3);
}

#[tokio::test]
async fn an_answer_to_a_person_that_comes_by_single_bytes() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let webfinger = format!("http://{}/.well-known/webfinger", anna.host);
    anna.put_stream(&webfinger, Stream::Drip);
    let began = Instant::now();
    let found = b
        .app
        .lookup
        .restaurant(&format!("anna@{}", anna.host))
        .await;
    assert!(
        matches!(found, Err(LookupError::Unreachable { .. })),
        "{found:?}"
    );
    assert!(began.elapsed() < ENOUGH, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_document_without_end() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    anna.put_stream(&anna.actor, Stream::Flood);
    let webfinger = format!("http://{}/.well-known/webfinger", anna.host);
    anna.put_stream(&webfinger, Stream::Flood);
    let began = Instant::now();
    let status = post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await;
    assert_eq!(status, 401);
    assert_eq!(counted(&b, &anna.host, NoiseReason::Signature).await, 1);
    let found = b
        .app
        .lookup
        .restaurant(&format!("anna@{}", anna.host))
        .await;
    assert!(
        matches!(found, Err(LookupError::NotUnderstood { .. })),
        "{found:?}"
    );
    assert_eq!(counted(&b, &anna.host, NoiseReason::Malformed).await, 1);
    assert!(began.elapsed() < ENOUGH, "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_explanation_without_end() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    assert_eq!(post(&b, &anna, &anna.follow(&there.actor, 1)).await, 202);
    anna.wait_for(1).await;
    anna.reply(Reply::Endless(Stream::Flood));
    publish(&b, &there, "Un").await;
    let host = anna.host.clone();
    until_true(&b.db, "the failure is noted", move |c| {
        Ok(peer_host::find_optional(c, &host)?.is_some_and(|row| row.fails > 0))
    })
    .await;
}

#[rstest]
#[case("to a file", "file:///etc/passwd")]
#[case("to data", "data:application/activity+json,{}")]
#[case("to our own machine", "http://127.0.0.1:1/")]
#[case("to our own machine by another name", "http://[::1]:1/")]
#[case(
    "to the network's own service",
    "http://169.254.169.254/latest/meta-data"
)]
#[case("with a password", "http://user:secret@HOST/users/boris")]
#[case("to another port", "http://anna.localhost:1/")]
#[case("to another scheme", "https://HOST/users/anna")]
#[case("to another server", "//other.localhost:1/")]
#[case("to itself", "/users/anna")]
#[case("to nothing", "")]
#[case("to what is no address", "http://")]
#[tokio::test]
async fn a_redirect(#[case] what: &str, #[case] location: &str) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let location = location.replace("HOST", &anna.host);
    let boris = format!("http://{}/users/boris", anna.host);
    anna.put_actor(&boris, &anna.key_id, &anna.key);
    let webfinger = format!("http://{}/.well-known/webfinger", anna.host);
    for at in [&anna.actor, &webfinger] {
        anna.put_as(at, 302, &format!("location {location}"), "");
    }
    let found = read(&b, &anna.actor).await;
    assert!(found.is_err(), "{what}: {found:?}");
    let asked = anna.asked().len();
    assert!(asked <= 8, "{what}: {asked}");
    let found = b
        .app
        .lookup
        .restaurant(&format!("anna@{}", anna.host))
        .await;
    assert!(found.is_err(), "{what}: {found:?}");
    assert!(anna.asked().len() <= asked + 4, "{what}");
    let paths: Vec<_> = anna.asked().into_iter().map(|(path, _)| path).collect();
    assert!(!paths.contains(&"/users/boris".to_owned()), "{what}");
}

#[tokio::test]
async fn more_requests_than_one_message_may_cause() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let webfinger = Url::parse(&format!("http://{}/.well-known/webfinger", anna.host)).unwrap();
    let elsewhere = format!("http://{}/webfinger", anna.host);
    anna.put_as(webfinger.as_str(), 302, "location /webfinger", "");
    anna.put_as(&elsewhere, 200, "application/jrd+json", "{}");
    let errand = b.peer.fetch.errand();
    let accept = "application/jrd+json";
    // A redirect within the server is followed, and counts.
    for _ in 0..10 {
        let answer = b.peer.fetch.json(&webfinger, accept, &errand).await;
        assert_eq!(answer, Ok(json!({})));
    }
    assert_eq!(anna.asked().len(), 20);
    assert_eq!(
        b.peer.fetch.json(&webfinger, accept, &errand).await,
        Err(FetchProblem::Budget(20))
    );
    let actor = Url::parse(&anna.actor).unwrap();
    let found = b.peer.fetch.actor_anew(&actor, &errand).await;
    assert!(matches!(found, Err(FetchProblem::Budget(20))));
    assert_eq!(anna.asked().len(), 20);
    // Another errand begins anew.
    read(&b, &anna.actor).await.unwrap();
}

#[tokio::test]
async fn an_address_that_gave_no_answer_just_now() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let handle = format!("anna@{}", anna.host);
    for _ in 0..5 {
        let found = b.app.lookup.restaurant(&handle).await;
        assert!(matches!(found, Err(LookupError::Gone(_))), "{found:?}");
    }
    assert_eq!(anna.asked().len(), 1, "it is asked once");
}
