//! What our trade inbox refuses, and that a refusal leaves no trace.

use axum::http::StatusCode;
use musette_federation::signature::Ed25519Key;
use musette_federation::signature::rfc9421::SignatureParameters;
use musette_federation::{TradeActivity, signature};
use rstest::rstest;
use serde_json::{Value, json};
use url::Url;

use super::instance::Instance;
use super::seed::{agree, coop};
use super::wire::{Signing, ask, capacity, post};
use crate::store::exchange_entry::{self, ExchangeDirection};
use crate::store::testing::Kind;
use crate::store::{partner, partner_capacity};

struct Scene {
    ours: Instance,
    theirs: Instance,
    key: Ed25519Key,
    inbox: Url,
    nonce: String,
}

async fn scene(kind: Kind) -> Option<Scene> {
    let (ours, _) = coop(kind, "vaduz").await?;
    let (theirs, _) = coop(kind, "schaan").await?;
    agree(&theirs, &ours).await;
    let keys = theirs.peer.keys.of(&theirs.desk()).await.unwrap();
    let key = Ed25519Key::from_pkcs8(&keys.ed25519.to_pkcs8().unwrap()).unwrap();
    let inbox = Url::parse(&format!("{}/inbox", ours.desk())).unwrap();
    let nonce = theirs.app.ids.secret();
    Some(Scene {
        ours,
        theirs,
        key,
        inbox,
        nonce,
    })
}

impl Scene {
    fn now(&self) -> i64 {
        self.ours.app.clock.wire().unix_seconds()
    }
    fn signing<'a>(&'a self, nonce: &'a str) -> Signing<'a> {
        Signing {
            key: &self.key,
            key_id: format!("{}#ed25519", self.theirs.desk()),
            parameters: SignatureParameters::trade(self.now(), nonce),
            target: self.inbox.clone(),
        }
    }
    /// The next message of theirs; the agreement's offer was the first.
    fn message(&self, seq: u64) -> TradeActivity {
        capacity(&self.theirs, &self.ours, seq)
    }
    async fn send(&self, body: &Value) -> (StatusCode, Option<i64>, Value) {
        let nonce = self.theirs.app.ids.secret();
        ask(
            &self.ours,
            post(&self.signing(&nonce), body.to_string().into_bytes()),
        )
        .await
    }
    async fn stored(&self, seq: i64) -> bool {
        let desk = self.theirs.desk();
        self.ours
            .read(move |c| {
                let row =
                    exchange_entry::find_optional(c, &desk, ExchangeDirection::Received, seq)?;
                Ok(row.is_some())
            })
            .await
    }
}

#[rstest]
#[tokio::test]
async fn taken_once_and_answered_alike(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(scene) = scene(kind).await else {
        return;
    };
    let body = scene.message(2).to_json();
    let (status, acknowledged, _) = scene.send(&body).await;
    assert_eq!((status, acknowledged), (StatusCode::ACCEPTED, Some(2)));
    // The same message again, signed anew: the same answer.
    let (status, acknowledged, _) = scene.send(&body).await;
    assert_eq!((status, acknowledged), (StatusCode::ACCEPTED, Some(2)));
    let desk = scene.theirs.desk();
    let now = scene.ours.app.clock.now();
    let kept = scene
        .ours
        .read(move |c| partner_capacity::of_partner(c, &desk, now))
        .await;
    assert_eq!(kept.len(), 1);
    // The same id with other content is a contradiction, and people hear of it.
    let mut other = body.clone();
    other["object"]["revision"] = json!(2);
    let (status, acknowledged, problem) = scene.send(&other).await;
    assert_eq!((status, acknowledged), (StatusCode::CONFLICT, Some(2)));
    assert_eq!(problem["type"], "https://w3id.org/musette/problem/conflict");
    let desk = scene.theirs.desk();
    let alarms = scene
        .ours
        .read(move |c| crate::flow::alarm::of(c, &desk))
        .await;
    assert!(!alarms.is_empty());
    // So is another message under a number that was used.
    let (status, _, _) = scene.send(&scene.message(2).to_json()).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_gap_holds_the_acknowledgement_back_until_it_is_filled() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let late = scene.message(2).to_json();
    for seq in [4, 3] {
        let (status, acknowledged, _) = scene.send(&scene.message(seq).to_json()).await;
        assert_eq!((status, acknowledged), (StatusCode::ACCEPTED, Some(1)));
    }
    let (status, acknowledged, _) = scene.send(&late).await;
    assert_eq!((status, acknowledged), (StatusCode::ACCEPTED, Some(4)));
}

