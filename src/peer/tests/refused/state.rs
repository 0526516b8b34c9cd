//! What one host can make us keep and do.

use chrono::TimeDelta;
use musette_federation::signature::{PublicKey, RsaKey};
use rstest::rstest;
use serde_json::json;

use super::{follows, instance, post};
use crate::peer::forget;
use crate::peer::tests::conversation::Scene;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::moderation::counted;
use crate::peer::tests::stranger::Stranger;
use crate::store::actor_key::{self, ActorKey};
use crate::store::noise::NoiseReason;
use crate::store::peer_host::{self, SignatureForm};
use crate::store::remote_actor::{self, RemoteActor};
use crate::store::reply;
use crate::store::testing::Kind;

/// Lets so many actors of a host be known, read a second after each other.
async fn strangers(instance: &Instance, host: &str, count: i64) {
    let (host, now) = (host.to_owned(), instance.clock_now());
    instance
        .write(move |c, _| {
            for number in 0..count {
                let id = format!("http://{host}/users/{number}");
                let at = now.minus(TimeDelta::seconds(count - number));
                remote_actor::insert(
                    c,
                    &RemoteActor {
                        kind: "Person".into(),
                        host: host.clone(),
                        name: format!("n{number}"),
                        display_name: String::new(),
                        url: None,
                        inbox: format!("{id}/inbox"),
                        shared_inbox: None,
                        outbox: None,
                        followers: None,
                        document: "{}".into(),
                        musette: false,
                        fetched_at: at,
                        refreshed_at: Some(at),
                        gone_at: None,
                        id,
                    },
                )?;
            }
            Ok(())
        })
        .await;
}

#[rstest]
#[tokio::test]
async fn actors_of_one_host_without_end(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    strangers(&b, &anna.host, 1_200).await;
    strangers(&b, "other.localhost", 20).await;
    assert_eq!(forget::thin_out(&b.peer, 100).await.unwrap(), 1_101);
    let left = b.db.read(remote_actor::count).await.unwrap();
    assert_eq!(left, 100 + 20);
    assert!(follows(&b, &anna.actor).await);
    let (follower, last) = (
        anna.actor.clone(),
        format!("http://{}/users/1199", anna.host),
    );
    for id in [follower, last] {
        let row =
            b.db.read(move |c| remote_actor::find_optional(c, &id))
                .await
                .unwrap();
        assert!(row.is_some(), "followers and the latest stay");
    }
}

#[rstest]
#[tokio::test]
async fn strangers_of_long_ago(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    strangers(&b, "other.localhost", 1_200).await;
    b.forward(TimeDelta::days(36));
    forget::forget(&b.peer).await.unwrap();
    assert_eq!(b.db.read(remote_actor::count).await.unwrap(), 1);
}

#[tokio::test]
async fn unknown_keys_of_one_host_without_end() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let mut last = 0;
    for number in 0..310 {
        let mut follow = anna.follow(&b.urls.coop(), number);
        let actor = format!("http://{}/users/nobody{number}", anna.host);
        follow["actor"] = json!(actor);
        let now = b.app.clock.wire().unix_seconds();
        let key = format!("{actor}#main-key");
        let request = Stranger::signed_by(&anna.key, &key, &b.urls.shared_inbox(), &follow, now);
        last = super::send(&b, request).await;
    }
    assert_eq!(anna.asked().len(), 300, "one each, and no more in a minute");
    assert_eq!(last, 429, "it may come back later");
    assert_eq!(counted(&b, &anna.host, NoiseReason::TooMuch).await, 10);
}

