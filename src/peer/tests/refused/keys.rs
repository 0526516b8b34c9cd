//! Keys that are claimed by others than their owners.

use chrono::TimeDelta;
use musette_federation::signature::RsaKey;
use rstest::rstest;
use serde_json::{Value, json};

use super::{instance, post, send};
use crate::peer::tests::instance::Instance;
use crate::peer::tests::stranger::Stranger;
use crate::store::actor_key;
use crate::store::testing::Kind;

fn key(id: &str, owner: &str, key: &RsaKey) -> Value {
    json!({"id": id, "owner": owner, "publicKeyPem": key.public_key_pem()})
}

#[rstest]
#[tokio::test]
async fn a_key_id_that_another_actor_lists_stays_its_owners(
    #[values("#main-key", "/main-key")] part: &str,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    let wanted = format!("{}{part}", anna.actor);
    anna.put_actor(&anna.actor, &wanted, &anna.key);
    anna.put(
        &format!("{}/main-key", anna.actor),
        200,
        &json!({"id": anna.actor, "type": "Person", "publicKey": key(&wanted, &anna.actor, &anna.key)}),
    );
    // Eve lists, beside her own, the key id of somebody whom we have not met yet.
    eve.put_actor_with(
        &eve.actor,
        &json!({"publicKey": [key(&eve.key_id, &eve.actor, &eve.key), key(&wanted, &eve.actor, &eve.key)]}),
    );
    assert_eq!(post(&b, &eve, &eve.follow(&b.urls.coop(), 1)).await, 202);
    let now = b.app.clock.wire().unix_seconds();
    let inbox = b.urls.shared_inbox();
    let false_one = Stranger::signed_by(
        &eve.key,
        &wanted,
        &inbox,
        &eve.follow(&b.urls.coop(), 2),
        now,
    );
    assert_eq!(send(&b, false_one).await, 401);
    // Its owner is believed all the same, and written down as such.
    let own = Stranger::signed_by(
        &anna.key,
        &wanted,
        &inbox,
        &anna.follow(&b.urls.coop(), 1),
        now,
    );
    assert_eq!(send(&b, own).await, 202);
    let id = wanted.clone();
    let row = b.db.read(move |c| actor_key::find(c, &id)).await.unwrap();
    assert_eq!(row.owner, anna.actor);
    // Also when Eve's document is read once more.
    b.peer.key_finder.forget_owner(&anna.actor);
    let errand = b.peer.fetch.errand();
    let again = url::Url::parse(&eve.actor).unwrap();
    b.peer.fetch.actor_anew(&again, &errand).await.unwrap();
    let own = Stranger::signed_by(
        &anna.key,
        &wanted,
        &inbox,
        &anna.follow(&b.urls.coop(), 2),
        now,
    );
    assert_eq!(send(&b, own).await, 202);
}

#[tokio::test]
async fn a_key_document_that_says_another_address() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let asked = format!("{}/key", anna.actor);
    let said = format!("{}/other-key", anna.actor);
    anna.put_actor(&anna.actor, &said, &anna.key);
    let mut document = key(&said, &anna.actor, &anna.key);
    document["type"] = json!("Key");
    anna.put(&asked, 200, &document);
    let now = b.app.clock.wire().unix_seconds();
    let follow = anna.follow(&b.urls.coop(), 1);
    let request = Stranger::signed_by(&anna.key, &asked, &b.urls.shared_inbox(), &follow, now);
    assert_eq!(send(&b, request).await, 401);
}

#[tokio::test]
async fn a_wrong_owner_is_no_reason_to_ask_anybody() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    let asked = anna.asked().len();
    for number in 0..20 {
        let mut follow = anna.follow(&b.urls.coop(), 100 + number);
        follow["actor"] = json!(format!("http://{}/users/nobody{number}", anna.host));
        assert_eq!(post(&b, &anna, &follow).await, 401);
    }
    assert_eq!(anna.asked().len(), asked);
}

/// Sends something that does nothing; says the status.
async fn arrive(b: &Instance, who: &Stranger, number: u32) -> u16 {
    let arrive = who.activity(number, "Arrive", json!(b.urls.coop()));
    post(b, who, &arrive).await
}

/// Lets days pass, after which nothing of somebody's is in memory.
fn pass(b: &Instance, days: i64, who: &Stranger) {
    b.forward(TimeDelta::days(days));
    b.peer.key_finder.forget_owner(&who.actor);
}

#[rstest]
#[tokio::test]
async fn a_key_that_was_replaced_long_ago(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    assert_eq!(arrive(&b, &anna, 1).await, 202);
    let new = RsaKey::generate().unwrap();
    anna.put_actor(&anna.actor, &anna.key_id, &new);
    let asked = anna.asked().len();
    pass(&b, 6, &anna);
    assert_eq!(
        arrive(&b, &anna, 2).await,
        202,
        "nobody has heard of it yet"
    );
    assert_eq!(anna.asked().len(), asked);
    pass(&b, 2, &anna);
    assert_eq!(arrive(&b, &anna, 3).await, 401, "it is read once a week");
    let now = b.app.clock.wire().unix_seconds();
    let by_new = anna.activity(4, "Arrive", json!(b.urls.coop()));
    let inbox = b.urls.shared_inbox();
    let request = Stranger::signed_by(&new, &anna.key_id, &inbox, &by_new, now);
    assert_eq!(send(&b, request).await, 202);
}

#[rstest]
#[case("in trouble", 500, 202, 503)]
#[case("busy", 429, 202, 503)]
#[case("refuses to tell us", 403, 202, 401)]
#[case("says that it is gone", 410, 401, 401)]
#[case("knows nothing of it", 404, 401, 401)]
#[tokio::test]
async fn a_key_of_long_ago_whose_server(
    #[case] what: &str,
    #[case] there: u16,
    #[case] in_a_month: u16,
    #[case] later: u16,
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    assert_eq!(arrive(&b, &anna, 1).await, 202);
    anna.put(&anna.actor, there, &json!({}));
    pass(&b, 29, &anna);
    assert_eq!(arrive(&b, &anna, 2).await, in_a_month, "{what}");
    pass(&b, 2, &anna);
    assert_eq!(arrive(&b, &anna, 3).await, later, "{what}");
}
