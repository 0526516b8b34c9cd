//! Addresses that would lead into our own network, in every place where somebody can name one.

use rstest::rstest;
use serde_json::json;

use super::{instance, post, send};
use crate::app::lookup::LookupError;
use crate::peer::tests::stranger::Stranger;
use crate::store::testing::Kind;
use crate::store::{remote_actor, remote_restaurant};

#[rstest]
#[case("http://127.0.0.1:1/x")]
#[case("http://[::1]:1/x")]
#[case("http://[::ffff:127.0.0.1]/x")]
#[case("http://10.0.0.1/x")]
#[case("http://169.254.169.254/latest/meta-data")]
#[case("http://0x7f000001/x")]
#[case("http://2130706433/x")]
#[case("http://127.1/x")]
#[case("https://0.0.0.0/x")]
#[case("http://router.lan/x")]
#[case("file:///etc/passwd")]
#[case("ftp://lyon.example/x")]
#[case("data:application/json,{}")]
#[tokio::test]
async fn an_address_in_our_own_network(#[case] bad: &str) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    // Wherever an actor's document has one, it is left out or the actor is refused.
    anna.put_actor_with(
        &anna.actor,
        &json!({"endpoints": {"sharedInbox": bad}, "outbox": bad, "followers": bad, "featured": bad,
            "menu": bad, "icon": {"type": "Image", "url": bad}, "parentOrganization": bad, "desk": bad}),
    );
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    anna.wait_for(1).await;
    let id = anna.actor.clone();
    let row =
        b.db.read(move |c| remote_actor::find(c, &id))
            .await
            .unwrap();
    for kept in [&row.shared_inbox, &row.outbox, &row.followers] {
        assert_eq!(*kept, None, "{bad}");
    }
    assert!(row.inbox.starts_with(&anna.actor));
    let eve = anna.neighbour("eve");
    eve.put_actor_with(&eve.actor, &json!({"inbox": bad}));
    assert_eq!(post(&b, &eve, &eve.follow(&b.urls.coop(), 1)).await, 401);
    // As key, as actor, as object.
    let now = b.app.clock.wire().unix_seconds();
    let inbox = b.urls.shared_inbox();
    let follow = anna.follow(&b.urls.coop(), 2);
    let key = Stranger::signed_by(&anna.key, bad, &inbox, &follow, now);
    assert_eq!(send(&b, key).await, 401, "{bad}");
    let mut as_actor = follow;
    (as_actor["actor"], as_actor["id"]) = (json!(bad), json!(bad));
    let request = Stranger::signed_by(&anna.key, bad, &inbox, &as_actor, now);
    assert_eq!(send(&b, request).await, 400, "{bad}");
    let announce = anna.activity(3, "Announce", json!(bad));
    assert_eq!(post(&b, &anna, &announce).await, 202, "{bad}");
    // As what a person looks for.
    for found in [
        b.app.lookup.restaurant(bad).await,
        b.app.lookup.coop(bad).await,
    ] {
        assert!(
            matches!(
                found,
                Err(LookupError::NotAnAddress(_) | LookupError::Unreachable { .. })
            ),
            "{bad}: {found:?}"
        );
    }
}

#[tokio::test]
async fn addresses_in_answers_of_other_servers() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let restaurants = format!("{}/restaurants", anna.actor);
    anna.put_actor_with(
        &anna.actor,
        &json!({"type": "Organization", "restaurants": restaurants, "parentOrganization": anna.actor,
            "implements": [{"type": "Link", "href": "https://w3id.org/musette/1"}]}),
    );
    // A collection that leads to itself, without end, with addresses of others.
    anna.put(
        &restaurants,
        200,
        &json!({"id": restaurants, "type": "OrderedCollection", "totalItems": 1_000_000,
            "orderedItems": ["http://127.0.0.1:1/x", "https://other.example/r", "file:///etc/passwd", -1, null,
                {"id": "http://10.0.0.1/x"}], "first": restaurants, "next": restaurants}),
    );
    let jrd = json!({"subject": format!("http://{}/", anna.host), "links": [
        {"rel": "self", "type": "application/activity+json", "href": anna.actor}]});
    let at = format!("http://{}/.well-known/webfinger", anna.host);
    anna.put_as(&at, 200, "application/jrd+json", &jrd.to_string());
    b.app.lookup.coop(&anna.host).await.unwrap();
    let rows = b.db.read(remote_restaurant::list).await.unwrap();
    assert_eq!(rows, []);
    let pages = anna
        .asked()
        .iter()
        .filter(|(path, _)| path.ends_with("/restaurants"))
        .count();
    assert_eq!(pages, 1, "no page twice");
}
