//! What our inbox refuses, and that a refusal writes nothing.

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, Request};
use http_body_util::BodyExt as _;
use musette_federation::signature::digest::{digest_header, sha256};
use musette_federation::signature::rfc9421::{self, SignatureParameters};
use musette_federation::signature::{Outgoing, OutgoingBody, RsaKey, http_date};
use rstest::rstest;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::Url;

use super::instance::Instance;
use super::seed::seed;
use super::stranger::Stranger;
use crate::store::testing::set_suspended;
use crate::store::{actor_key, follower, inbox_seen};

/// A POST in all its parts, to be made wrong in one of them.
struct Post {
    path: String,
    signed_path: String,
    headers: Vec<(&'static str, Vec<u8>)>,
    covered: &'static str,
    parameters: String,
    body: Vec<u8>,
    key_id: String,
}

impl Post {
    fn good(anna: &Stranger, instance: &Instance, body: &Value, now: i64) -> Self {
        let bytes = body.to_string().into_bytes();
        Self {
            path: "/ap/inbox".into(),
            signed_path: "/ap/inbox".into(),
            headers: vec![
                ("host", instance.urls.authority().into()),
                ("date", http_date::format(now).into()),
                ("digest", digest_header(&sha256(&bytes)).into()),
                ("content-type", b"application/activity+json".to_vec()),
            ],
            covered: "(request-target) host date digest",
            parameters: String::new(),
            body: bytes,
            key_id: anna.key_id.clone(),
        }
    }

    fn set(&mut self, name: &'static str, value: impl Into<Vec<u8>>) {
        self.headers.retain(|(n, _)| *n != name);
        self.headers.push((name, value.into()));
    }

