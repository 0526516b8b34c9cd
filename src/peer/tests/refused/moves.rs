//! Moves that nobody but the two accounts together can make (V20).

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};

use super::{asked_to_follow, instance, post};
use crate::peer::tests::instance::Instance;
use crate::peer::tests::stranger::Stranger;
use crate::store::following::FollowState;
use crate::store::testing::Kind;
use crate::store::{actor_move, following};

async fn followed(instance: &Instance, actor: &str) -> bool {
    let actor = actor.to_owned();
    let row = instance
        .db
        .read(move |c| following::find_optional(c, &actor));
    row.await.unwrap().is_some()
}

fn moves(from: &Stranger, number: u32, object: &str, target: &str) -> Value {
    let mut activity = from.activity(number, "Move", json!(object));
    activity["target"] = json!(target);
    activity
}

#[rstest]
#[case::to_an_account_that_does_not_name_the_old_one(json!({}), 202)]
#[case::to_an_account_that_names_somebody_else(json!({"alsoKnownAs": "https://other.example/u"}), 202)]
#[case::to_an_account_of_another_type(json!({"type": "Group"}), 202)]
#[case::to_an_account_that_has_itself_moved(json!({"movedTo": "https://other.example/u"}), 202)]
#[tokio::test]
async fn a_move(
    #[case] members: Value,
    #[case] status: u16,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let home = anna.neighbour("home");
    let mut document = members;
    if document.get("alsoKnownAs").is_none() && document != json!({}) {
        document["alsoKnownAs"] = json!(anna.actor);
    }
    home.put_actor_with(&home.actor, &document);
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let activity = moves(&anna, 1, &anna.actor, &home.actor);
    assert_eq!(post(&b, &anna, &activity).await, status);
    assert!(followed(&b, &anna.actor).await);
    assert!(!followed(&b, &home.actor).await);
}

#[rstest]
#[tokio::test]
async fn a_move_of_somebody_else(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let mallory = anna.neighbour("mallory");
    // Even one that claims to be her is not her.
    mallory.put_actor_with(&mallory.actor, &json!({"alsoKnownAs": anna.actor}));
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let activity = moves(&mallory, 1, &anna.actor, &mallory.actor);
    assert_eq!(post(&b, &mallory, &activity).await, 202);
    let mut as_anna = moves(&anna, 2, &anna.actor, &mallory.actor);
    as_anna["id"] = json!(format!("{}/activities/2", mallory.actor));
    assert_eq!(post(&b, &mallory, &as_anna).await, 401);
    assert!(followed(&b, &anna.actor).await);
    assert!(!followed(&b, &mallory.actor).await);
}

#[rstest]
#[tokio::test]
async fn a_second_move_within_a_week(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let (first, second) = (anna.neighbour("first"), anna.neighbour("second"));
    for home in [&first, &second] {
        home.put_actor_with(&home.actor, &json!({"alsoKnownAs": [anna.actor]}));
    }
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let activity = moves(&anna, 1, &anna.actor, &first.actor);
    // The same message twice is one move.
    for _ in 0..2 {
        assert_eq!(post(&b, &anna, &activity).await, 202);
    }
    assert!(followed(&b, &first.actor).await && !followed(&b, &anna.actor).await);
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let activity = moves(&anna, 2, &anna.actor, &second.actor);
    assert_eq!(post(&b, &anna, &activity).await, 202);
    assert!(!followed(&b, &second.actor).await, "too soon");
    // A week later it may.
    let actor = anna.actor.clone();
    b.write(move |c, app| {
        let mut row = actor_move::find_optional(c, &actor)?.unwrap();
        row.moved_at = app.clock.wire().minus(TimeDelta::days(8));
        actor_move::put(c, &row)
    })
    .await;
    let activity = moves(&anna, 3, &anna.actor, &second.actor);
    assert_eq!(post(&b, &anna, &activity).await, 202);
    assert!(followed(&b, &second.actor).await);
}

#[tokio::test]
async fn a_move_of_whom_nobody_here_follows_and_nothing_is_fetched() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let home = anna.neighbour("home");
    home.put_actor_with(&home.actor, &json!({"alsoKnownAs": anna.actor}));
    let activity = moves(&anna, 1, &anna.actor, &home.actor);
    assert_eq!(post(&b, &anna, &activity).await, 202);
    assert!(anna.asked().iter().all(|(path, _)| path != "/users/home"));
}
