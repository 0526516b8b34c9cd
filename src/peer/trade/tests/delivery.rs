//! A delivery that a neighbour carries: two co-ops, three co-ops, and a winner that is never heard of.

use chrono::TimeDelta;
use musette_domain::Currency;
use musette_domain::delivery::DeliveryState;
use musette_domain::id::{DeliveryId, OrderId};
use musette_domain::order::{Fulfilment, OrderState};
use rstest::rstest;

use super::instance::Instance;
use super::order::{arrived, place as place_elsewhere, until_state};
use super::seed::{Coops, SECRETS, agree, cart_of, coop, door};
use crate::flow::carry::bid;
use crate::flow::delivery::deliver::Delivered;
use crate::flow::delivery::{deliver, picked_up};
use crate::flow::offer::{decide, open};
use crate::flow::order::hand_over::{self, CounterSays};
use crate::flow::order::place::{self, Placement};
use crate::flow::order::{accept, ready};
use crate::flow::settle::balance;
use crate::store::delivery_award::AwardState;
use crate::store::delivery_offer_received::{DeliveryOfferReceived, ReceivedOfferState};
use crate::store::exchange_entry::{self, ExchangeDirection};
use crate::store::testing::Kind;
use crate::store::{
    address_copy, address_release, delivery, delivery_award, delivery_bid, delivery_offer,
    delivery_offer_received, partner,
};
use musette_domain::TextValue;

/// Our customer orders at our restaurant, which says yes: the order and its delivery.
pub async fn local_order(at: &Instance, people: &Coops) -> (OrderId, DeliveryId) {
    let restaurant = at.app.urls.restaurant("linde");
    let item = at.app.urls.menu_item(people.item.as_str());
    let cart = cart_of(at, &people.customer, &restaurant, &item).await;
    let placement = Placement {
        user: people.customer.clone(),
        form_key: at.app.ids.uuid(),
        cart,
        fulfilment: Fulfilment::Delivery,
        window: None,
        door: Some(door()),
    };
    let placed = at.act(move |c, app| place::run(c, app, &placement)).await;
    let order = placed.unwrap();
    (order.clone(), accepted(at, &order).await)
}

/// The restaurant says yes; the delivery that comes of it.
pub async fn accepted(at: &Instance, order: &OrderId) -> DeliveryId {
    let id = order.clone();
    at.act(move |c, app| accept::run(c, app, &id)).await;
    let id = order.clone();
    at.until("the delivery", move |c| {
        Ok(delivery::of_order(c, &id)?.map(|row| row.id))
    })
    .await
}

/// `owner` opens the delivery to `carrier`, which offers to carry it: the proposal's id.
pub async fn bid_for(
    owner: &Instance,
    id: &DeliveryId,
    carrier: &Instance,
    people: &Coops,
) -> String {
    let (opened, desks) = (id.clone(), vec![carrier.desk()]);
    owner
        .act(move |c, app| open::run(c, app, &opened, &desks))
        .await;
    let id = id.clone();
    let offer = owner
        .read(move |c| delivery_offer::of_delivery(c, &id))
        .await
        .unwrap();
    let proposal = offer.context.clone();
    let wanted = proposal.clone();
    carrier
        .until("the proposal", move |c| {
            delivery_offer_received::find_optional(c, &wanted)
        })
        .await;
    let (wanted, courier) = (proposal.clone(), people.courier.clone());
    carrier
        .act(move |c, app| bid::run(c, app, &wanted, Some(&courier)))
        .await;
    owner
        .until_true("the bid", move |c| {
            Ok(!delivery_bid::of_offer(c, &offer.id, offer.epoch)?.is_empty())
        })
        .await;
    proposal
}

/// `owner` awards the delivery to its only bidder; the carrier's row once it has heard.
pub async fn award(
    owner: &Instance,
    id: &DeliveryId,
    carrier: &Instance,
    proposal: &str,
) -> DeliveryOfferReceived {
    let decided = id.clone();
    owner.act(move |c, app| decide::run(c, app, &decided)).await;
    let wanted = proposal.to_owned();
    carrier
        .until("the award", move |c| {
            Ok(delivery_offer_received::find_optional(c, &wanted)?
                .filter(|row| row.state == ReceivedOfferState::Awarded))
        })
        .await
}

/// The carrier reads the door and so acknowledges; its delivery.
pub async fn acknowledged(
    owner: &Instance,
    carrier: &Instance,
    row: &DeliveryOfferReceived,
) -> DeliveryId {
    carrier.jobs().await;
    let proposal = row.proposal_id.clone();
    let mine = carrier
        .until("our delivery", move |c| {
            let row = delivery_offer_received::find(c, &proposal)?;
            Ok(row
                .delivery_id
                .filter(|_| row.state == ReceivedOfferState::Committed))
        })
        .await;
    let agreement = row.agreement_id.clone().unwrap();
    owner
        .until_true("the acknowledgement", move |c| {
            Ok(delivery_award::find(c, &agreement)?.state == AwardState::Committed)
        })
        .await;
    mine
}

