//! What one host can make us keep and do.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use super::{follows, instance, post};
use crate::peer::forget;
use crate::peer::tests::instance::Instance;
use crate::peer::tests::stranger::Stranger;
use crate::store::remote_actor::{self, RemoteActor};
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
    let asked = anna.asked().len();
    assert!((200..=600).contains(&asked), "{asked}");
    assert_eq!(last, 503, "it may come back later");
}
