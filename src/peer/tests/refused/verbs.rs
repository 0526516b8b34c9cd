//! Things that only their owner may say.

use rstest::rstest;
use serde_json::{Value, json};

use super::{asked_to_follow, follows, instance, post};
use crate::peer::tests::instance::Instance;
use crate::peer::tests::stranger::Stranger;
use crate::store::following::FollowState;
use crate::store::testing::Kind;
use crate::store::{actor_key, following, remote_actor};

#[rstest]
#[tokio::test]
async fn an_answer_to_our_follow_by_another_actor(
    #[values("Accept", "Reject")] verb: &str,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    let follow = asked_to_follow(&b, &anna.actor, FollowState::Pending).await;
    let object =
        json!({"id": follow, "type": "Follow", "actor": b.urls.instance(), "object": anna.actor});
    for (number, object) in [(1, object.clone()), (2, json!(follow))] {
        assert_eq!(
            post(&b, &eve, &eve.activity(number, verb, object)).await,
            202
        );
        assert_eq!(state(&b, &anna.actor).await, FollowState::Pending);
    }
    assert_eq!(post(&b, &anna, &anna.activity(1, verb, object)).await, 202);
    let expected = if verb == "Accept" {
        FollowState::Accepted
    } else {
        FollowState::Rejected
    };
    assert_eq!(state(&b, &anna.actor).await, expected);
}

async fn state(instance: &Instance, actor: &str) -> FollowState {
    let actor = actor.to_owned();
    let row = instance
        .db
        .read(move |c| following::find(c, &actor))
        .await
        .unwrap();
    row.state
}

#[tokio::test]
async fn an_end_of_following_that_another_declares() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    let follow = anna.follow(&b.urls.coop(), 1);
    assert_eq!(post(&b, &anna, &follow).await, 202);
    let mut as_hers = follow.clone();
    as_hers["actor"] = json!(eve.actor);
    let by_eve: Vec<(&str, Value)> = vec![
        ("Undo", follow.clone()),
        ("Undo", follow["id"].clone()),
        ("Undo", as_hers),
        ("Delete", follow["id"].clone()),
        ("Delete", json!(anna.actor)),
        ("Reject", follow.clone()),
        ("Block", json!(anna.actor)),
        ("Move", json!(anna.actor)),
    ];
    for ((verb, object), number) in by_eve.into_iter().zip(1..) {
        let mut activity = eve.activity(number, verb, object);
        activity["target"] = json!(eve.actor);
        assert_eq!(post(&b, &eve, &activity).await, 202, "{verb}");
        assert!(follows(&b, &anna.actor).await, "{verb}");
        assert!(!follows(&b, &eve.actor).await, "{verb}");
    }
}

#[tokio::test]
async fn a_move_to_an_account_that_knows_nothing_of_it() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let other = Stranger::start("other").await;
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let mut activity = anna.activity(1, "Move", json!(anna.actor));
    activity["target"] = json!(other.actor);
    assert_eq!(post(&b, &anna, &activity).await, 202);
    assert_eq!(state(&b, &anna.actor).await, FollowState::Accepted);
    let target = other.actor.clone();
    let row =
        b.db.read(move |c| following::find_optional(c, &target))
            .await
            .unwrap();
    assert_eq!(row, None);
}

/// What an Update makes of an actor's document.
type Twist = fn(&mut Value, &Stranger);

#[rstest]
#[case("by another actor", |_: &mut Value, _: &Stranger| {}, true)]
#[case("with an inbox elsewhere", |v: &mut Value, _: &Stranger| v["inbox"] = json!("http://other.localhost:1/inbox"), false)]
#[case("with an inbox at a bare address", |v: &mut Value, _: &Stranger| v["inbox"] = json!("http://127.0.0.1:1/inbox"), false)]
#[case("without an inbox", |v: &mut Value, _: &Stranger| v["inbox"] = Value::Null, false)]
#[case("that makes a group of a person", |v: &mut Value, _: &Stranger| v["type"] = json!("Group"), false)]
#[case("of an id elsewhere", |v: &mut Value, _: &Stranger| v["id"] = json!("http://other.localhost:1/users/anna"), false)]
#[tokio::test]
async fn a_changed_profile(#[case] what: &str, #[case] twist: Twist, #[case] by_other: bool) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    assert_eq!(post(&b, &eve, &eve.follow(&b.urls.coop(), 1)).await, 202);
    let before = known(&b, &anna.actor).await;
    let mut document = json!({"id": anna.actor, "type": "Person", "preferredUsername": "anna", "name": "New",
        "inbox": format!("{}/inbox2", anna.actor),
        "publicKey": {"id": anna.key_id, "owner": anna.actor, "publicKeyPem": anna.key.public_key_pem()}});
    twist(&mut document, &anna);
    let from = if by_other { &eve } else { &anna };
    let update = from.activity(5, "Update", document.clone());
    assert_eq!(post(&b, from, &update).await, 202, "{what}");
    assert_eq!(known(&b, &anna.actor).await, before, "{what}");
    // The same without what is wrong is taken.
    document["id"] = json!(anna.actor);
    document["type"] = json!("Service");
    document["inbox"] = json!(format!("{}/inbox2", anna.actor));
    let update = anna.activity(6, "Update", document);
    assert_eq!(post(&b, &anna, &update).await, 202, "{what}");
    let after = known(&b, &anna.actor).await;
    assert_eq!(
        (after.display_name.as_str(), after.kind.as_str()),
        ("New", "Service")
    );
}

#[tokio::test]
async fn a_key_of_another_server_in_a_changed_profile() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    let foreign = "http://other.localhost:1/users/anna#main-key";
    let document = json!({"id": anna.actor, "type": "Person", "preferredUsername": "anna",
    "inbox": format!("{}/inbox", anna.actor),
    "publicKey": [
        {"id": anna.key_id, "owner": anna.actor, "publicKeyPem": anna.key.public_key_pem()},
        {"id": foreign, "owner": "http://other.localhost:1/users/anna", "publicKeyPem": anna.key.public_key_pem()},
        {"id": foreign, "owner": anna.actor, "publicKeyPem": anna.key.public_key_pem()},
    ]});
    let update = anna.activity(5, "Update", document);
    assert_eq!(post(&b, &anna, &update).await, 202);
    let row =
        b.db.read(move |c| actor_key::find_optional(c, foreign))
            .await
            .unwrap();
    assert_eq!(row, None);
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 2)).await, 202);
}

async fn known(instance: &Instance, actor: &str) -> remote_actor::RemoteActor {
    let actor = actor.to_owned();
    instance
        .db
        .read(move |c| remote_actor::find(c, &actor))
        .await
        .unwrap()
}