    fn request(&self, key: &RsaKey) -> Request<Body> {
        let value = |name: &str| {
            self.headers
                .iter()
                .find(|(n, _)| *n == name)
                .map_or(String::new(), |(_, v)| {
                    String::from_utf8_lossy(v).into_owned()
                })
        };
        let parameter = |name: &str| {
            self.parameters
                .split(',')
                .find_map(|p| p.strip_prefix(&format!("{name}=")))
                .unwrap_or_default()
                .trim_matches('"')
                .to_owned()
        };
        let lines: Vec<String> = self
            .covered
            .split(' ')
            .map(|name| match name {
                "(request-target)" => format!("{name}: post {}", self.signed_path),
                "(created)" => format!("{name}: {}", parameter("created")),
                "(expires)" => format!("{name}: {}", parameter("expires")),
                header => format!("{header}: {}", value(header)),
            })
            .collect();
        let signature = STANDARD.encode(key.sign(lines.join("\n").as_bytes()).unwrap());
        let more = if self.parameters.is_empty() {
            String::new()
        } else {
            format!(",{}", self.parameters)
        };
        let header = format!(
            r#"keyId="{}",algorithm="rsa-sha256",headers="{}"{more},signature="{signature}""#,
            self.key_id, self.covered
        );
        let mut request = Request::post(&self.path);
        for (name, value) in &self.headers {
            request = request.header(
                HeaderName::from_static(name),
                HeaderValue::from_bytes(value).unwrap(),
            );
        }
        request
            .header("signature", header)
            .body(Body::from(self.body.clone()))
            .unwrap()
    }
}

/// A change that makes a good request a bad one.
type Spoil = fn(&mut Post, i64);

fn again(post: &mut Post, name: &'static str) {
    let (_, value) = post
        .headers
        .iter()
        .find(|(n, _)| *n == name)
        .unwrap()
        .clone();
    post.headers.push((name, value));
}

/// What is wrong, the answer, and how to make it so.
const POSTS: &[(&str, u16, Spoil)] = &[
    ("nothing wrong", 202, |_: &mut Post, _: i64| {}),
    (
        "other body under the same headers",
        401,
        |p: &mut Post, _: i64| p.body.push(b' '),
    ),
    ("digest twice", 401, |p: &mut Post, _: i64| {
        again(p, "digest");
    }),
    (
        "digest twice, the second one right",
        401,
        |p: &mut Post, _: i64| {
            p.headers
                .insert(0, ("digest", digest_header(&sha256(b"other")).into()));
        },
    ),
    ("host twice", 401, |p: &mut Post, _: i64| again(p, "host")),
    ("date twice", 401, |p: &mut Post, _: i64| again(p, "date")),
    ("signature twice", 401, |p: &mut Post, _: i64| {
        p.headers.push(("signature", b"keyId=\"x\"".to_vec()));
    }),
    ("content type twice", 401, |p: &mut Post, _: i64| {
        again(p, "content-type");
    }),
    ("another host", 401, |p: &mut Post, _: i64| {
        p.set("host", "other.example");
    }),
    ("another port", 401, |p: &mut Post, _: i64| {
        p.set("host", "b.localhost:1");
    }),
    ("signed for another path", 401, |p: &mut Post, _: i64| {
        p.signed_path = "/ap/coop/inbox".into();
    }),
    ("query added", 401, |p: &mut Post, _: i64| {
        p.path = "/ap/inbox?x=1".into();
    }),
    ("only the digest signed", 401, |p: &mut Post, _: i64| {
        p.covered = "digest";
    }),
    ("host not signed", 401, |p: &mut Post, _: i64| {
        p.covered = "(request-target) date digest";
    }),
    ("target not signed", 401, |p: &mut Post, _: i64| {
        p.covered = "host date digest";
    }),
    ("digest not signed", 401, |p: &mut Post, _: i64| {
        p.covered = "(request-target) host date";
    }),
    ("no time signed", 401, |p: &mut Post, _: i64| {
        p.covered = "(request-target) host digest";
    }),
    ("over an hour old", 401, |p: &mut Post, now: i64| {
        p.set("date", http_date::format(now - 3700));
    }),
    ("ten minutes ahead", 401, |p: &mut Post, now: i64| {
        p.set("date", http_date::format(now + 600));
    }),
    ("the year 2100", 401, |p: &mut Post, _: i64| {
        p.set("date", "Fri, 01 Jan 2100 00:00:00 GMT");
    }),
    ("no date at all", 401, |p: &mut Post, _: i64| {
        p.set("date", "yesterday");
    }),
    ("created long ago", 401, |p: &mut Post, now: i64| {
        created(p, &(now - 4000).to_string());
    }),
    ("created ahead", 401, |p: &mut Post, now: i64| {
        created(p, &(now + 400).to_string());
    }),
    ("created huge", 401, |p: &mut Post, _: i64| {
        created(p, "18446744073709551615");
    }),
    ("created negative", 401, |p: &mut Post, _: i64| {
        created(p, "-1");
    }),
    ("created now", 202, |p: &mut Post, now: i64| {
        created(p, &now.to_string());
    }),
    ("expired", 401, |p: &mut Post, now: i64| {
        p.parameters = format!("expires={}", now - 10);
    }),
    ("expired, and signed so", 401, |p: &mut Post, now: i64| {
        created(p, &now.to_string());
        p.covered = "(request-target) (created) (expires) host digest";
        p.parameters = format!("created={now},expires={}", now - 10);
    }),
    (
        "expires in a minute, and signed so",
        202,
        |p: &mut Post, now: i64| {
            created(p, &now.to_string());
            p.covered = "(request-target) (created) (expires) host digest";
            p.parameters = format!("created={now},expires={}", now + 60);
        },
    ),
    ("expires never", 401, |p: &mut Post, _: i64| {
        p.parameters = "expires=18446744073709551615".into();
    }),
    (
        "digest in another algorithm",
        401,
        |p: &mut Post, _: i64| p.set("digest", "SHA-512=AAAA"),
    ),
    ("digest in small letters", 202, |p: &mut Post, _: i64| {
        let value = digest_header(&sha256(&p.body)).replace("SHA", "sha");
        p.set("digest", value);
    }),
    ("no digest", 401, |p: &mut Post, _: i64| {
        p.headers.retain(|(n, _)| *n != "digest");
    }),
    ("a header that is no text", 401, |p: &mut Post, _: i64| {
        p.set("date", vec![0xff, 0xfe]);
    }),
    ("key of another server", 401, |p: &mut Post, _: i64| {
        p.key_id = "http://other.localhost:1/u#main-key".into();
    }),
    ("key id without address", 401, |p: &mut Post, _: i64| {
        p.key_id = "main-key".into();
    }),
    ("plain JSON", 415, |p: &mut Post, _: i64| {
        p.set("content-type", "application/json");
    }),
    ("no media type", 415, |p: &mut Post, _: i64| {
        p.headers.retain(|(n, _)| *n != "content-type");
    }),
    ("ld+json", 202, |p: &mut Post, _: i64| {
        p.set(
            "content-type",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
        );
    }),
];

#[tokio::test]
async fn signatures() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    for ((what, status, spoil), number) in POSTS.iter().zip(1..) {
        let mut post = Post::good(&anna, &b, &anna.follow(&there.actor, number), now);
        spoil(&mut post, now);
        check(&b, post.request(&anna.key), *status, what).await;
    }
}