/// Anybody can name somebody who is known, and sign with nothing: each would be read anew once.
#[rstest]
#[tokio::test]
async fn forged_signatures_of_one_hosts_actors_without_end(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let (host, now) = (anna.host.clone(), b.clock_now());
    let known = PublicKey::from_pem(&anna.key.public_key_pem()).unwrap();
    b.write(move |c, _| {
        for number in 0..310 {
            let owner = format!("http://{host}/users/known{number}");
            actor_key::insert(
                c,
                &ActorKey {
                    id: format!("{owner}#main-key"),
                    owner,
                    algorithm: known.algorithm().name().to_owned(),
                    public_key: known.to_bytes().to_vec(),
                    fetched_at: now,
                },
            )?;
        }
        Ok(())
    })
    .await;
    let forger = RsaKey::generate().unwrap();
    let mut last = 0;
    for number in 0..310 {
        let actor = format!("http://{}/users/known{number}", anna.host);
        let mut follow = anna.follow(&b.urls.coop(), number);
        follow["actor"] = json!(actor);
        let now = b.app.clock.wire().unix_seconds();
        let key = format!("{actor}#main-key");
        let request = Stranger::signed_by(&forger, &key, &b.urls.shared_inbox(), &follow, now);
        last = super::send(&b, request).await;
    }
    assert_eq!(anna.asked().len(), 300, "no more in a minute");
    assert_eq!(last, 429);
    assert_eq!(counted(&b, &anna.host, NoiseReason::TooMuch).await, 10);
}

#[rstest]
#[tokio::test]
async fn followers_of_one_host_without_end(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let (bob, carl) = (anna.neighbour("bob"), anna.neighbour("carl"));
    let coop = b.urls.coop();
    for (number, one) in (1..).zip([&anna, &bob]) {
        assert_eq!(post(&b, one, &one.follow(&coop, number)).await, 202);
        assert!(follows(&b, &one.actor).await);
    }
    forget::note_crowds(&b.peer, 1).await.unwrap();
    assert_eq!(post(&b, &carl, &carl.follow(&coop, 3)).await, 202);
    assert!(
        !follows(&b, &carl.actor).await,
        "two of this host are enough"
    );
    // Who follows already may say so again, and other hosts are not in the way.
    assert_eq!(post(&b, &bob, &bob.follow(&coop, 4)).await, 202);
    assert!(follows(&b, &bob.actor).await);
    let other = Stranger::start("other").await;
    assert_eq!(post(&b, &other, &other.follow(&coop, 5)).await, 202);
    assert!(follows(&b, &other.actor).await);
    forget::note_crowds(&b.peer, 2).await.unwrap();
    assert_eq!(post(&b, &carl, &carl.follow(&coop, 6)).await, 202);
    assert!(follows(&b, &carl.actor).await, "there is room again");
}

#[rstest]
#[tokio::test]
async fn hosts_without_end(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    let known = anna.host.clone();
    b.write(move |c, _| {
        for number in 0..1_100 {
            let host = format!("n{number}.evil.example");
            peer_host::expect_form(c, &host, SignatureForm::Rfc9421)?;
        }
        peer_host::learn_form(c, &known, SignatureForm::Rfc9421)?;
        Ok(())
    })
    .await;
    forget::forget(&b.peer).await.unwrap();
    let (known, left) = (anna.host.clone(), |host: &'static str| {
        b.db.read(move |c| peer_host::find_optional(c, host))
    });
    let found = b.db.read(move |c| peer_host::find_optional(c, &known));
    assert!(found.await.unwrap().is_some(), "somebody of it follows");
    for gone in ["n0.evil.example", "n1099.evil.example"] {
        assert_eq!(left(gone).await.unwrap(), None, "{gone}");
    }
}

#[rstest]
#[tokio::test]
async fn who_said_what_is_shown_is_not_forgotten(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(scene) = Scene::on(kind).await else {
        return;
    };
    let (b, anna) = (&scene.b, &scene.anna);
    let create = anna.activity(1, "Create", scene.said(1, "<p>Bon</p>"));
    assert_eq!(post(b, anna, &create).await, 202);
    b.forward(TimeDelta::days(36));
    forget::forget(&b.peer).await.unwrap();
    assert_eq!(b.db.read(remote_actor::count).await.unwrap(), 1);
    let note = format!("{}/notes/1", anna.actor);
    b.write(move |c, app| {
        let mut row = reply::find(c, &note)?;
        row.removed_at = Some(app.clock.now());
        reply::save(c, &row)
    })
    .await;
    forget::forget(&b.peer).await.unwrap();
    assert_eq!(b.db.read(remote_actor::count).await.unwrap(), 0);
}
