//! What one host can make us keep and do.

use chrono::TimeDelta;
use musette_federation::signature::{PublicKey, RsaKey};
use rstest::rstest;
use serde_json::json;

use super::{follows, instance, post};
use crate::flow::conversation::react;
use crate::peer::enqueue::{self, NewActivity, Sending};
use crate::peer::forget;
use crate::peer::handle::follow::MOST_WAITING;
use crate::peer::tests::conversation::Scene;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::moderation::counted;
use crate::peer::tests::stranger::Stranger;
use crate::store::actor_key::{self, ActorKey};
use crate::store::inbox_seen::{self, InboxSeen};
use crate::store::noise::NoiseReason;
use crate::store::outbox_message::{self, MessageState};
use crate::store::peer_host::{self, SignatureForm};
use crate::store::reaction::{self, Reaction, ReactionKind};
use crate::store::remote_actor::{self, RemoteActor};
use crate::store::reply;
use crate::store::testing::Kind;
use crate::store::undone::{self, Undone};

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

#[rstest]
#[tokio::test]
async fn ids_without_end(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let follow = anna.follow(&b.urls.coop(), 1);
    // However often it is said: an activity is a row, and what it takes back another one.
    for number in [1, 1, 2, 2] {
        let undo = anna.activity(number, "Undo", follow.clone());
        assert_eq!(post(&b, &anna, &follow).await, 202);
        assert_eq!(post(&b, &anna, &undo).await, 202);
    }
    assert_eq!(b.db.read(undone::count).await.unwrap(), 1);
    assert_eq!(b.db.read(inbox_seen::count).await.unwrap(), 3);
    let now = b.clock_now();
    b.write(move |c, _| {
        for number in 0..1_100 {
            let id = format!("https://far.example/{number}");
            let actor_id = "https://far.example/u".to_owned();
            let row = Undone {
                id: id.clone(),
                actor_id: actor_id.clone(),
                at: now,
            };
            undone::put(c, &row)?;
            let row = InboxSeen {
                activity_id: id,
                body_hash: "h".into(),
                received_at: now,
                actor_id,
            };
            inbox_seen::insert(c, &row)?;
        }
        Ok(())
    })
    .await;
    // Forgotten slice by slice, so that others write in between.
    let later = now.plus(TimeDelta::days(1));
    let slice = b.write(move |c, _| {
        Ok((
            undone::purge(c, later, 500)?,
            inbox_seen::purge(c, later, 500)?,
        ))
    });
    assert_eq!(slice.await, (500, 500));
    b.forward(TimeDelta::days(36));
    forget::forget(&b.peer).await.unwrap();
    assert_eq!(b.db.read(undone::count).await.unwrap(), 0);
    assert_eq!(b.db.read(inbox_seen::count).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn answers_to_who_takes_none(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let (anna, boris) = (
        Stranger::start("anna").await,
        Stranger::start("boris").await,
    );
    let coop = b.urls.coop();
    let mut sent = 0;
    let mut ask = async |b: &Instance, who: &Stranger| {
        sent += 1;
        post(b, who, &who.follow(&coop, sent)).await
    };
    assert_eq!(ask(&b, &anna).await, 202);
    let waiting = |b: &Instance| {
        let db = b.db.clone();
        async move {
            let read = db.read(|c| outbox_message::count(c, MessageState::Waiting));
            read.await.unwrap()
        }
    };
    assert_eq!(waiting(&b).await, 1);
    // All but one of as many as may wait for a host that does not take them.
    let (urls, host) = (b.urls.clone(), anna.host.clone());
    b.write(move |c, app| {
        let id = urls.activity("1");
        let activity = NewActivity {
            id: id.clone(),
            actor: urls.instance(),
            kind: "Follow".into(),
            object: None,
            body: json!({"id": id}).to_string(),
            public: false,
        };
        let inboxes: Vec<_> = (2..MOST_WAITING)
            .map(|n| (format!("http://{host}/users/{n}/inbox"), host.clone()))
            .collect();
        let sending = Sending::at(app.clock.wire());
        enqueue::social(c, app.ids.as_ref(), &activity, &inboxes, sending)?;
        let mut fails = peer_host::unknown(&host);
        fails.fails = 1;
        peer_host::put(c, &fails)
    })
    .await;
    assert_eq!(ask(&b, &anna).await, 202);
    assert_eq!(waiting(&b).await, MOST_WAITING);
    for _ in 0..3 {
        assert_eq!(ask(&b, &anna).await, 503, "later, when it takes them");
    }
    assert_eq!(waiting(&b).await, MOST_WAITING);
    assert!(follows(&b, &anna.actor).await);
    assert_eq!(ask(&b, &boris).await, 202, "nobody else pays for that");
    // Nothing was noted of what was put off: it is taken when its server takes ours.
    let host = anna.host.clone();
    b.write(move |c, _| {
        let mut row = peer_host::find(c, &host)?;
        row.fails = 0;
        peer_host::save(c, &row)
    })
    .await;
    assert_eq!(ask(&b, &anna).await, 202);
}

#[rstest]
#[tokio::test]
async fn blocks_of_one_host_without_end(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let coop = b.urls.coop();
    assert_eq!(post(&b, &anna, &anna.follow(&coop, 1)).await, 202);
    let (host, object, now) = (anna.host.clone(), coop.clone(), b.clock_now());
    b.write(move |c, _| {
        for number in 0..react::OF_ONE_HOST {
            let row = Reaction {
                kind: ReactionKind::Block,
                actor_id: format!("http://{host}/users/{number}"),
                object_id: object.clone(),
                activity_id: format!("http://{host}/blocks/{number}"),
                host: host.clone(),
                received_at: now,
            };
            reaction::insert_if_absent(c, &row)?;
        }
        Ok(())
    })
    .await;
    let block = anna.activity(2, "Block", json!(coop));
    assert_eq!(post(&b, &anna, &block).await, 202);
    let of_host = anna.host.clone();
    let count =
        b.db.read(move |c| reaction::count_of_host(c, ReactionKind::Block, &coop, &of_host));
    assert_eq!(count.await.unwrap(), react::OF_ONE_HOST);
    assert!(
        !follows(&b, &anna.actor).await,
        "it is honoured all the same"
    );
}
