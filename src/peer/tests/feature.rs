//! Collections elsewhere that show our restaurants (FEP-7aa9), and people who want to join our events (FEP-8a8e).

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::id::{EventId, RestaurantId};
use rstest::rstest;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::documents::get;
use super::instance::Instance;
use super::seed::seed;
use super::stranger::Stranger;
use super::wait::until_true;
use crate::flow::feature::revoke;
use crate::store::event::{self, Event};
use crate::store::outbox_message::MessageState;
use crate::store::testing::Kind;
use crate::store::testing::set_suspended;
use crate::store::{feature_stamp, outbox_message};

/// A request of `from` to be allowed to show `target` in `collection`. Each number is another activity.
fn request(from: &Stranger, number: u32, target: &str, collection: &str) -> Value {
    let mut request = from.activity(number, "FeatureRequest", json!(target));
    request["instrument"] = json!(collection);
    request
}

async fn post(b: &Instance, from: &Stranger, body: &Value) -> u16 {
    let now = b.app.clock.wire().unix_seconds();
    let inbox = b.urls.shared_inbox();
    let request = from.signed(&inbox, body, now);
    let answer = b.router.clone().oneshot(request).await.unwrap();
    b.app.wake.outbox();
    answer.status().as_u16()
}

async fn stamps(b: &Instance, of: &RestaurantId) -> usize {
    let of = of.clone();
    let rows = b.db.read(move |c| feature_stamp::of_restaurant(c, &of));
    rows.await.unwrap().len()
}

#[rstest]
#[tokio::test]
async fn who_asks_gets_a_stamp_until_the_restaurant_takes_it_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    b.send();
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let collection = format!("{}/collections/1", anna.actor);
    let asked = request(&anna, 1, &there.actor, &collection);
    assert_eq!(post(&b, &anna, &asked).await, 202);
    let accept = anna.wait_for(1).await.remove(0).body;
    assert_eq!(accept["type"], "Accept");
    assert_eq!(accept["actor"], there.actor);
    assert_eq!(accept["object"], asked["id"]);
    let stamp = accept["result"].as_str().unwrap().to_owned();
    let (status, _, document) = get(&b, &stamp).await;
    assert_eq!(status, 200);
    assert_eq!(document["type"], "FeatureAuthorization");
    assert_eq!(document["id"], stamp);
    assert_eq!(document["interactingObject"], collection);
    assert_eq!(document["interactionTarget"], there.actor);
    // Asked once more it is the same stamp.
    let again = request(&anna, 2, &there.actor, &collection);
    assert_eq!(post(&b, &anna, &again).await, 202);
    assert_eq!(anna.wait_for(2).await[1].body["result"], stamp);
    assert_eq!(stamps(&b, &there.restaurant).await, 1);
    // Taken back, whoever curates it hears so, and the address says that it is gone.
    for _ in 0..2 {
        let (of, id) = (there.restaurant.clone(), stamp.clone());
        let _ = b
            .write(move |c, app| {
                let id = id.rsplit('/').next().unwrap_or_default();
                revoke::run(c, app, &of, id)
            })
            .await;
    }
    let delete = anna.wait_for(3).await[2].body.clone();
    assert_eq!(delete["type"], "Delete");
    assert_eq!(delete["object"]["id"], stamp);
    assert_eq!(delete["object"]["type"], "FeatureAuthorization");
    assert_eq!(get(&b, &stamp).await.0, 410);
    // No means no.
    let once_more = request(&anna, 3, &there.actor, &collection);
    assert_eq!(post(&b, &anna, &once_more).await, 202);
    let reject = anna.wait_for(4).await[3].body.clone();
    assert_eq!(reject["type"], "Reject");
    assert_eq!(reject["object"], once_more["id"]);
    assert_eq!(stamps(&b, &there.restaurant).await, 0);
}

