//! Signatures in the forms that others send, and what is wrong in them; and when our answer to a Follow leaves.

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Request;
use musette_federation::signature::digest::sha256;
use musette_federation::signature::{Ed25519Key, http_date};
use rstest::rstest;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{follows, instance, send};
use crate::peer::tests::instance::Instance;
use crate::peer::tests::moderation::counted;
use crate::peer::tests::stranger::Stranger;
use crate::store::noise::NoiseReason;
use crate::store::testing::Kind;

/// An actor with an Ed25519 key beside its RSA key.
async fn with_two_keys() -> (Stranger, Ed25519Key, String) {
    let anna = Stranger::start("anna").await;
    let key = Ed25519Key::generate().unwrap();
    let id = format!("{}#ed25519", anna.actor);
    anna.put_actor_with(
        &anna.actor,
        &json!({"assertionMethod": [{"id": id, "type": "Multikey", "controller": anna.actor,
            "publicKeyMultibase": key.public_multibase()}]}),
    );
    (anna, key, id)
}

/// A POST signed as RFC 9421 says, with the components in this order.
fn signed(
    b: &Instance,
    body: &Value,
    covered: &[&str],
    parameters: &str,
    sign: impl Fn(&[u8]) -> Vec<u8>,
) -> Request<Body> {
    let bytes = body.to_string().into_bytes();
    let now = b.app.clock.wire().unix_seconds();
    let digest = format!("sha-256=:{}:", STANDARD.encode(sha256(&bytes)));
    let (date, host) = (http_date::format(now), b.urls.authority().to_owned());
    let value = |name: &str| match name {
        "@method" => "POST".to_owned(),
        "@target-uri" => b.urls.shared_inbox(),
        "@authority" | "host" => host.clone(),
        "@path" => "/ap/inbox".to_owned(),
        "@scheme" => "http".to_owned(),
        "date" => date.clone(),
        "content-digest" => digest.clone(),
        "content-type" => "application/activity+json".to_owned(),
        other => panic!("{other}"),
    };
    let list: Vec<String> = covered.iter().map(|name| format!("\"{name}\"")).collect();
    let input = format!(
        "({});{}",
        list.join(" "),
        parameters.replace("NOW", &now.to_string())
    );
    let mut lines: Vec<String> = covered
        .iter()
        .map(|name| format!("\"{name}\": {}", value(name)))
        .collect();
    lines.push(format!("\"@signature-params\": {input}"));
    let base = lines.join("\n");
    let signature = STANDARD.encode(sign(base.as_bytes()));
    Request::post("/ap/inbox")
        .header("host", value("host"))
        .header("date", value("date"))
        .header("content-type", value("content-type"))
        .header("content-digest", digest)
        .header("signature-input", format!("sig1={input}"))
        .header("signature", format!("sig1=:{signature}:"))
        .body(Body::from(bytes))
        .unwrap()
}

/// What a library for TypeScript covers, in its order.
const AS_FEDIFY: &[&str] = &[
    "@method",
    "@target-uri",
    "@authority",
    "host",
    "date",
    "content-digest",
];

#[rstest]
#[case("all that Fedify signs", AS_FEDIFY, "", 202)]
#[case("the least", &["@method", "@target-uri", "content-digest"], "", 202)]
#[case("the address in parts", &["@method", "@authority", "@path", "content-digest"], "", 202)]
#[case("without the method", &["@target-uri", "content-digest"], "", 401)]
#[case("without the body", &["@method", "@target-uri", "date"], "", 401)]
#[case("without the address", &["@method", "content-digest"], "", 401)]
#[case("without the host", &["@method", "@path", "content-digest"], "", 401)]
#[case("a component twice", &["@method", "@method", "@target-uri", "content-digest"], "", 401)]
#[case("run out", AS_FEDIFY, ";expires=1", 401)]
#[tokio::test]
async fn rfc_9421_with_what_others_sign(
    #[case] what: &str,
    #[case] covered: &[&str],
    #[case] more: &str,
    #[case] status: u16,
    #[values("rsa-v1_5-sha256", "ed25519")] algorithm: &str,
    #[values(false, true)] named: bool,
) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let (anna, ed25519, id) = with_two_keys().await;
    let rsa = algorithm != "ed25519";
    let key_id = if rsa { anna.key_id.as_str() } else { &id };
    let alg = if named {
        format!("alg=\"{algorithm}\";")
    } else {
        String::new()
    };
    let parameters = format!("{alg}keyid=\"{key_id}\";created=NOW{more}");
    let request = signed(
        &b,
        &anna.follow(&b.urls.coop(), 1),
        covered,
        &parameters,
        |base| {
            if rsa {
                anna.key.sign(base).unwrap()
            } else {
                ed25519.sign(base).unwrap()
            }
        },
    );
    assert_eq!(send(&b, request).await, status, "{what}");
    assert_eq!(follows(&b, &anna.actor).await, status == 202, "{what}");
}