fn created(post: &mut Post, value: &str) {
    post.headers.retain(|(n, _)| *n != "date");
    post.covered = "(request-target) (created) host digest";
    post.parameters = format!("created={value}");
}

/// A change to the activity itself, signed rightly.
type Twist = fn(&mut Value, &Stranger, &Instance);

/// What is wrong, the answer, and how to make it so.
const ACTIVITIES: &[(&str, u16, Twist)] = &[
    (
        "actor is not the signer",
        401,
        |v: &mut Value, anna: &Stranger, _: &Instance| {
            v["actor"] = json!(format!("http://{}/users/boris", anna.host));
        },
    ),
    (
        "actor of another server",
        400,
        |v: &mut Value, _: &Stranger, _: &Instance| {
            v["actor"] = json!("https://other.example/users/anna");
        },
    ),
    (
        "id at another server",
        400,
        |v: &mut Value, _: &Stranger, _: &Instance| {
            v["id"] = json!("https://other.example/1");
        },
    ),
    (
        "id at another port",
        400,
        |v: &mut Value, _: &Stranger, _: &Instance| {
            v["id"] = json!("http://anna.localhost:1/1");
        },
    ),
    ("no id", 400, |v: &mut Value, _: &Stranger, _: &Instance| {
        v["id"] = Value::Null;
    }),
    (
        "no type",
        400,
        |v: &mut Value, _: &Stranger, _: &Instance| v["type"] = Value::Null,
    ),
    (
        "no actor",
        400,
        |v: &mut Value, _: &Stranger, _: &Instance| v["actor"] = Value::Null,
    ),
    (
        "one of our own actors",
        400,
        |v: &mut Value, _: &Stranger, b: &Instance| {
            v["actor"] = json!(b.urls.coop());
            v["id"] = json!(b.urls.activity("1"));
        },
    ),
    (
        "an actor at a bare address",
        400,
        |v: &mut Value, _: &Stranger, _: &Instance| {
            v["actor"] = json!("http://127.0.0.1:1/users/anna");
            v["id"] = json!("http://127.0.0.1:1/1");
        },
    ),
    (
        "an array",
        400,
        |v: &mut Value, _: &Stranger, _: &Instance| *v = json!([v.clone()]),
    ),
    (
        "257 KiB",
        413,
        |v: &mut Value, _: &Stranger, _: &Instance| {
            v["content"] = json!("x".repeat(257 * 1024));
        },
    ),
];

#[tokio::test]
async fn activities() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    for ((what, status, twist), number) in ACTIVITIES.iter().zip(1..) {
        let mut activity = anna.follow(&there.actor, number);
        twist(&mut activity, &anna, &b);
        let request = anna.signed(&b.urls.shared_inbox(), &activity, now);
        check(&b, request, *status, what).await;
    }
}

