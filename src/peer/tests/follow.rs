//! Follow, accept, unfollow: between two instances, and by a stranger.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use tower::ServiceExt as _;

use super::instance::Instance;
use super::seed::seed;
use super::stranger::{Reply, Stranger};
use super::wait::{until, until_true};
use crate::flow::follow::repeat;
use crate::store::following::FollowState;
use crate::store::testing::Kind;
use crate::store::{follower, following, outbox_message};

#[rstest]
#[tokio::test]
async fn an_instance_follows_for_its_customers_and_stops(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (Some(a), Some(b)) = (Instance::on(kind, "a").await, Instance::on(kind, "b").await) else {
        return;
    };
    a.send();
    b.send();
    let there = seed(&b, "chezmireille").await;
    let handle = format!("@chezmireille@{}", b.urls.authority());
    let target = a.app.lookup.restaurant(&handle).await.unwrap();
    assert_eq!(target, there.actor);
    let follow = target.clone();
    a.write(move |c, app| app.tell.follow(c, &follow)).await;
    let wanted = target.clone();
    until_true(&a.db, "the follow is accepted", move |c| {
        Ok(following::find(c, &wanted)?.state == FollowState::Accepted)
    })
    .await;
    let instance = a.urls.instance();
    let row =
        b.db.read(move |c| follower::find(c, "chezmireille", &instance))
            .await
            .unwrap();
    assert!(row.musette);
    assert_eq!(row.shared_inbox, Some(a.urls.shared_inbox()));
    let unfollow = target.clone();
    a.write(move |c, app| app.tell.unfollow(c, &unfollow)).await;
    until_true(&b.db, "the follower is gone", |c| {
        Ok(follower::count_of(c, "chezmireille")? == 0)
    })
    .await;
}

#[tokio::test]
async fn a_stranger_follows_once_however_often_it_says_so() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let inbox = b.urls.shared_inbox();
    let now = b.app.clock.wire().unix_seconds();
    let follow = anna.follow(&there.actor, 1);
    for _ in 0..3 {
        let answer = b
            .router
            .clone()
            .oneshot(anna.signed(&inbox, &follow, now))
            .await
            .unwrap();
        assert_eq!(answer.status(), 202);
    }
    let arrived = anna.wait_for(1).await;
    assert_eq!(arrived[0].body["type"], "Accept");
    assert_eq!(arrived[0].body["object"]["id"], follow["id"]);
    assert_eq!(arrived[0].path, "/users/anna/inbox");
    assert_eq!(
        b.db.read(|c| follower::count_of(c, "chezmireille"))
            .await
            .unwrap(),
        1
    );

    let undo = json!({
        "id": format!("{}/undo/1", anna.actor), "type": "Undo", "actor": anna.actor,
        "object": follow,
    });
    let answer = b
        .router
        .clone()
        .oneshot(anna.signed(&inbox, &undo, now))
        .await
        .unwrap();
    assert_eq!(answer.status(), 202);
    let left = until(&b.db, "the follower is gone", |c| {
        let count = follower::count_of(c, "chezmireille")?;
        Ok((count == 0).then_some(count))
    })
    .await;
    assert_eq!(left, 0);
    assert_eq!(anna.arrived().len(), 1, "one Follow has one answer");
}

#[tokio::test]
async fn the_desk_takes_no_followers() {
    let b = Instance::start("b").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let follow = anna.follow(&b.urls.desk(), 1);
    let request = anna.signed(&b.urls.shared_inbox(), &follow, now);
    assert_eq!(
        b.router.clone().oneshot(request).await.unwrap().status(),
        202
    );
    assert_eq!(anna.wait_for(1).await[0].body["type"], "Reject");
    assert_eq!(
        b.db.read(|c| follower::count_of(c, "desk")).await.unwrap(),
        0
    );
}

/// An instance that asked `anna` for a follow.
async fn asking(anna: &Stranger) -> Instance {
    let a = Instance::start("a").await;
    let actor = url::Url::parse(&anna.actor).unwrap();
    let errand = a.peer.fetch.errand();
    a.peer.fetch.actor_anew(&actor, &errand).await.unwrap();
    let target = anna.actor.clone();
    a.write(move |c, app| app.tell.follow(c, &target)).await;
    anna.wait_for(1).await;
    a
}

#[tokio::test]
async fn a_follow_that_is_refused_at_the_door_is_seen_as_refused() {
    let anna = Stranger::start("anna").await;
    anna.reply(Reply::Status(400));
    let a = asking(&anna).await;
    let target = anna.actor.clone();
    until_true(&a.db, "the follow is refused", move |c| {
        Ok(following::find(c, &target)?.state == FollowState::Rejected)
    })
    .await;
}

#[tokio::test]
async fn a_follow_that_nobody_answers_is_sent_once_more_after_a_day() {
    let anna = Stranger::start("anna").await;
    let a = asking(&anna).await;
    until_true(&a.db, "the follow is delivered", |c| {
        Ok(outbox_message::list(c, 10)?[0].last_status == Some(202))
    })
    .await;
    a.write(repeat::run).await;
    a.forward(TimeDelta::hours(25));
    a.write(repeat::run).await;
    let arrived = anna.wait_for(2).await;
    assert_eq!(arrived.len(), 2);
    assert_eq!(arrived[0].body["id"], arrived[1].body["id"]);
    until_true(&a.db, "it is delivered again", |c| {
        let row = &outbox_message::list(c, 10)?[0];
        Ok(row.attempts == 1 && row.state == outbox_message::MessageState::Delivered)
    })
    .await;
    a.write(repeat::run).await;
    assert_eq!(anna.arrived().len(), 2);
}
