//! Messages in the wrong order, and takings-back by others.

use rstest::rstest;
use serde_json::json;

use super::{asked_to_follow, follows, instance, post, send};
use crate::peer::tests::stranger::Stranger;
use crate::store::following::FollowState;
use crate::store::testing::Kind;
use crate::store::{inbox_seen, remote_special, undone};

#[rstest]
#[tokio::test]
async fn a_follow_that_was_undone_before_it_came(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let follow = anna.follow(&b.urls.coop(), 1);
    let undo = anna.activity(1, "Undo", follow.clone());
    assert_eq!(post(&b, &anna, &undo).await, 202);
    assert_eq!(post(&b, &anna, &follow).await, 202);
    assert!(!follows(&b, &anna.actor).await);
    // The next one counts.
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 2)).await, 202);
    assert!(follows(&b, &anna.actor).await);
    b.forward(chrono::TimeDelta::days(36));
    crate::peer::forget::forget(&b.peer).await.unwrap();
    assert_eq!(b.db.read(undone::count).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn a_note_that_was_deleted_before_it_came(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    asked_to_follow(&b, &anna.actor, FollowState::Accepted).await;
    let (first, second) = (anna.note(1), anna.note(2));
    // Anna takes back one that we have not seen; Eve says the same of another that is not hers.
    let delete = anna.activity(1, "Delete", first["id"].clone());
    assert_eq!(post(&b, &anna, &delete).await, 202);
    let delete = eve.activity(1, "Delete", second["id"].clone());
    assert_eq!(post(&b, &eve, &delete).await, 202);
    for (number, kind, note) in [
        (2, "Create", &first),
        (3, "Update", &first),
        (4, "Create", &second),
    ] {
        let activity = anna.activity(number, kind, note.clone());
        assert_eq!(post(&b, &anna, &activity).await, 202);
    }
    for (note, is_there) in [(first, false), (second, true)] {
        let id = note["id"].as_str().unwrap().to_owned();
        let row =
            b.db.read(move |c| remote_special::find_optional(c, &id))
                .await
                .unwrap();
        assert_eq!(row.is_some(), is_there, "{note}");
    }
}

#[rstest]
#[tokio::test]
async fn a_repeated_follow_ends_by_either_of_its_ids(
    #[values(1, 3)] named: u32,
    #[values(false, true)] by_address: bool,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    for number in 1..=3 {
        let follow = anna.follow(&b.urls.coop(), number);
        assert_eq!(post(&b, &anna, &follow).await, 202);
    }
    let follow = anna.follow(&b.urls.coop(), named);
    let object = if by_address {
        follow["id"].clone()
    } else {
        follow
    };
    assert_eq!(
        post(&b, &anna, &anna.activity(1, "Undo", object)).await,
        202
    );
    assert!(!follows(&b, &anna.actor).await);
}

/// Some software names a Follow by who follows whom, so that it has the same id each time.
#[rstest]
#[tokio::test]
async fn following_again_under_the_same_id_is_not_taken_for_a_repetition(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let follow = anna.follow(&b.urls.coop(), 1);
    for number in 1..=3 {
        assert_eq!(post(&b, &anna, &follow).await, 202);
        assert!(follows(&b, &anna.actor).await);
        let undo = anna.activity(number, "Undo", json!(follow["id"]));
        assert_eq!(post(&b, &anna, &undo).await, 202);
        assert!(!follows(&b, &anna.actor).await);
        // Signatures know seconds.
        b.forward(chrono::TimeDelta::seconds(1));
    }
    // It is as free after a long time as at once.
    b.forward(chrono::TimeDelta::days(36));
    crate::peer::forget::forget(&b.peer).await.unwrap();
    assert_eq!(b.db.read(undone::count).await.unwrap(), 0);
    assert_eq!(b.db.read(inbox_seen::count).await.unwrap(), 0);
    assert_eq!(post(&b, &anna, &follow).await, 202);
    assert!(follows(&b, &anna.actor).await);
}

#[rstest]
#[tokio::test]
async fn a_follow_that_was_undone_and_comes_once_more(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let inbox = b.urls.shared_inbox();
    let began = b.app.clock.wire().unix_seconds();
    let follow = anna.follow(&b.urls.coop(), 1);
    let undo = |number| anna.activity(number, "Undo", follow.clone());
    assert_eq!(send(&b, anna.signed(&inbox, &follow, began)).await, 202);
    assert!(follows(&b, &anna.actor).await);
    let undone = anna.signed(&inbox, &undo(1), began + 20);
    assert_eq!(send(&b, undone).await, 202);
    assert!(!follows(&b, &anna.actor).await);
    // The very same request, and a retry that was signed before the Undo.
    for signed in [began, began + 10, began + 20] {
        assert_eq!(send(&b, anna.signed(&inbox, &follow, signed)).await, 202);
        assert!(!follows(&b, &anna.actor).await, "{}", signed - began);
    }
    // Another body under that id is no repetition.
    let mut other = follow.clone();
    other["summary"] = json!("x");
    assert_eq!(send(&b, anna.signed(&inbox, &other, began)).await, 409);
    // What is signed later is meant.
    assert_eq!(
        send(&b, anna.signed(&inbox, &follow, began + 21)).await,
        202
    );
    assert!(follows(&b, &anna.actor).await);
    // The same for the second Undo; the first one's repetition does nothing.
    let undone = anna.signed(&inbox, &undo(1), began + 20);
    assert_eq!(send(&b, undone).await, 202);
    assert!(follows(&b, &anna.actor).await);
    let undone = anna.signed(&inbox, &undo(2), began + 30);
    assert_eq!(send(&b, undone).await, 202);
    assert_eq!(
        send(&b, anna.signed(&inbox, &follow, began + 21)).await,
        202
    );
    assert!(!follows(&b, &anna.actor).await);
}

#[rstest]
#[tokio::test]
async fn ids_that_a_neighbour_uses_up_or_takes_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    let inbox = b.urls.shared_inbox();
    let began = b.app.clock.wire().unix_seconds();
    let follow = anna.follow(&b.urls.coop(), 1);
    // Eve says something of hers under the id that Anna will use.
    let mut before = eve.follow(&b.urls.coop(), 1);
    before["id"] = follow["id"].clone();
    assert_eq!(send(&b, eve.signed(&inbox, &before, began)).await, 202);
    assert_eq!(send(&b, anna.signed(&inbox, &follow, began)).await, 202);
    assert!(follows(&b, &anna.actor).await);
    // Eve takes back what is not hers; Anna stays, and her request is no newer for it.
    let mut undo = eve.activity(1, "Undo", json!(follow["id"]));
    assert_eq!(send(&b, eve.signed(&inbox, &undo, began)).await, 202);
    assert!(follows(&b, &anna.actor).await);
    let own = anna.activity(1, "Undo", json!(follow["id"]));
    assert_eq!(send(&b, anna.signed(&inbox, &own, began + 1)).await, 202);
    assert!(!follows(&b, &anna.actor).await, "by its address alone");
    undo["id"] = json!(format!("{}/activities/2", eve.actor));
    assert_eq!(send(&b, eve.signed(&inbox, &undo, began + 5)).await, 202);
    assert_eq!(send(&b, anna.signed(&inbox, &follow, began)).await, 202);
    assert!(!follows(&b, &anna.actor).await);
}