#[tokio::test]
async fn what_is_no_json() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for body in ["{", r#"{"id":1,"id":2}"#, "", &deep] {
        let mut post = Post::good(&anna, &b, &json!({}), now);
        post.body = body.into();
        post.set("digest", digest_header(&sha256(body.as_bytes())));
        check(&b, post.request(&anna.key), 400, "no JSON").await;
    }
}

#[tokio::test]
async fn an_unsigned_post_asks_nobody() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let body = anna.follow(&b.urls.coop(), 1);
    let request = Request::post("/ap/inbox")
        .header("host", b.urls.authority())
        .header("content-type", "application/activity+json")
        .body(Body::from(body.to_string()))
        .unwrap();
    check(&b, request, 401, "unsigned").await;
    assert!(anna.asked().is_empty());
}

#[tokio::test]
async fn rfc_9421_is_read_as_well() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let body = anna.follow(&there.actor, 1).to_string();
    let url = Url::parse(&b.urls.shared_inbox()).unwrap();
    let outgoing = Outgoing::to(
        "POST",
        &url,
        Some(OutgoingBody::of(
            body.as_bytes(),
            "application/activity+json",
        )),
    );
    let signed = |body: &str, created: i64| {
        let headers = rfc9421::sign(
            anna.key.as_ref().into(),
            &anna.key_id,
            &outgoing,
            SignatureParameters::social(created),
        )
        .unwrap();
        let mut request = Request::post("/ap/inbox").header("host", b.urls.authority());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.body(Body::from(body.to_owned())).unwrap()
    };
    check(&b, signed(&format!("{body} "), now), 401, "other body").await;
    check(&b, signed(&body, now - 4000), 401, "stale").await;
    check(&b, signed(&body, now), 202, "good").await;
}

#[tokio::test]
async fn a_repetition_has_no_effect_and_another_body_under_the_id_is_refused() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let mut follow = anna.follow(&there.actor, 1);
    let inbox = b.urls.shared_inbox();
    for _ in 0..2 {
        let request = anna.signed(&inbox, &follow, now);
        assert_eq!(
            b.router.clone().oneshot(request).await.unwrap().status(),
            202
        );
    }
    assert_eq!(b.db.read(inbox_seen::count).await.unwrap(), 1);
    follow["object"] = json!(b.urls.coop());
    let request = anna.signed(&inbox, &follow, now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        409
    );
    assert_eq!(
        b.db.read(|c| follower::count_of(c, "coop")).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn a_replaced_key_is_read_anew_once() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let inbox = b.urls.shared_inbox();
    let first = anna.signed(&inbox, &anna.follow(&there.actor, 1), now);
    assert_eq!(b.router.clone().oneshot(first).await.unwrap().status(), 202);
    let new = RsaKey::generate().unwrap();
    anna.put_actor(&anna.actor, &anna.key_id, &new);
    let second = Stranger::signed_by(
        &new,
        &anna.key_id,
        &inbox,
        &anna.follow(&there.actor, 2),
        now,
    );
    assert_eq!(
        b.router.clone().oneshot(second).await.unwrap().status(),
        202
    );
    // The old key is none any more, and the actor is not asked again so soon.
    let asked = anna.asked().len();
    let third = anna.signed(&inbox, &anna.follow(&there.actor, 3), now);
    assert_eq!(b.router.clone().oneshot(third).await.unwrap().status(), 401);
    assert_eq!(anna.asked().len(), asked);
}