#[tokio::test]
async fn requests_that_are_none_get_no_stamp() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let own = format!("{}/collections/1", anna.actor);
    let elsewhere = "https://lyon.example/collections/1";
    let nobody = b.urls.restaurant("nobody");
    for (number, (target, collection)) in (1..).zip([
        (there.actor.as_str(), elsewhere),
        (&nobody, own.as_str()),
        (&b.urls.coop(), &own),
        (&anna.actor, &own),
        ("no address", &own),
    ]) {
        let asked = request(&anna, number, target, collection);
        assert_eq!(post(&b, &anna, &asked).await, 202, "{target} {collection}");
    }
    let without = anna.activity(20, "FeatureRequest", json!(there.actor));
    assert_eq!(post(&b, &anna, &without).await, 202);
    assert_eq!(stamps(&b, &there.restaurant).await, 0);
    // A stamp of one restaurant is not another's, and not everybody's to take back.
    let good = request(&anna, 30, &there.actor, &own);
    assert_eq!(post(&b, &anna, &good).await, 202);
    let accept = anna.wait_for(1).await.remove(0).body;
    assert_eq!(accept["type"], "Accept", "the others got no answer");
    let other = seed(&b, "fenouil").await;
    let stamp = accept["result"].as_str().unwrap();
    let id = stamp.rsplit('/').next().unwrap().to_owned();
    assert_eq!(get(&b, &b.urls.stamp("fenouil", &id)).await.0, 404);
    let of = other.restaurant.clone();
    let app = b.app.clone();
    let refused = b.db.write(move |c| revoke::run(c, &app, &of, &id)).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn a_blocked_server_gets_no_stamp() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let host = anna.host.clone();
    b.write(move |c, _| set_suspended(c, &host, true)).await;
    let own = format!("{}/collections/1", anna.actor);
    let asked = request(&anna, 1, &there.actor, &own);
    assert_eq!(post(&b, &anna, &asked).await, 403);
    assert_eq!(stamps(&b, &there.restaurant).await, 0);
}

#[tokio::test]
async fn one_host_gets_so_many_stamps_and_no_more() {
    let b = Instance::start("b").await;
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    for number in 1..=52 {
        let collection = format!("{}/collections/{number}", anna.actor);
        let asked = request(&anna, number, &there.actor, &collection);
        assert_eq!(post(&b, &anna, &asked).await, 202);
    }
    assert_eq!(stamps(&b, &there.restaurant).await, 50);
    let answers = anna.wait_for(52).await;
    let no = answers.iter().filter(|one| one.body["type"] == "Reject");
    assert_eq!(no.count(), 2);
}

#[rstest]
#[tokio::test]
async fn who_joins_an_event_hears_that_nobody_can(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    b.send();
    let there = seed(&b, "chezmireille").await;
    let anna = Stranger::start("anna").await;
    let (now, of) = (b.clock_now(), there.restaurant.clone());
    b.write(move |c, _| {
        let row = Event {
            id: EventId::parse("tasting").unwrap(),
            restaurant_id: Some(of.clone()),
            title: "Tasting".into(),
            description: String::new(),
            place: String::new(),
            address: String::new(),
            latitude: None,
            longitude: None,
            starts_at: now.plus(TimeDelta::days(3)),
            ends_at: now.plus(TimeDelta::days(4)),
            published_at: now,
            edited_at: None,
            cancelled_at: None,
        };
        event::insert(c, &row)
    })
    .await;
    let event = b.urls.event("tasting");
    let join = anna.activity(1, "Join", json!(event));
    assert_eq!(post(&b, &anna, &join).await, 202);
    let ignore = anna.wait_for(1).await.remove(0).body;
    assert_eq!(ignore["type"], "Ignore");
    assert_eq!(ignore["actor"], there.actor);
    assert_eq!(ignore["object"], join["id"]);
    // Who asks on gets no more answers that day, and what is no event of ours none at all.
    let nowhere = b.urls.event("none");
    for (number, object) in (2..).zip([&event, &event, &nowhere, &there.actor]) {
        let join = anna.activity(number, "Join", json!(object));
        assert_eq!(post(&b, &anna, &join).await, 202);
    }
    until_true(&b.db, "nothing waits", |c| {
        Ok(outbox_message::count(c, MessageState::Waiting)? == 0)
    })
    .await;
    assert_eq!(anna.arrived().len(), 1);
}
