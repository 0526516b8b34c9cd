//! A delivery handed to a neighbour: the whole way, and what can go wrong on it.

use chrono::TimeDelta;
use musette_domain::Currency;
use musette_domain::delivery::DeliveryState;
use musette_domain::handoff::Progress;
use musette_domain::id::{DeliveryId, OrderId};
use musette_domain::order::OrderState;
use musette_domain::settlement::{EntryKind, LedgerLine, differences};
use rstest::rstest;

use super::support::{Coop, clock, coop, coop_with, user};
use super::wire::{carry_one, exchange};
use crate::app::handoffs::DoorClosed;
use crate::app::testing::Network;
use crate::config::trade::Trade;
use crate::flow::delivery::deliver::{self, Delivered};
use crate::flow::delivery::{assign, at_dropoff, at_pickup, fail, picked_up};
use crate::flow::order::hand_over::{self, CounterSays};
use crate::flow::settle::balance::{balance, line};
use crate::flow::{carry, offer};
use crate::store::delivery_offer_received::{DeliveryOfferReceived, ReceivedOfferState};
use crate::store::testing::Kind;
use crate::store::{
    address_copy, address_release, delivery, delivery_award, delivery_offer,
    delivery_offer_received, ledger_entry, partner, trade_agreement,
};

mod ends;

/// Two co-ops that trade with each other.
async fn two(kind: Kind) -> Option<(Coop, Coop, Network)> {
    let (net, clock) = (Network::default(), clock());
    let vaduz = coop(kind, "vaduz", 1, &net, clock.clone()).await?;
    let schaan = coop(kind, "schaan", 2, &net, clock).await?;
    vaduz.trades_with(&schaan).await;
    schaan.trades_with(&vaduz).await;
    Some((vaduz, schaan, net))
}

/// An accepted order of ours, opened to the neighbour, whose courier is offered.
async fn bid(vaduz: &Coop, schaan: &Coop) -> OrderId {
    let order = vaduz.accepted("form-1").await;
    open(vaduz, schaan, &order).await;
    exchange(vaduz, schaan).await;
    make_bid(vaduz, schaan, &order).await;
    order
}

async fn open(vaduz: &Coop, schaan: &Coop, order: &OrderId) {
    let (id, desks) = (vaduz.delivery(order).await.id, vec![schaan.urls.desk()]);
    let _ = vaduz
        .write(move |c, app| offer::open::run(c, app, &id, &desks))
        .await
        .unwrap();
}