/// From the counter to the door and the receipt, with a wrong PIN on the way.
pub async fn carried(
    owner: &Instance,
    order: &OrderId,
    carrier: &Instance,
    people: &Coops,
    row: &DeliveryOfferReceived,
    mine: &DeliveryId,
    pin: String,
) {
    let id = order.clone();
    owner.act(move |c, app| ready::run(c, app, &id)).await;
    let (id, code) = (order.clone(), row.pickup_code.clone().unwrap());
    owner
        .act(move |c, app| {
            hand_over::run(c, app, &id, &code).map(|said| match said {
                CounterSays::HandOver(changed) => changed,
                other => panic!("{other:?}"),
            })
        })
        .await;
    let (id, courier) = (mine.clone(), people.courier.clone());
    carrier
        .act(move |c, app| picked_up::run(c, app, &id, Some(&courier)))
        .await;
    let wrong = if pin == "0000" { "0001" } else { "0000" };
    say_pin(carrier, people, mine, wrong.to_owned()).await;
    let id = mine.clone();
    carrier
        .until_true("the refusal of the wrong PIN", move |c| {
            Ok(delivery::find(c, &id)?.state != DeliveryState::Delivered)
        })
        .await;
    say_pin(carrier, people, mine, pin).await;
    let proposal = row.proposal_id.clone();
    carrier
        .until_true("the claim", move |c| {
            let row = delivery_offer_received::find(c, &proposal)?;
            Ok(row.state == ReceivedOfferState::Settled)
        })
        .await;
}

async fn say_pin(carrier: &Instance, people: &Coops, mine: &DeliveryId, pin: String) {
    let (id, courier) = (mine.clone(), people.courier.clone());
    carrier
        .act(move |c, app| {
            deliver::run(c, app, &id, Some(&courier), Some(&pin)).map(|done| match done {
                Delivered::Sent(changed) => changed,
                other => panic!("{other:?}"),
            })
        })
        .await;
}

pub async fn pin_of(at: &Instance, order: &OrderId) -> String {
    let id = order.clone();
    at.read(move |c| address_release::of_order(c, &id))
        .await
        .unwrap()
        .pin
}

/// Both books say the same, each from its side.
async fn books_are_equal(owner: &Instance, carrier: &Instance) {
    let (carriers, owners) = (carrier.desk(), owner.desk());
    let at_owner = owner
        .read(move |c| balance(c, &carriers, Currency::CHF))
        .await;
    let at_carrier = carrier
        .read(move |c| balance(c, &owners, Currency::CHF))
        .await;
    assert_eq!(at_owner.balance.minor, -at_carrier.balance.minor);
    assert_eq!(at_owner.given, at_carrier.carried);
    assert!(at_carrier.carried.fees.minor > 0);
    assert!(at_carrier.carried.collected.minor > 3700);
}

/// Nothing that was sent to anybody names the customer, the door or the telephone.
async fn nothing_personal_was_sent(instances: &[&Instance]) {
    let mut bodies = 0;
    for instance in instances {
        let sent = instance
            .read(|c| {
                let mut sent = Vec::new();
                for partner in partner::all(c)? {
                    let direction = ExchangeDirection::Sent;
                    sent.extend(exchange_entry::page_after(
                        c,
                        &partner.desk_id,
                        direction,
                        0,
                        1_000,
                    )?);
                }
                Ok(sent)
            })
            .await;
        for entry in sent {
            let body = entry.body.unwrap();
            bodies += 1;
            for secret in SECRETS {
                assert!(!body.contains(secret), "{}: {body}", entry.kind);
            }
        }
    }
    assert!(bodies > 10, "only {bodies} messages were looked at");
}

#[rstest]
#[tokio::test]
async fn by_a_neighbour_to_the_owners_own_customer(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, here)) = coop(kind, "vaduz").await else {
        return;
    };
    let Some((schaan, there)) = coop(kind, "schaan").await else {
        return;
    };
    agree(&schaan, &vaduz).await;
    let (order, id) = local_order(&vaduz, &here).await;
    let proposal = bid_for(&vaduz, &id, &schaan, &there).await;
    let row = award(&vaduz, &id, &schaan, &proposal).await;
    let mine = acknowledged(&vaduz, &schaan, &row).await;
    let pin = pin_of(&vaduz, &order).await;
    carried(&vaduz, &order, &schaan, &there, &row, &mine, pin).await;
    until_state(&vaduz, &order, OrderState::Delivered).await;
    books_are_equal(&vaduz, &schaan).await;
    nothing_personal_was_sent(&[&vaduz, &schaan]).await;
}