#[tokio::test]
async fn keys_in_their_three_shapes() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let now = b.app.clock.wire().unix_seconds();
    let inbox = b.urls.shared_inbox();
    // The actor's own id.
    let anna = Stranger::start("anna").await;
    let request = Stranger::signed_by(
        &anna.key,
        &anna.actor,
        &inbox,
        &anna.follow(&there.actor, 1),
        now,
    );
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    // A document of its own, with a stub of the actor.
    let gts = Stranger::start("gts").await;
    let key_id = format!("{}/main-key", gts.actor);
    gts.put_actor(&gts.actor, &key_id, &gts.key);
    let stub = json!({"id": gts.actor, "type": "Person", "preferredUsername": "anna",
        "publicKey": {"id": key_id, "owner": gts.actor, "publicKeyPem": gts.key.public_key_pem()}});
    gts.put(&key_id, 200, &stub);
    let request = Stranger::signed_by(&gts.key, &key_id, &inbox, &gts.follow(&there.actor, 1), now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    // A bare key whose owner lists it.
    let bare = Stranger::start("bare").await;
    let key_id = format!("{}/key", bare.actor);
    bare.put_actor(&bare.actor, &key_id, &bare.key);
    let document = json!({"id": key_id, "type": "Key", "owner": bare.actor,
        "publicKeyPem": bare.key.public_key_pem()});
    bare.put(&key_id, 200, &document);
    let request = Stranger::signed_by(
        &bare.key,
        &key_id,
        &inbox,
        &bare.follow(&there.actor, 1),
        now,
    );
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    // A bare key that its owner does not list.
    let false_one = Stranger::start("false").await;
    let key_id = format!("{}/key", false_one.actor);
    let document = json!({"id": key_id, "type": "Key", "owner": false_one.actor,
        "publicKeyPem": false_one.key.public_key_pem()});
    false_one.put(&key_id, 200, &document);
    let follow = false_one.follow(&there.actor, 1);
    let request = Stranger::signed_by(&false_one.key, &key_id, &inbox, &follow, now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        401
    );
}

#[rstest]
#[case("the key is gone", 410, 401)]
#[case("the key never was", 404, 401)]
#[case("its server is in trouble", 500, 503)]
#[case("its server is busy", 429, 503)]
#[tokio::test]
async fn when_a_key_cannot_be_had(#[case] what: &str, #[case] there: u16, #[case] here: u16) {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    anna.put(&anna.actor, there, &json!({}));
    let inbox = b.urls.shared_inbox();
    let request = anna.signed(&inbox, &anna.follow(&b.urls.coop(), 1), now);
    let answer = b.router.clone().oneshot(request).await.unwrap();
    assert_eq!(
        answer.headers().contains_key("retry-after"),
        here == 503,
        "{what}"
    );
    assert_eq!(answer.status(), here, "{what}");
    // It is not asked for again at once.
    let asked = anna.asked().len();
    let request = anna.signed(&inbox, &anna.follow(&b.urls.coop(), 2), now);
    check(&b, request, here, what).await;
    assert_eq!(anna.asked().len(), asked, "{what}");
}

#[rstest]
#[case("a file that somebody uploaded", "application/json", None)]
#[case("a page", "text/html", None)]
#[case(
    "an actor of another address",
    "application/activity+json",
    Some("/users/boris")
)]
#[tokio::test]
async fn documents_that_are_no_actors(
    #[case] what: &str,
    #[case] content_type: &str,
    #[case] id: Option<&str>,
) {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let named = id.map_or_else(
        || anna.actor.clone(),
        |path| format!("http://{}{path}", anna.host),
    );
    let document = json!({"id": named, "type": "Person", "preferredUsername": "anna",
        "inbox": format!("{}/inbox", anna.actor),
        "publicKey": {"id": anna.key_id, "owner": named, "publicKeyPem": anna.key.public_key_pem()}});
    anna.put_as(&anna.actor, 200, content_type, &document.to_string());
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&b.urls.coop(), 1), now);
    check(&b, request, 401, what).await;
    assert_eq!(keys(&b, &anna).await, 0, "{what}");
}

