//! Documents of the trade that we fetch: another order than the one that was asked for, or one in another desk's name, is not believed.

use rstest::rstest;
use serde_json::{Value, json};

use super::instance;
use crate::app::Handoffs;
use crate::peer::tests::stranger::Stranger;
use crate::peer::trade::client::DeskClient;
use crate::store::testing::Kind;

const ORDER: &str =
    include_str!("../../../../federation/fixtures/musette/j07b-order-carrier-named.json");
const DELIVERY: &str =
    include_str!("../../../../federation/fixtures/musette/j12-delivery-committed.json");

/// The object of a message as its desk serves it: at `id`, in the name of `desk`.
fn document(message: &str, id: &str, desk: &str) -> Value {
    let message: Value = serde_json::from_str(message).unwrap();
    let mut object = message["object"].clone();
    object["@context"] = message["@context"].clone();
    object["id"] = json!(id);
    object["attributedTo"] = json!(desk);
    object
}

/// A desk, the address of an order there, and the order.
async fn desk() -> (Stranger, String, Value) {
    let eve = Stranger::start("eve").await;
    let id = format!("http://{}/ap/o/1", eve.host);
    let mut order = document(ORDER, &id, &eve.actor);
    // The fixture's parts lie at the fixture's server.
    for part in ["stipulates", "stipulatesReciprocal"] {
        let name = part.trim_start_matches("stipulates");
        order[part]["id"] = json!(format!("{id}#part{name}"));
    }
    order["carrier"] = Value::Null;
    (eve, id, order)
}

#[tokio::test]
async fn an_order_is_read_where_its_desk_serves_it() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let (eve, id, order) = desk().await;
    eve.put(&id, 200, &order);
    let says = DeskClient::new(&b.peer).order(&eve.actor, &id).await;
    assert_eq!(says.unwrap().unwrap().revision, 4);
}

#[rstest]
#[case("another order", json!({"id": "http://HOST/ap/o/2"}))]
#[case("an order of another server", json!({"id": "https://schaan.example/ap/o/1"}))]
#[case("an order in the name of another desk", json!({"attributedTo": "https://schaan.example/ap/desk"}))]
#[case("an order in the name of another actor there", json!({"attributedTo": "http://HOST/users/boris"}))]
#[case("an order in nobody's name", json!({"attributedTo": null}))]
#[case("an order in two names", json!({"attributedTo": ["http://HOST/users/eve", "https://schaan.example/ap/desk"]}))]
#[case("no order", json!({"type": "Note"}))]
#[case("an order without a number", json!({"revision": -1}))]
#[case("an order in a state that is none", json!({"state": "eaten"}))]
#[tokio::test]
async fn an_agreement(#[case] what: &str, #[case] change: Value) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let (eve, id, mut order) = desk().await;
    for (field, value) in change.as_object().unwrap() {
        let text = value.to_string().replace("HOST", &eve.host);
        order[field] = serde_json::from_str(&text).unwrap();
    }
    eve.put(&id, 200, &order);
    let says = DeskClient::new(&b.peer).order(&eve.actor, &id).await;
    assert!(says.is_err(), "{what}: {says:?}");
}

#[tokio::test]
async fn an_agreement_that_another_server_would_have_to_tell() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let (eve, id, order) = desk().await;
    let boris = Stranger::start("boris").await;
    let there = format!("http://{}/ap/o/1", boris.host);
    boris.put(&there, 200, &order);
    eve.put_as(&id, 302, &format!("location {there}"), "");
    let says = DeskClient::new(&b.peer).order(&eve.actor, &id).await;
    assert!(says.is_err(), "{says:?}");
    assert_eq!(boris.asked().len(), 0);
}

#[rstest]
#[case("of another desk", json!({"attributedTo": "https://schaan.example/ap/desk"}))]
#[case("of another award", json!({"fulfills": "https://schaan.example/ap/g/2#primary"}))]
#[case("that is none", json!({"type": "Note"}))]
#[tokio::test]
async fn a_delivery(#[case] what: &str, #[case] change: Value) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let eve = Stranger::start("eve").await;
    let award = b.urls.award("1");
    let at = format!("{}/delivery", eve.actor);
    let id = format!("http://{}/ap/d/1", eve.host);
    let mut delivery = document(DELIVERY, &id, &eve.actor);
    delivery["fulfills"] = json!(format!("{award}#primary"));
    eve.put(&at, 200, &delivery);
    let says = DeskClient::new(&b.peer)
        .delivery_state(&eve.actor, &award)
        .await;
    assert_eq!(says.unwrap().unwrap().state, "committed");
    for (field, value) in change.as_object().unwrap() {
        delivery[field] = value.clone();
    }
    eve.put(&at, 200, &delivery);
    let says = DeskClient::new(&b.peer)
        .delivery_state(&eve.actor, &award)
        .await;
    assert!(says.is_err(), "{what}: {says:?}");
}