#[rstest]
#[case("a key of the other kind", "ed25519", "KEY#main-key")]
#[case("an algorithm that we do not take", "rsa-pss-sha512", "KEY#main-key")]
#[case("a shared secret", "hmac-sha256", "KEY#main-key")]
#[case("no key of its", "rsa-v1_5-sha256", "KEY#other")]
#[tokio::test]
async fn rfc_9421_with_the_wrong_key(
    #[case] what: &str,
    #[case] algorithm: &str,
    #[case] key_id: &str,
) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let (anna, _, _) = with_two_keys().await;
    let key_id = key_id.replace("KEY", &anna.actor);
    let parameters = format!("alg=\"{algorithm}\";keyid=\"{key_id}\";created=NOW");
    let follow = anna.follow(&b.urls.coop(), 1);
    let request = signed(&b, &follow, AS_FEDIFY, &parameters, |base| {
        anna.key.sign(base).unwrap()
    });
    assert_eq!(send(&b, request).await, 401, "{what}");
}

/// Some servers forget a Follow whose answer arrives while its POST is still open.
#[tokio::test]
async fn the_answer_to_a_follow_leaves_after_our_202_was_read() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&b.urls.coop(), 1), now);
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let port = b.urls.authority().split_once(':').unwrap().1;
    let mut line = TcpStream::connect(format!("127.0.0.1:{port}"))
        .await
        .unwrap();
    let mut head = vec![
        format!("POST {} HTTP/1.1", parts.uri),
        "connection: close".to_owned(),
        format!("content-length: {}", body.len()),
    ];
    if !parts.headers.contains_key("host") {
        head.push(format!("host: {}", b.urls.authority()));
    }
    for (name, value) in &parts.headers {
        head.push(format!("{name}: {}", value.to_str().unwrap()));
    }
    let head = format!("{}\r\n\r\n", head.join("\r\n"));
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&body).await.unwrap();
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).await.unwrap();
    assert!(
        answer.starts_with(b"HTTP/1.1 202"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    assert!(anna.arrived().is_empty(), "the answer was read first");
    assert_eq!(anna.wait_for(1).await[0].body["type"], "Accept");
}

#[rstest]
#[case("application/activity+json", 202)]
#[case("application/activity+json; charset=utf-8", 202)]
#[case("Application/Activity+JSON;charset=UTF-8", 202)]
#[case("application/ld+json", 202)]
#[case("application/ld+json; charset=utf-8", 202)]
#[case(
    "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
    202
)]
#[case("application/json", 415)]
#[case("application/activity+jsonx", 415)]
#[case("text/html", 415)]
#[tokio::test]
async fn a_content_type(
    #[case] content_type: &str,
    #[case] status: u16,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let (follow, inbox) = (anna.follow(&b.urls.coop(), 1), b.urls.shared_inbox());
    let now = b.app.clock.wire().unix_seconds();
    let key = &anna.key;
    let request = Stranger::signed_as(content_type, key, &anna.key_id, &inbox, &follow, now);
    assert_eq!(send(&b, request).await, status);
    assert_eq!(follows(&b, &anna.actor).await, status == 202);
    let entry = counted(&b, "", NoiseReason::MediaType).await;
    assert_eq!(entry, i64::from(status == 415));
}
