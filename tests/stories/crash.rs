//! A side stops between the commit and the sending, or between the commit and the answer. Started again on the same database, everything has happened once.

use musette::store::delivery_offer_received::ReceivedOfferState;
use musette::store::outbox_message;
use musette::store::testing::Kind;
use rstest::rstest;

use crate::gate::Way;
use crate::town::Towns;
use crate::{acquaint, acts};

/// The customer's co-op commits the order and stops before it is sent.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_customers_side_stops_before_the_order_is_sent(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(mut towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let customer = acts::customer(&towns.vaduz).await;
    let kitchen = towns.schaan.gate.clone();
    // Prices are asked for and answered; only the message does not get through.
    kitchen.set(Way::NoInbox);
    let placed = acts::place(&customer, &towns.vaduz, &towns.schaan).await;
    assert!(acts::all_orders(&towns.schaan).await.is_empty());
    towns.vaduz.stop().await;
    kitchen.set(Way::Open);
    towns.vaduz.begin().await;
    let there = acts::arrived(&towns.vaduz, &towns.schaan, &placed).await;
    acts::accept(&towns.schaan, &there.id).await;
    acts::order_accepted(&towns.vaduz, &placed).await;
    assert_eq!(acts::all_orders(&towns.schaan).await.len(), 1);
}

/// The neighbour commits the offer and stops before its answer arrives; the owner sends again.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_neighbour_stops_between_commit_and_answer(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(mut towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let customer = acts::customer(&towns.vaduz).await;
    let ordered = acts::order(&customer, &towns.vaduz, &towns.vaduz).await;
    let delivery = acts::accept(&towns.vaduz, &ordered.at_home).await;
    let gate = towns.schaan.gate.clone();
    gate.set(Way::AnswerLost);
    let offer = acts::offer(&towns.vaduz, &towns.schaan, &delivery).await;
    towns.schaan.stop().await;
    gate.set(Way::Open);
    towns.schaan.begin().await;
    acts::nothing_to_send(&towns.vaduz).await;
    acts::bid(&towns.schaan, &offer).await;
    let carried = acts::awarded(&towns, &towns.vaduz, &delivery, &towns.schaan).await;
    let carried = carried.delivery_id.unwrap();
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(
        &towns.schaan,
        &towns.vaduz,
        &ordered.at_home,
        &carried,
        &pin,
    )
    .await;
    acts::ledgers_agree(&towns.vaduz, &towns.schaan, 2).await;
}

/// The neighbour commits its bid and stops before it is sent; the owner commits the award and stops before that is sent.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn both_sides_stop_before_they_send(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(mut towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let customer = acts::customer(&towns.vaduz).await;
    let ordered = acts::order(&customer, &towns.vaduz, &towns.vaduz).await;
    let delivery = acts::accept(&towns.vaduz, &ordered.at_home).await;
    let offer = acts::offer(&towns.vaduz, &towns.schaan, &delivery).await;

    towns.vaduz.gate.set(Way::Down);
    acts::bid(&towns.schaan, &offer).await;
    towns.schaan.stop().await;
    towns.vaduz.gate.set(Way::Open);
    towns.schaan.begin().await;
    acts::bid_arrived(&towns.vaduz, &delivery).await;

    towns.schaan.gate.set(Way::Down);
    towns.later(chrono::TimeDelta::seconds(61));
    acts::award_of(&towns.vaduz, &delivery, 1).await;
    towns.vaduz.stop().await;
    towns.schaan.gate.set(Way::Open);
    towns.vaduz.begin().await;
    let taken = [ReceivedOfferState::Committed, ReceivedOfferState::Carrying];
    let carried = acts::received(&towns.schaan, &taken, 1)
        .await
        .delivery_id
        .unwrap();
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(
        &towns.schaan,
        &towns.vaduz,
        &ordered.at_home,
        &carried,
        &pin,
    )
    .await;
    acts::ledgers_agree(&towns.vaduz, &towns.schaan, 2).await;
    acts::nothing_to_send(&towns.vaduz).await;
    acts::nothing_to_send(&towns.schaan).await;
    let sent = towns
        .vaduz
        .app()
        .db
        .read(|c| outbox_message::list(c, 1000))
        .await
        .unwrap();
    let mut seqs: Vec<_> = sent.iter().filter_map(|row| row.seq).collect();
    seqs.sort_unstable();
    let all = seqs.len();
    seqs.dedup();
    assert_eq!(seqs.len(), all, "no number was given twice");
}
