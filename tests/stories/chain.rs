//! The whole chain, in both directions of the hand-off.

use musette::store::delivery_offer_received::ReceivedOfferState;
use musette::store::remote_special;
use musette::store::testing::Kind;
use musette_domain::delivery::DeliveryState;
use musette_domain::order::OrderState;
use musette_domain::{Instant, TextValue};
use rstest::rstest;

use crate::town::Towns;
use crate::{acquaint, acts, evidence, wait};

/// A customer of Vaduz eats from Schaan; Schaan has no courier and asks its neighbour, who is the customer's own co-op.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_order_across_carried_by_the_customers_own_co_op(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, kitchen) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order(&customer, home, kitchen).await;
    acts::order_is(kitchen, &ordered.at_kitchen, OrderState::Offered).await;
    let delivery = acts::accept(kitchen, &ordered.at_kitchen).await;
    acts::order_accepted(home, &ordered.at_home).await;
    let offer = acts::offer(kitchen, home, &delivery).await;
    acts::bid(home, &offer).await;
    let carried = acts::awarded(&towns, kitchen, &delivery, home).await;
    let carried = carried.delivery_id.expect("the carrier has a delivery");
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(home, kitchen, &ordered.at_kitchen, &carried, &pin).await;
    acts::order_is(home, &ordered.at_home, OrderState::Delivered).await;
    acts::order_is(kitchen, &ordered.at_kitchen, OrderState::Delivered).await;
    acts::delivery_is(kitchen, &delivery, DeliveryState::Delivered).await;
    acts::received(home, &[ReceivedOfferState::Settled], 1).await;
    acts::ledgers_agree(home, kitchen, 2).await;
}

/// A customer of Vaduz eats in Vaduz; the neighbour from Schaan carries it and reads the door by a signed request.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_order_at_home_carried_by_the_neighbour(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    whole_evening(&towns).await;
    acts::ledgers_agree(&towns.vaduz, &towns.schaan, 2).await;
}

/// Order, offer, bid, award, door, code, PIN, receipt; the customer and the kitchen are in Vaduz, the courier is of Schaan.
pub async fn whole_evening(towns: &Towns) {
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order(&customer, home, home).await;
    let delivery = acts::accept(home, &ordered.at_home).await;
    let offer = acts::offer(home, carrier, &delivery).await;
    acts::bid(carrier, &offer).await;
    let carried = acts::awarded(towns, home, &delivery, carrier).await;
    let carried = carried.delivery_id.unwrap();
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(carrier, home, &ordered.at_home, &carried, &pin).await;
    acts::order_is(home, &ordered.at_home, OrderState::Delivered).await;
    acts::received(carrier, &[ReceivedOfferState::Settled], 1).await;
    let page = customer.read(&format!("/orders/{}", ordered.at_home)).await;
    let state = page
        .where_is("data-order", ordered.at_home.as_str())
        .unwrap();
    assert_eq!(state.get("data-state"), Some("delivered"));
}

/// A restaurant of Schaan announces a special; who follows it in Vaduz reads it there, and Schaan only knows that Vaduz reads along.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_special_reaches_those_who_follow(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let customer = acts::customer(&towns.vaduz).await;
    let target = towns.schaan.restaurant();
    customer
        .post("/follow", &[("target", &target)])
        .await
        .went();
    let cook = towns.schaan.staff("kitchen").await;
    let page = format!("/restaurant/{}/specials", towns.schaan.handle());
    let form = cook.read(&page).await;
    let text = "Plum dumplings, until they are gone";
    let until = [
        ("title", "Plum dumplings"),
        ("description", text),
        ("time", "23:59"),
    ];
    cook.submit(&form, &page, &until).await.went();
    wait::row(towns.vaduz.app(), "the special has arrived", move |c| {
        let now = Instant::from_millis(0);
        let specials = remote_special::current_of(c, std::slice::from_ref(&target), now, 10)?;
        let mut found = specials.into_iter();
        Ok(found.find(|row| row.content.contains("Plum dumplings")))
    })
    .await;
    let page = customer.read("/following").await;
    assert!(page.html.contains("Plum dumplings"), "{}", page.said());
    let rows = evidence::rows(towns.schaan.app()).await;
    let follower = rows["follower"].join("\n");
    assert!(follower.contains("vaduz.localhost"), "{follower}");
    let told = rows.values().flatten().any(|row| row.contains("hilomena"));
    assert!(!told, "who follows stays at home");
}
