//! Somebody answers too late, or not at all.

use chrono::TimeDelta;
use musette::store::delivery_offer_received::ReceivedOfferState;
use musette::store::testing::Kind;
use musette::store::{delivery_award, delivery_offer};
use musette_domain::delivery::DeliveryState;
use rstest::rstest;

use crate::gate::Way;
use crate::town::Towns;
use crate::{acquaint, acts, wait};

/// The winner never acknowledges: the delivery is offered once more, and only the second award counts.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_winner_that_never_acknowledges(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order(&customer, home, home).await;
    let delivery = acts::accept(home, &ordered.at_home).await;
    let offer = acts::offer(home, carrier, &delivery).await;
    // From here on nothing reaches the bidder: the offer is decided as soon as everybody asked has answered.
    carrier.gate.set(Way::Down);
    acts::bid(carrier, &offer).await;
    let first = acts::award_of(home, &delivery, 1).await;
    towns.later(TimeDelta::seconds(125));
    let id = delivery.clone();
    wait::row(home.app(), "it is offered again, in epoch 2", move |c| {
        let offer = delivery_offer::of_delivery(c, &id)?;
        Ok(offer.filter(|offer| offer.epoch == 2))
    })
    .await;
    let revoked = first.agreement_id.clone();
    wait::row(home.app(), "the first award does not count", move |c| {
        let award = delivery_award::find(c, &revoked)?;
        Ok((award.state == delivery_award::AwardState::Revoked).then_some(()))
    })
    .await;
    carrier.gate.set(Way::Open);
    let offered = acts::received(carrier, &[ReceivedOfferState::Offered], 2).await;
    acts::bid(carrier, &offered).await;
    let taken = acts::awarded(&towns, home, &delivery, carrier).await;
    assert_eq!(taken.epoch, 2);
    let carried = taken.delivery_id.unwrap();
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(carrier, home, &ordered.at_home, &carried, &pin).await;
    acts::ledgers_agree(home, carrier, 2).await;
}

/// A bid that arrives when the window has ended wins nothing; the bidder hears it, and the dispatcher rides with an own courier.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_bid_that_arrives_too_late(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order(&customer, home, home).await;
    let delivery = acts::accept(home, &ordered.at_home).await;
    let offer = acts::offer(home, carrier, &delivery).await;
    home.gate.set(Way::Down);
    acts::bid(carrier, &offer).await;
    towns.later(TimeDelta::seconds(61));
    let id = delivery.clone();
    wait::row(
        home.app(),
        "the window has ended without an answer",
        move |c| {
            let offer = delivery_offer::of_delivery(c, &id)?;
            Ok(offer.filter(|offer| offer.state != delivery_offer::OfferState::Open))
        },
    )
    .await;
    home.gate.set(Way::Open);
    acts::nothing_to_send(carrier).await;
    let proposal = offer.proposal_id.clone();
    wait::row(
        carrier.app(),
        "the bidder knows that it will not carry",
        move |c| {
            let row = musette::store::delivery_offer_received::find(c, &proposal)?;
            let over = [ReceivedOfferState::Lapsed, ReceivedOfferState::Revoked];
            Ok(over.contains(&row.state).then_some(()))
        },
    )
    .await;
    acts::assign_own(home, &delivery).await;
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(home, home, &ordered.at_home, &delivery, &pin).await;
    acts::delivery_is(home, &delivery, DeliveryState::Delivered).await;
    assert!(acts::ledger(home, carrier).await.is_empty());
}
