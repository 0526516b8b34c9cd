//! Where the customer's door, name and telephone may be read, and where they never are.

use chrono::TimeDelta;
use musette::store::testing::Kind;
use musette_domain::delivery::DeliveryState;
use musette_domain::order::OrderState;
use rstest::rstest;

use crate::town::Towns;
use crate::{acquaint, acts, chain, evidence, wait};

/// The words by which the customer could be found.
const WORDS: [&str; 7] = [
    "Quittenhalde",
    "417x",
    "Nendelnfeld",
    "Zwetschgenmus",
    "Morgenroth-Quist",
    "7001923",
    "47.15304173",
];

/// The restaurant's co-op cooks for a stranger: carried by the customer's own co-op, nothing of the door is ever there.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_kitchens_co_op_never_learns_the_door(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, kitchen) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order(&customer, home, kitchen).await;
    let delivery = acts::accept(kitchen, &ordered.at_kitchen).await;
    let offer = acts::offer(kitchen, home, &delivery).await;
    acts::bid(home, &offer).await;
    let carried = acts::awarded(&towns, kitchen, &delivery, home).await;
    let carried = carried.delivery_id.unwrap();
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(home, kitchen, &ordered.at_kitchen, &carried, &pin).await;
    acts::order_is(kitchen, &ordered.at_kitchen, OrderState::Delivered).await;
    acts::delivery_is(kitchen, &delivery, DeliveryState::Delivered).await;

    let known = evidence::found_in_rows(home.app(), &WORDS).await;
    assert!(
        !known.is_empty(),
        "at home the door is known, or this story proves nothing"
    );
    let none: Vec<String> = Vec::new();
    assert_eq!(evidence::found_in_rows(kitchen.app(), &WORDS).await, none);
    assert_eq!(evidence::found_in_messages(&kitchen.gate, &WORDS), none);
    assert_eq!(evidence::found_in_messages(&home.gate, &WORDS), none);
    assert_eq!(evidence::found_in_log(&WORDS), none);
}

/// The neighbour that carries reads the door, and a day later has forgotten it; so has the customer's co-op what was only kept for the ride.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_day_later_the_door_is_forgotten(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    chain::whole_evening(&towns).await;
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let held = evidence::found_in_rows(carrier.app(), &WORDS).await;
    assert!(
        held.iter().all(|row| row.starts_with("address_copy:")),
        "the carrier keeps the door in one place: {held:?}"
    );
    towns.later(TimeDelta::hours(25));
    wait::row(carrier.app(), "the copy is gone", |c| {
        Ok((evidence::count(c, "address_copy")? == 0).then_some(()))
    })
    .await;
    wait::row(home.app(), "the release is gone", |c| {
        Ok((evidence::count(c, "address_release")? == 0).then_some(()))
    })
    .await;
    let none: Vec<String> = Vec::new();
    assert_eq!(evidence::found_in_rows(carrier.app(), &WORDS).await, none);
    // Messages never carry the door: it is only read by a signed GET.
    assert_eq!(evidence::found_in_messages(&carrier.gate, &WORDS), none);
    assert_eq!(evidence::found_in_messages(&home.gate, &WORDS), none);
    assert_eq!(evidence::found_in_log(&WORDS), none);
}