async fn make_bid(vaduz: &Coop, schaan: &Coop, order: &OrderId) {
    let proposal = context(vaduz, order).await;
    let _ = schaan
        .write(move |c, app| carry::bid::run(c, app, &proposal, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(vaduz, schaan).await;
}

async fn context(vaduz: &Coop, order: &OrderId) -> String {
    let id = vaduz.delivery(order).await.id;
    vaduz
        .read(move |c| delivery_offer::of_delivery(c, &id))
        .await
        .unwrap()
        .context
}

async fn received(vaduz: &Coop, schaan: &Coop, order: &OrderId) -> DeliveryOfferReceived {
    let proposal = context(vaduz, order).await;
    schaan
        .read(move |c| delivery_offer_received::find(c, &proposal))
        .await
}

/// … awarded and acknowledged: on the neighbour's list.
async fn committed(vaduz: &Coop, schaan: &Coop) -> (OrderId, DeliveryId) {
    let order = bid(vaduz, schaan).await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    exchange(vaduz, schaan).await;
    schaan.due().await;
    exchange(vaduz, schaan).await;
    let row = received(vaduz, schaan, &order).await;
    assert_eq!(row.state, ReceivedOfferState::Committed);
    (order, row.delivery_id.unwrap())
}

async fn code(schaan: &Coop, id: &DeliveryId) -> String {
    let id = id.clone();
    schaan
        .read(move |c| delivery::find(c, &id))
        .await
        .pickup_code
        .unwrap()
}

async fn say(vaduz: &Coop, order: &OrderId, code: &str) -> CounterSays {
    let (order, code) = (order.clone(), code.to_owned());
    vaduz
        .write(move |c, app| hand_over::run(c, app, &order, &code))
        .await
        .unwrap()
}

async fn bring(schaan: &Coop, id: &DeliveryId, pin: &str) -> Delivered {
    let (id, pin) = (id.clone(), pin.to_owned());
    schaan
        .write(move |c, app| deliver::run(c, app, &id, Some(&user("courier")), Some(&pin)))
        .await
        .unwrap()
}

async fn books(coop: &Coop, with: &Coop) -> Vec<LedgerLine> {
    let desk = with.urls.desk();
    let rows = coop.read(move |c| ledger_entry::of_partner(c, &desk)).await;
    rows.iter().map(line).collect()
}

async fn assert_equal_books(vaduz: &Coop, schaan: &Coop) {
    let (ours, theirs) = (books(vaduz, schaan).await, books(schaan, vaduz).await);
    assert_eq!(differences(&ours, &theirs), []);
    let (v, s) = (vaduz.urls.desk(), schaan.urls.desk());
    let one = vaduz.read(move |c| balance(c, &s, Currency::CHF)).await;
    let two = schaan.read(move |c| balance(c, &v, Currency::CHF)).await;
    assert_eq!(one.balance.minor, -two.balance.minor);
}

#[rstest]
#[tokio::test]
async fn the_neighbour_brings_it_and_both_ledgers_are_equal(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    let row = vaduz.order(&order).await;
    assert_eq!(row.carrier_desk, Some(schaan.urls.desk()));
    let (id, find) = (theirs.clone(), order.clone());
    let copy = schaan.read(move |c| address_copy::find(c, &id)).await;
    assert_eq!(copy.recipient_name, "Dominique");
    let release = vaduz
        .read(move |c| address_release::of_order(c, &find))
        .await
        .unwrap();
    assert_eq!(release.readable_by, Some(schaan.urls.desk()));
    for _ in 0..2 {
        let id = theirs.clone();
        let _ = schaan
            .write(move |c, app| at_pickup::run(c, app, &id, Some(&user("courier"))))
            .await
            .unwrap();
        exchange(&vaduz, &schaan).await;
    }
    assert_eq!(vaduz.delivery(&order).await.state, DeliveryState::AtPickup);
    let code = code(&schaan, &theirs).await;
    assert!(matches!(
        say(&vaduz, &order, "ZZ-WRONG").await,
        CounterSays::Wrong { left: 4, .. }
    ));
    assert!(matches!(
        say(&vaduz, &order, &code).await,
        CounterSays::HandOver(_)
    ));
    assert_eq!(
        say(&vaduz, &order, &code).await,
        CounterSays::AlreadyHandedOver
    );
    assert_eq!(vaduz.state(&order).await, OrderState::HandedOver);
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| picked_up::run(c, app, &id, Some(&user("courier"))))
        .await
        .unwrap();
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| at_dropoff::run(c, app, &id, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    assert_eq!(vaduz.delivery(&order).await.state, DeliveryState::AtDropoff);
    let pin = vaduz.pin(&order).await;
    assert!(matches!(
        bring(&schaan, &theirs, &pin).await,
        Delivered::Sent(_)
    ));
    exchange(&vaduz, &schaan).await;
    let row = vaduz.order(&order).await;
    assert_eq!(row.state, OrderState::Delivered);
    assert_eq!(
        received(&vaduz, &schaan, &order).await.state,
        ReceivedOfferState::Settled
    );
    let ours = books(&vaduz, &schaan).await;
    let amount = |kind| {
        ours.iter()
            .find(|line| line.kind == kind)
            .map(|line| line.amount.minor)
    };
    assert_eq!(amount(EntryKind::Fee), Some(row.courier_share));
    assert_eq!(amount(EntryKind::Collected), Some(row.total));
    assert_eq!(ours.len(), 2);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn every_message_may_come_twice(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let twice = async || {
        loop {
            let (first, second) = (vaduz.t.tell.take(), schaan.t.tell.take());
            if first.is_empty() && second.is_empty() {
                return;
            }
            for told in first {
                carry_one(&vaduz, &schaan, &told).await;
                carry_one(&vaduz, &schaan, &told).await;
            }
            for told in second {
                carry_one(&schaan, &vaduz, &told).await;
                carry_one(&schaan, &vaduz, &told).await;
            }
        }
    };
    let order = vaduz.accepted("form-1").await;
    open(&vaduz, &schaan, &order).await;
    open(&vaduz, &schaan, &order).await;
    twice().await;
    let proposal = context(&vaduz, &order).await;
    for _ in 0..2 {
        let proposal = proposal.clone();
        let _ = schaan
            .write(move |c, app| carry::bid::run(c, app, &proposal, Some(&user("courier"))))
            .await
            .unwrap();
    }
    twice().await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    twice().await;
    schaan.due().await;
    twice().await;
    let theirs = received(&vaduz, &schaan, &order).await.delivery_id.unwrap();
    let code = code(&schaan, &theirs).await;
    assert!(matches!(
        say(&vaduz, &order, &code).await,
        CounterSays::HandOver(_)
    ));
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| picked_up::run(c, app, &id, Some(&user("courier"))))
        .await
        .unwrap();
    twice().await;
    let pin = vaduz.pin(&order).await;
    bring(&schaan, &theirs, &pin).await;
    twice().await;
    bring(&schaan, &theirs, &pin).await;
    twice().await;
    assert_eq!(vaduz.state(&order).await, OrderState::Delivered);
    assert_eq!(books(&vaduz, &schaan).await.len(), 2);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn a_winner_that_never_acknowledges_loses_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let order = bid(&vaduz, &schaan).await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    let first = vaduz.delivery(&order).await;
    assert_eq!(first.epoch, 1);
    // The neighbour hears nothing and does nothing; asked, it knows of no delivery.
    let held = vaduz.t.tell.take();
    vaduz.pass(TimeDelta::seconds(120)).await;
    let find = order.clone();
    let release = vaduz
        .read(move |c| address_release::of_order(c, &find))
        .await
        .unwrap();
    assert_eq!(release.opened_at, None);
    let news = vaduz.t.tell.take();
    let whats: Vec<_> = news.iter().map(|told| told.what).collect();
    assert_eq!(whats, ["award_revoked", "delivery_offered"]);
    // The revocation overtakes the award, which then starts nothing.
    carry_one(&vaduz, &schaan, &news[0]).await;
    for told in &held {
        carry_one(&vaduz, &schaan, told).await;
    }
    assert_eq!(
        received(&vaduz, &schaan, &order).await.state,
        ReceivedOfferState::Revoked
    );
    carry_one(&vaduz, &schaan, &news[1]).await;
    let row = received(&vaduz, &schaan, &order).await;
    assert_eq!((row.state, row.epoch), (ReceivedOfferState::Offered, 2));
    // The second time it answers.
    make_bid(&vaduz, &schaan, &order).await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    exchange(&vaduz, &schaan).await;
    schaan.due().await;
    exchange(&vaduz, &schaan).await;
    assert_eq!(
        received(&vaduz, &schaan, &order).await.state,
        ReceivedOfferState::Committed
    );
    assert_eq!(vaduz.delivery(&order).await.epoch, 2);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn an_acknowledgement_that_comes_late_is_paid_and_its_code_is_dead(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, net)) = two(kind).await else {
        return;
    };
    let order = bid(&vaduz, &schaan).await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    exchange(&vaduz, &schaan).await;
    schaan.due().await;
    let theirs = received(&vaduz, &schaan, &order).await.delivery_id.unwrap();
    let old = code(&schaan, &theirs).await;
    // Its acknowledgement is under way for long, and it cannot be asked.
    let late = schaan.t.tell.take();
    net.down(true);
    vaduz.pass(TimeDelta::seconds(120)).await;
    net.down(false);
    assert_eq!(vaduz.delivery(&order).await.carrier, None);
    for told in &late {
        carry_one(&schaan, &vaduz, told).await;
    }
    exchange(&vaduz, &schaan).await;
    assert!(matches!(
        say(&vaduz, &order, &old).await,
        CounterSays::TakenBack(_)
    ));
    exchange(&vaduz, &schaan).await;
    let id = theirs.clone();
    let row = schaan.read(move |c| delivery::find(c, &id)).await;
    assert_eq!(row.state, DeliveryState::Cancelled);
    let copy = schaan
        .read(move |c| address_copy::find_optional(c, &theirs))
        .await;
    assert_eq!(copy, None);
    let ours = books(&vaduz, &schaan).await;
    assert_eq!(ours.len(), 1);
    assert_eq!(ours[0].kind, EntryKind::WastedTrip);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn a_winner_that_says_committed_when_asked_keeps_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let order = bid(&vaduz, &schaan).await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    exchange(&vaduz, &schaan).await;
    schaan.due().await;
    // The acknowledgement is lost.
    let lost = schaan.t.tell.take();
    assert_eq!(lost[0].what, "delivery_reported");
    vaduz.pass(TimeDelta::seconds(120)).await;
    let row = vaduz.delivery(&order).await;
    assert_eq!(
        (row.epoch, row.carrier),
        (1, Some(musette_domain::delivery::Carrier::Neighbour))
    );
    let id = row.id;
    let open = vaduz
        .read(move |c| delivery_offer::of_delivery(c, &id))
        .await
        .unwrap();
    assert_eq!(open.state, delivery_offer::OfferState::Committed);
}

#[rstest]
#[tokio::test]
async fn given_back_is_offered_again(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    let proposal = context(&vaduz, &order).await;
    for _ in 0..2 {
        let proposal = proposal.clone();
        let _ = schaan
            .write(move |c, app| carry::release::run(c, app, &proposal))
            .await
            .unwrap();
    }
    exchange(&vaduz, &schaan).await;
    let row = received(&vaduz, &schaan, &order).await;
    assert_eq!((row.state, row.epoch), (ReceivedOfferState::Offered, 2));
    let gone = schaan.read(move |c| delivery::find(c, &theirs)).await;
    assert_eq!(gone.state, DeliveryState::Cancelled);
    assert_eq!(books(&vaduz, &schaan).await, []);
}

#[rstest]
#[tokio::test]
async fn a_wrong_pin_brings_the_courier_back_to_the_door(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    let code = code(&schaan, &theirs).await;
    say(&vaduz, &order, &code).await;
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| picked_up::run(c, app, &id, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let pin = vaduz.pin(&order).await;
    let wrong = if pin == "0000" { "1111" } else { "0000" };
    bring(&schaan, &theirs, wrong).await;
    exchange(&vaduz, &schaan).await;
    let id = theirs.clone();
    let row = schaan.read(move |c| delivery::find(c, &id)).await;
    assert_eq!(row.state, DeliveryState::AtDropoff);
    assert_eq!(row.trouble.as_deref(), Some("wrongPin:4"));
    assert_eq!(vaduz.state(&order).await, OrderState::HandedOver);
    bring(&schaan, &theirs, &pin).await;
    exchange(&vaduz, &schaan).await;
    assert_eq!(vaduz.state(&order).await, OrderState::Delivered);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn our_own_courier_takes_it_after_all_and_the_trip_is_owed(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    let old = code(&schaan, &theirs).await;
    let id = vaduz.delivery(&order).await.id;
    let _ = vaduz
        .write(move |c, app| assign::run(c, app, &id, &user("courier")))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    assert_eq!(
        received(&vaduz, &schaan, &order).await.state,
        ReceivedOfferState::Revoked
    );
    assert!(matches!(
        say(&vaduz, &order, &old).await,
        CounterSays::TakenBack(_)
    ));
    let new = vaduz.delivery(&order).await.pickup_code.unwrap();
    assert!(matches!(
        say(&vaduz, &order, &new).await,
        CounterSays::HandOver(_)
    ));
    assert_eq!(books(&vaduz, &schaan).await.len(), 1);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn nobody_offers_and_a_person_offers_again(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let order = vaduz.accepted("form-1").await;
    open(&vaduz, &schaan, &order).await;
    exchange(&vaduz, &schaan).await;
    vaduz.pass(TimeDelta::seconds(60)).await;
    schaan.due().await;
    assert_eq!(
        vaduz.delivery(&order).await.trouble.as_deref(),
        Some("nobodyOffered")
    );
    assert_eq!(
        received(&vaduz, &schaan, &order).await.state,
        ReceivedOfferState::Lapsed
    );
    let proposal = context(&vaduz, &order).await;
    let late = schaan
        .write(move |c, app| carry::bid::run(c, app, &proposal, None))
        .await;
    assert_eq!(late.unwrap_err().key(), "carry-too-late");
    open(&vaduz, &schaan, &order).await;
    exchange(&vaduz, &schaan).await;
    let row = received(&vaduz, &schaan, &order).await;
    assert_eq!((row.state, row.epoch), (ReceivedOfferState::Offered, 2));
    assert_eq!(vaduz.delivery(&order).await.trouble, None);
}

#[rstest]
#[tokio::test]
async fn the_stated_rule_bids_with_who_is_free(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (net, clock) = (Network::default(), clock());
    let Some(vaduz) = coop(kind, "vaduz", 1, &net, clock.clone()).await else {
        return;
    };
    let trade = Trade {
        auto_bid: true,
        ..Trade::default()
    };
    let schaan = coop_with(kind, "schaan", 2, &net, clock, trade)
        .await
        .unwrap();
    vaduz.trades_with(&schaan).await;
    schaan.trades_with(&vaduz).await;
    let now = schaan.clock.now();
    let _ = schaan
        .write(move |c, app| {
            let end = now.plus(TimeDelta::hours(4));
            crate::flow::availability::declare::run(c, app, &user("courier2"), now, end, true)
        })
        .await
        .unwrap();
    let order = vaduz.accepted("form-1").await;
    open(&vaduz, &schaan, &order).await;
    exchange(&vaduz, &schaan).await;
    let row = received(&vaduz, &schaan, &order).await;
    assert_eq!(
        (row.state, row.courier_id),
        (ReceivedOfferState::Awarded, Some(user("courier2")))
    );
    vaduz.pass(TimeDelta::seconds(60)).await;
    exchange(&vaduz, &schaan).await;
    schaan.due().await;
    let tell = schaan.t.tell.take();
    assert!(tell.iter().any(|told| told.what == "delivery_reported"));
    let proposal = context(&vaduz, &order).await;
    let said = schaan
        .read(move |c| carry::report::of_proposal(c, &proposal))
        .await
        .unwrap();
    assert_eq!(said.progress, Progress::Committed);
}

#[rstest]
#[tokio::test]
async fn a_cancelled_order_is_taken_from_the_neighbour(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    let id = order.clone();
    let _ = vaduz
        .write(move |c, app| {
            let reason = musette_domain::order::CancelReason::Restaurant;
            crate::flow::order::cancel::run(c, app, &id, reason)
        })
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    assert_eq!(vaduz.state(&order).await, OrderState::Cancelled);
    assert_eq!(vaduz.delivery(&order).await.state, DeliveryState::Cancelled);
    let row = schaan.read(move |c| delivery::find(c, &theirs)).await;
    assert_eq!(row.state, DeliveryState::Cancelled);
    assert_equal_books(&vaduz, &schaan).await;
}