#[rstest]
#[case("to our own machine", "http://127.0.0.1:1/users/anna")]
#[case("to another server", "http://other.localhost:1/users/anna")]
#[case("to itself", "/users/anna")]
#[tokio::test]
async fn redirects_lead_nowhere(#[case] what: &str, #[case] location: &str) {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    anna.put_as(&anna.actor, 302, &format!("location {location}"), "");
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&b.urls.coop(), 1), now);
    check(&b, request, 401, what).await;
    assert!(anna.asked().len() <= 10, "{what}: {}", anna.asked().len());
}

#[tokio::test]
async fn an_actor_of_two_megabytes_is_not_read() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let document = json!({"id": anna.actor, "type": "Person", "inbox": format!("{}/inbox", anna.actor),
        "summary": "x".repeat(2 * 1024 * 1024),
        "publicKey": {"id": anna.key_id, "owner": anna.actor, "publicKeyPem": anna.key.public_key_pem()}});
    anna.put(&anna.actor, 200, &document);
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&b.urls.coop(), 1), now);
    check(&b, request, 401, "2 MB").await;
}

#[tokio::test]
async fn a_blocked_host_is_refused() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let host = anna.host.clone();
    b.write(move |c, _| set_suspended(c, &host, true)).await;
    let request = anna.signed(&b.urls.shared_inbox(), &anna.follow(&b.urls.coop(), 1), now);
    check(&b, request, 403, "blocked").await;
    assert!(anna.asked().is_empty());
}

#[tokio::test]
async fn an_unknown_actor_that_deletes_itself_is_believed_without_asking() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let delete = json!({"id": format!("{}#delete", anna.actor), "type": "Delete",
        "actor": anna.actor, "object": anna.actor});
    let request = anna.signed(&b.urls.shared_inbox(), &delete, now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    assert!(anna.asked().is_empty());
    assert_eq!(b.db.read(inbox_seen::count).await.unwrap(), 0);
}

#[tokio::test]
async fn unknown_activities_are_taken_and_ignored() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    for (at, kind) in ["Arrive", "schema:OrderAction", "Like", "Offer", "Move"]
        .iter()
        .enumerate()
    {
        let activity = json!({"id": format!("{}/{at}", anna.actor), "type": kind,
            "actor": anna.actor, "object": b.urls.coop()});
        let request = anna.signed(&b.urls.shared_inbox(), &activity, now);
        assert_eq!(
            b.router.clone().oneshot(request).await.unwrap().status(),
            202,
            "{kind}"
        );
    }
}

#[tokio::test]
async fn inboxes_of_nobody() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let inbox = b.urls.part(&b.urls.restaurant("nobody"), "inbox");
    let request = anna.signed(&inbox, &anna.follow(&b.urls.coop(), 1), now);
    check(&b, request, 404, "nobody").await;
}

async fn keys(instance: &Instance, anna: &Stranger) -> usize {
    let id = anna.key_id.clone();
    let found = instance
        .db
        .read(move |c| actor_key::find_optional(c, &id))
        .await
        .unwrap();
    usize::from(found.is_some())
}

/// Sends the request; a refusal says why in a sentence and leaves no row.
async fn check(instance: &Instance, request: Request<Body>, status: u16, what: &str) {
    let before = rows(instance).await;
    let answer = instance.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let said = String::from_utf8_lossy(&body);
    assert_eq!(parts.status, status, "{what}: {said}");
    let after = rows(instance).await;
    if status == 202 {
        assert_eq!(after.0, before.0 + 1, "{what}");
        assert_eq!(after.1, 1, "{what}");
    } else {
        assert_eq!(after, before, "{what}");
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["status"], status, "{what}");
        assert!(problem["detail"].as_str().unwrap().len() > 10, "{what}");
    }
}

/// Activities that were taken, and followers.
async fn rows(instance: &Instance) -> (i64, i64) {
    instance
        .db
        .read(|c| {
            Ok::<_, crate::store::Error>((
                inbox_seen::count(c)?,
                follower::count_of(c, "chezmireille")? + follower::count_of(c, "coop")?,
            ))
        })
        .await
        .unwrap()
}
