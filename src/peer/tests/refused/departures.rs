//! An actor that deletes itself when its key can no longer be had.

use rstest::rstest;
use serde_json::json;

use super::{follows, instance, post};
use crate::peer::tests::stranger::Stranger;
use crate::store::testing::Kind;
use crate::store::{actor_key, remote_actor};

#[rstest]
#[case("gone for good", 410, false)]
#[case("not to be found just now", 404, true)]
#[case("still there", 200, true)]
#[tokio::test]
async fn a_departure_that_its_own_server_does_not_confirm(
    #[case] what: &str,
    #[case] status: u16,
    #[case] stays: bool,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    // Its key is not at hand any more.
    let owner = anna.actor.clone();
    b.write(move |c, _| actor_key::delete_of(c, &owner)).await;
    b.peer.key_finder.forget_owner(&anna.actor);
    if status != 200 {
        anna.put(&anna.actor, status, &json!({}));
    }
    let delete = anna.activity(2, "Delete", json!(anna.actor));
    let now = b.app.clock.wire().unix_seconds();
    let key = format!("{}#unknown-key", anna.actor);
    let request = Stranger::signed_by(&anna.key, &key, &b.urls.shared_inbox(), &delete, now);
    assert_eq!(super::send(&b, request).await, 202, "{what}");
    assert_eq!(follows(&b, &anna.actor).await, stays, "{what}");
    let id = anna.actor.clone();
    let row =
        b.db.read(move |c| remote_actor::find(c, &id))
            .await
            .unwrap();
    assert_eq!(row.gone_at.is_none(), stays, "{what}");
}