#[tokio::test]
async fn a_signature_counts_once() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let signing = scene.signing(&scene.nonce);
    let body = scene.message(2).to_json().to_string().into_bytes();
    let (status, _, _) = ask(&scene.ours, post(&signing, body.clone())).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let (status, _, problem) = ask(&scene.ours, post(&signing, body)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(problem["detail"].as_str().unwrap().contains("nonce"));
    let other = scene.message(3).to_json().to_string().into_bytes();
    let (status, _, _) = ask(&scene.ours, post(&signing, other)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(!scene.stored(3).await);
}

#[tokio::test]
async fn signatures_that_are_not_believed() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let now = scene.now();
    let stranger = Ed25519Key::generate().unwrap();
    let trade = SignatureParameters::trade(now, &scene.nonce);
    let desk = scene.theirs.desk();
    let key_id = format!("{desk}#ed25519");
    let refused: Vec<(&str, Signing<'_>)> = [
        ("another key", &stranger, key_id.clone(), trade),
        (
            "another key id",
            &scene.key,
            format!("{desk}#main-key"),
            trade,
        ),
        (
            "another actor's key id",
            &scene.key,
            format!("{}#ed25519", scene.ours.desk()),
            trade,
        ),
        (
            "no nonce",
            &scene.key,
            key_id.clone(),
            SignatureParameters {
                nonce: None,
                ..trade
            },
        ),
        (
            "no tag",
            &scene.key,
            key_id.clone(),
            SignatureParameters { tag: None, ..trade },
        ),
        (
            "another tag",
            &scene.key,
            key_id.clone(),
            SignatureParameters {
                tag: Some("x"),
                ..trade
            },
        ),
        (
            "no end",
            &scene.key,
            key_id.clone(),
            SignatureParameters {
                expires: None,
                ..trade
            },
        ),
        (
            "two minutes old",
            &scene.key,
            key_id.clone(),
            SignatureParameters::trade(now - 120, &scene.nonce),
        ),
        (
            "from the future",
            &scene.key,
            key_id.clone(),
            SignatureParameters::trade(now + 120, &scene.nonce),
        ),
    ]
    .into_iter()
    .map(|(what, key, key_id, parameters)| {
        (
            what,
            Signing {
                key,
                key_id,
                parameters,
                target: scene.inbox.clone(),
            },
        )
    })
    .collect();
    for (what, signing) in refused {
        let body = scene.message(2).to_json().to_string().into_bytes();
        let (status, _, problem) = ask(&scene.ours, post(&signing, body)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{what}: {problem}");
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
    let elsewhere = Signing {
        target: Url::parse(&format!("{}/inbox?x=1", scene.ours.desk())).unwrap(),
        ..scene.signing(&scene.nonce)
    };
    let mut request = post(
        &elsewhere,
        scene.message(2).to_json().to_string().into_bytes(),
    );
    *request.uri_mut() = "/ap/desk/inbox".parse().unwrap();
    assert_eq!(ask(&scene.ours, request).await.0, StatusCode::UNAUTHORIZED);
    let mut changed = post(&scene.signing(&scene.nonce), b"{}".to_vec());
    *changed.body_mut() = scene.message(2).to_json().to_string().into();
    assert_eq!(ask(&scene.ours, changed).await.0, StatusCode::UNAUTHORIZED);
    assert!(!scene.stored(2).await);
}

#[tokio::test]
async fn messages_that_are_none() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let good = scene.message(2).to_json();
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    for (what, body) in [
        (
            "for another desk",
            with("to", json!(format!("{}x", scene.ours.desk()))),
        ),
        (
            "for everybody",
            with("to", json!("https://www.w3.org/ns/activitystreams#Public")),
        ),
        ("with a copy", with("cc", json!("as:Public"))),
        (
            "for two",
            with("to", json!([scene.ours.desk(), scene.theirs.desk()])),
        ),
        ("without a type", with("type", Value::Null)),
        ("without a number", with("seq", Value::Null)),
        ("number zero", with("seq", json!(0))),
        (
            "of another origin",
            with("id", json!("https://elsewhere.example/ap/t/1")),
        ),
    ] {
        let (status, _, problem) = scene.send(&body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{what}");
        assert_eq!(
            problem["type"],
            "https://w3id.org/musette/problem/malformed"
        );
    }
    let nonce = scene.theirs.app.ids.secret();
    let (status, _, _) = ask(
        &scene.ours,
        post(&scene.signing(&nonce), b"not json".to_vec()),
    )
    .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let large = vec![b' '; 257 * 1024];
    let (status, _, _) = ask(&scene.ours, post(&scene.signing(&nonce), large)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!scene.stored(2).await);
}

#[tokio::test]
async fn what_a_newer_version_says_is_kept_and_ignored() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let mut body = scene.message(2).to_json();
    body["type"] = json!("Announce");
    body["object"] = json!({"id": body["id"], "type": "Parcel"});
    for _ in 0..2 {
        let (status, acknowledged, _) = scene.send(&body).await;
        assert_eq!((status, acknowledged), (StatusCode::ACCEPTED, Some(2)));
    }
    assert!(scene.stored(2).await);
    // The next one does not find a gap.
    let (status, acknowledged, _) = scene.send(&scene.message(3).to_json()).await;
    assert_eq!((status, acknowledged), (StatusCode::ACCEPTED, Some(3)));
    // What we know has to be right in every part.
    let mut wrong = scene.message(4).to_json();
    wrong["object"]["revision"] = json!("many");
    let (status, _, _) = scene.send(&wrong).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_stranger_may_only_offer_an_agreement() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let key = Ed25519Key::generate().unwrap();
    let mut body = scene.message(1).to_json();
    let desk = "https://stranger.example/ap/desk";
    body["actor"] = json!(desk);
    body["id"] = json!("https://stranger.example/ap/t/1");
    body["object"]["attributedTo"] = json!(desk);
    body["object"]["id"] = json!("https://stranger.example/ap/cap/1");
    let signing = Signing {
        key: &key,
        key_id: format!("{desk}#ed25519"),
        ..scene.signing(&scene.nonce)
    };
    let body = body.to_string().into_bytes();
    let (status, _, problem) = ask(&scene.ours, post(&signing, body)).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(
        problem["type"],
        "https://w3id.org/musette/problem/noAgreement"
    );
    let known = scene
        .ours
        .read(move |c| partner::find_optional(c, desk))
        .await;
    assert!(known.is_none());
}

#[tokio::test]
async fn a_message_after_its_time_is_kept_without_effect() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let message = scene.message(2);
    scene.ours.forward(chrono::TimeDelta::hours(5));
    let (status, acknowledged, _) = scene.send(&message.to_json()).await;
    assert_eq!((status, acknowledged), (StatusCode::ACCEPTED, Some(2)));
    assert!(scene.stored(2).await);
    let (desk, now) = (scene.theirs.desk(), scene.ours.app.clock.now());
    let kept = scene
        .ours
        .read(move |c| {
            partner_capacity::of_partner(c, &desk, now.minus(chrono::TimeDelta::days(1)))
        })
        .await;
    assert!(kept.is_empty());
}

#[tokio::test]
async fn what_is_refused_for_its_standing_leaves_its_number() {
    let scene = scene(Kind::Sqlite).await.unwrap();
    let desk = scene.theirs.desk();
    let pause = |state| {
        let desk = desk.clone();
        scene.ours.write(move |c| {
            let mut row = partner::find(c, &desk)?;
            row.state = state;
            partner::save(c, &row)
        })
    };
    pause(partner::PartnerState::Paused).await;
    let body = scene.message(2).to_json();
    let (status, acknowledged, _) = scene.send(&body).await;
    assert_eq!((status, acknowledged), (StatusCode::FORBIDDEN, Some(2)));
    pause(partner::PartnerState::Active).await;
    let (status, _, _) = scene.send(&body).await;
    assert_eq!(status, StatusCode::ACCEPTED);
}

#[test]
fn the_tag_of_the_trade_is_ours() {
    assert_eq!(signature::TRADE_TAG, "musette-1");
}