#[tokio::test]
async fn by_a_third_coop_that_the_customers_has_never_met() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    let (triesen, riders) = coop(Kind::Sqlite, "triesen").await.unwrap();
    agree(&schaan, &vaduz).await;
    agree(&triesen, &vaduz).await;
    let ours = place_elsewhere(&schaan, &there, &vaduz, &here).await;
    let theirs = arrived(&schaan, &vaduz, &ours).await;
    let id = accepted(&vaduz, &theirs).await;
    let proposal = bid_for(&vaduz, &id, &triesen, &riders).await;
    let row = award(&vaduz, &id, &triesen, &proposal).await;
    let (order, reader) = (ours.clone(), triesen.desk());
    schaan
        .until_true("the door opened to the carrier", move |c| {
            let release = address_release::of_order(c, &order)?;
            Ok(release.is_some_and(|release| release.readable_by.as_ref() == Some(&reader)))
        })
        .await;
    let mine = acknowledged(&vaduz, &triesen, &row).await;
    let copy = mine.clone();
    let copy = triesen.read(move |c| address_copy::find(c, &copy)).await;
    assert_eq!(copy.street, SECRETS[1]);
    assert_eq!(
        copy.phone, "+4232300000",
        "the co-op's own number, not the customer's"
    );
    let pin = pin_of(&schaan, &ours).await;
    carried(&vaduz, &theirs, &triesen, &riders, &row, &mine, pin).await;
    until_state(&vaduz, &theirs, OrderState::Delivered).await;
    until_state(&schaan, &ours, OrderState::Delivered).await;
    books_are_equal(&vaduz, &triesen).await;
    nothing_personal_was_sent(&[&vaduz, &schaan, &triesen]).await;
}

#[tokio::test]
async fn by_the_customers_own_coop() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let ours = place_elsewhere(&schaan, &there, &vaduz, &here).await;
    let theirs = arrived(&schaan, &vaduz, &ours).await;
    let id = accepted(&vaduz, &theirs).await;
    let proposal = bid_for(&vaduz, &id, &schaan, &there).await;
    let row = award(&vaduz, &id, &schaan, &proposal).await;
    let order = ours.clone();
    schaan
        .until_true("our own door opened to us", move |c| {
            let release = address_release::of_order(c, &order)?;
            Ok(release.is_some_and(|release| release.opened_at.is_some()))
        })
        .await;
    let mine = acknowledged(&vaduz, &schaan, &row).await;
    let pin = pin_of(&schaan, &ours).await;
    carried(&vaduz, &theirs, &schaan, &there, &row, &mine, pin).await;
    until_state(&schaan, &ours, OrderState::Delivered).await;
}

#[tokio::test]
async fn a_winner_that_never_acknowledges_loses_it() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let (_, id) = local_order(&vaduz, &here).await;
    let proposal = bid_for(&vaduz, &id, &schaan, &there).await;
    let row = award(&vaduz, &id, &schaan, &proposal).await;
    // Nobody at the winner reads the door. The owner asks, hears of nothing, and offers again.
    vaduz.forward(TimeDelta::seconds(121));
    vaduz.jobs().await;
    let agreement = row.agreement_id.unwrap();
    vaduz
        .until_true("the award taken back", move |c| {
            Ok(delivery_award::find(c, &agreement)?.state == AwardState::Revoked)
        })
        .await;
    let wanted = proposal.clone();
    schaan
        .until_true("the second offer", move |c| {
            let row = delivery_offer_received::find(c, &wanted)?;
            Ok(row.epoch == 2 && row.state == ReceivedOfferState::Offered)
        })
        .await;
}

#[tokio::test]
async fn an_acknowledgement_that_got_lost_is_found_by_asking() {
    let (vaduz, here) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, there) = coop(Kind::Sqlite, "schaan").await.unwrap();
    agree(&schaan, &vaduz).await;
    let (_, id) = local_order(&vaduz, &here).await;
    let proposal = bid_for(&vaduz, &id, &schaan, &there).await;
    let row = award(&vaduz, &id, &schaan, &proposal).await;
    let agreement = row.agreement_id.clone().unwrap();
    let desk = schaan.desk();
    assert_eq!(
        vaduz.app.handoffs.delivery_state(&desk, &agreement).await,
        Ok(None)
    );
    let _ = acknowledged(&vaduz, &schaan, &row).await;
    let said = vaduz
        .app
        .handoffs
        .delivery_state(&desk, &agreement)
        .await
        .unwrap()
        .unwrap();
    assert!(
        ["committed", "assigned"].contains(&said.state.as_str()),
        "{said:?}"
    );
    assert!(said.revision >= 1, "{said:?}");
    // Who does not own it is not told.
    assert_eq!(
        vaduz
            .app
            .handoffs
            .delivery_state(&desk, "http://nowhere.localhost/ap/g/1")
            .await,
        Ok(None)
    );
}
