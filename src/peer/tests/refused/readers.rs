//! Authorized fetch: who does not sign, or is blocked, reads nothing but keys.

use axum::body::Body;
use http::{HeaderMap, Request};
use http_body_util::BodyExt as _;
use musette_domain::TextValue as _;
use musette_federation::signature::{Outgoing, OutgoingBody, RsaKey, cavage};
use rstest::rstest;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::Url;

use crate::peer::tests::instance::Instance;
use crate::peer::tests::moderation::counted;
use crate::peer::tests::seed::{Seeded, publish, seed};
use crate::peer::tests::stranger::Stranger;
use crate::peer::tests::wait::{until, until_true};
use crate::store::following::FollowState;
use crate::store::noise::NoiseReason;
use crate::store::testing::{Kind, set_suspended};
use crate::store::{following, remote_special};

/// An instance that shows its documents only to those who sign.
async fn closed(kind: Kind, name: &str) -> Option<Instance> {
    let change = |config: &mut crate::config::Config| config.federation.authorized_fetch = true;
    let instance = Instance::with(kind, name, change).await?;
    instance.send();
    Some(instance)
}

async fn get(
    instance: &Instance,
    url: &str,
    headers: &[(&str, String)],
) -> (u16, HeaderMap, Value) {
    let path = url.strip_prefix(instance.urls.origin()).unwrap_or(url);
    let mut request = Request::get(path).header("accept", "application/activity+json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.body(Body::empty()).unwrap();
    let answer = instance.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    (parts.status.as_u16(), parts.headers, value)
}

/// The headers of a GET signed by somebody.
fn signed(
    instance: &Instance,
    key: &RsaKey,
    key_id: &str,
    url: &str,
) -> Vec<(&'static str, String)> {
    let now = instance.app.clock.wire().unix_seconds();
    let url = Url::parse(url).unwrap();
    let outgoing = Outgoing::to("GET", &url, None);
    let mut headers = cavage::sign(key, key_id, &outgoing, now).unwrap();
    if !headers.iter().any(|(name, _)| *name == "host") {
        headers.push(("host", instance.urls.authority().to_owned()));
    }
    headers
}

/// Documents that are not for everybody.
async fn documents(instance: &Instance, there: &Seeded) -> Vec<String> {
    let special = publish(instance, there, "Quenelle").await;
    let urls = &instance.urls;
    vec![
        urls.special(special.as_str()),
        urls.menu_item(there.item.as_str()),
        urls.part(&there.actor, "outbox"),
        urls.part(&there.actor, "menu"),
        urls.part(&urls.coop(), "restaurants"),
        urls.part(&urls.coop(), "followers"),
    ]
}

#[tokio::test]
async fn a_reader_that_does_not_sign() {
    let b = closed(Kind::Sqlite, "b").await.unwrap();
    let there = seed(&b, "chezmireille").await;
    for url in documents(&b, &there).await {
        let (status, _, problem) = get(&b, &url, &[]).await;
        assert_eq!(status, 401, "{url}");
        assert!(
            problem["detail"].as_str().unwrap().contains("sign"),
            "{url}"
        );
    }
    for actor in [b.urls.coop(), b.urls.desk(), there.actor] {
        let tag = [("if-none-match", "\"x\"".to_owned())];
        let (status, headers, stub) = get(&b, &actor, &tag).await;
        assert_eq!(status, 200, "{actor}");
        assert!(stub["publicKey"]["publicKeyPem"].is_string() && stub["inbox"].is_string());
        assert_eq!(stub["id"], json!(actor));
        for hidden in [
            "name",
            "summary",
            "attachment",
            "location",
            "followers",
            "url",
            "hue",
        ] {
            assert_eq!(stub.get(hidden), None, "{actor} {hidden}");
        }
        assert!(!headers.contains_key("etag"));
        assert!(
            headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("private")
        );
    }
    // What verifying begins with is for all.
    let (status, _, instance) = get(&b, &b.urls.instance(), &[]).await;
    assert!(status == 200 && instance["name"].is_string());
    let host = b.urls.authority();
    for open in [
        format!("/.well-known/webfinger?resource=acct:coop@{host}"),
        "/.well-known/nodeinfo".to_owned(),
        "/nodeinfo/2.1".to_owned(),
    ] {
        assert_eq!(get(&b, &open, &[]).await.0, 200, "{open}");
    }
    assert_eq!(get(&b, &b.urls.restaurant("nobody"), &[]).await.0, 404);
}

#[rstest]
#[tokio::test]
async fn a_reader_of_a_blocked_server(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = closed(kind, "b").await else {
        return;
    };
    let there = seed(&b, "chezmireille").await;
    let (anna, eve) = (Stranger::start("anna").await, Stranger::start("eve").await);
    let host = eve.host.clone();
    b.write(move |c, _| set_suspended(c, &host, true)).await;
    let mut urls = documents(&b, &there).await;
    urls.push(there.actor.clone());
    for (url, times) in urls.into_iter().zip(1..) {
        let good = signed(&b, &anna.key, &anna.key_id, &url);
        let (status, headers, _) = get(&b, &url, &good).await;
        assert_eq!(status, 200, "{url}");
        assert!(headers["vary"].to_str().unwrap().contains("Signature"));
        assert!(
            headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("private")
        );
        let blocked = signed(&b, &eve.key, &eve.key_id, &url);
        assert_eq!(get(&b, &url, &blocked).await.0, 403, "{url}");
        let entry = counted(&b, &eve.host, NoiseReason::Suspended).await;
        assert_eq!(entry, times, "{url}");
    }
    assert!(eve.asked().is_empty());
    let (_, _, whole) = {
        let headers = signed(&b, &anna.key, &anna.key_id, &there.actor);
        get(&b, &there.actor, &headers).await
    };
    assert_eq!(whole["name"], "Chez Mireille");
}

#[tokio::test]
async fn a_signature_that_is_not_right() {
    let b = closed(Kind::Sqlite, "b").await.unwrap();
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let other = RsaKey::generate().unwrap();
    let (actor, coop) = (there.actor, b.urls.coop());
    for (what, headers) in [
        ("by another key", signed(&b, &other, &anna.key_id, &actor)),
        (
            "of another page",
            signed(&b, &anna.key, &anna.key_id, &coop),
        ),
        ("of nobody", signed(&b, &anna.key, "main-key", &actor)),
        (
            "of our own network",
            signed(&b, &anna.key, "http://127.0.0.1:1/k", &actor),
        ),
        ("that is none", vec![("signature", "x".to_owned())]),
    ] {
        assert_eq!(get(&b, &actor, &headers).await.0, 401, "{what}");
    }
    assert_eq!(counted(&b, &anna.host, NoiseReason::Signature).await, 2);
    assert_eq!(counted(&b, "127.0.0.1:1", NoiseReason::Signature).await, 1);
    assert_eq!(counted(&b, "", NoiseReason::Signature).await, 2);
}

/// Some sign a digest of nothing with their GETs. Ours have none.
#[tokio::test]
async fn a_digest_of_nothing() {
    let b = closed(Kind::Sqlite, "b").await.unwrap();
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let url = Url::parse(&there.actor).unwrap();
    let nothing = OutgoingBody::of(b"", "application/activity+json");
    let outgoing = Outgoing::to("GET", &url, Some(nothing));
    let now = b.app.clock.wire().unix_seconds();
    let headers = cavage::sign(&anna.key, &anna.key_id, &outgoing, now).unwrap();
    assert!(headers.iter().any(|(name, _)| *name == "digest"));
    let (status, _, whole) = get(&b, &there.actor, &headers).await;
    assert_eq!((status, &whole["name"]), (200, &json!("Chez Mireille")));
    let asked = anna.asked();
    assert!(!asked.is_empty());
    for (path, headers) in asked {
        let signature = headers["signature"].to_str().unwrap();
        assert!(!signature.contains("digest"), "{path}: {signature}");
        assert!(!headers.contains_key("digest"), "{path}");
        assert!(!headers.contains_key("content-digest"), "{path}");
    }
}

/// Each needs the other's key to answer the other's question for its key: the instance actors, open to all, end the circle.
#[tokio::test]
async fn two_such_servers_follow_each_other_all_the_same() {
    let (a, b) = (
        closed(Kind::Sqlite, "a").await.unwrap(),
        closed(Kind::Sqlite, "b").await.unwrap(),
    );
    let there = seed(&b, "chezmireille").await;
    seed(&a, "laperle").await;
    let target = a.app.lookup.restaurant(&there.actor).await.unwrap();
    let wanted = target.clone();
    a.write(move |c, app| app.tell.follow(c, &target)).await;
    until_true(&a.db, "the follow is accepted", move |c| {
        Ok(following::find(c, &wanted)?.state == FollowState::Accepted)
    })
    .await;
    let special = publish(&b, &there, "Quenelle").await;
    let note = b.urls.special(special.as_str());
    until(&a.db, "the special arrives", move |c| {
        remote_special::find_optional(c, &note)
    })
    .await;
}

#[rstest]
#[tokio::test]
async fn a_reader_of_a_blocked_server_where_others_need_not_sign(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let there = seed(&b, "chezmireille").await;
    let (anna, eve) = (Stranger::start("anna").await, Stranger::start("eve").await);
    let host = eve.host.clone();
    b.write(move |c, _| set_suspended(c, &host, true)).await;
    let mut urls = documents(&b, &there).await;
    urls.push(there.actor.clone());
    for url in urls {
        let blocked = signed(&b, &eve.key, &eve.key_id, &url);
        assert_eq!(get(&b, &url, &blocked).await.0, 403, "{url}");
        let good = signed(&b, &anna.key, &anna.key_id, &url);
        assert_eq!(get(&b, &url, &good).await.0, 200, "{url}");
        assert_eq!(get(&b, &url, &[]).await.0, 200, "{url}");
        let nonsense = [("signature", "x".to_owned())];
        assert_eq!(get(&b, &url, &nonsense).await.0, 200, "{url}");
    }
    // What it needs to believe our farewell, and nobody was asked for a key.
    let instance = b.urls.instance();
    let blocked = signed(&b, &eve.key, &eve.key_id, &instance);
    assert_eq!(get(&b, &instance, &blocked).await.0, 200);
    assert!(eve.asked().is_empty() && anna.asked().is_empty());
}
