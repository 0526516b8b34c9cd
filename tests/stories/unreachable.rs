//! A peer that is down, hangs, or answers 500, 429, 410.

use chrono::TimeDelta;
use musette::store::testing::Kind;
use musette::store::{delivery_offer, outbox_message};
use musette_domain::delivery::DeliveryState;
use rstest::rstest;

use crate::gate::Way;
use crate::town::Towns;
use crate::{acquaint, acts, wait};

/// While the restaurant's co-op cannot be asked, the checkout says so in a sentence, and nothing is half ordered.
#[rstest]
#[case::down(Way::Down)]
#[case::hangs(Way::Silent)]
#[case::broken(Way::Answers(500))]
#[case::busy(Way::Answers(429))]
#[case::gone(Way::Answers(410))]
#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_cannot_be_had(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[case] way: Way,
) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let customer = acts::customer(&towns.vaduz).await;
    let checkout = acts::fill_cart(&customer, &towns.vaduz, &towns.schaan).await;
    let form = customer.read(&checkout).await;
    towns.schaan.gate.set(way);
    let fields = acts::checkout_fields();
    let answer = customer.submit(&form, &checkout, &fields).await;
    assert!(
        (400..500).contains(&answer.status) || answer.status == 503,
        "{}: {}",
        answer.status,
        answer.said()
    );
    assert!(answer.said().len() > 40, "a sentence: {}", answer.said());
    assert!(acts::all_orders(&towns.vaduz).await.is_empty());
    assert!(acts::all_orders(&towns.schaan).await.is_empty());
    towns.schaan.gate.set(Way::Open);
}

/// An offer to a peer in trouble is kept and arrives once when the trouble is over.
#[rstest]
#[case::down(Way::Down)]
#[case::hangs(Way::Silent)]
#[case::broken(Way::Answers(500))]
#[case::busy(Way::Answers(429))]
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_to_a_peer_in_trouble(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[case] way: Way,
) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order(&customer, home, home).await;
    let delivery = acts::accept(home, &ordered.at_home).await;
    carrier.gate.set(way);
    acts::send_offer(home, carrier, &delivery).await;
    let desk = carrier.desk();
    wait::row(home.app(), "sending was tried and failed", move |c| {
        let rows = outbox_message::list(c, 1000)?;
        Ok(rows
            .into_iter()
            .find(|row| row.partner_id.as_ref() == Some(&desk) && row.attempts > 0))
    })
    .await;
    carrier.gate.set(Way::Open);
    let offer = acts::received(
        carrier,
        &[musette::store::delivery_offer_received::ReceivedOfferState::Offered],
        1,
    )
    .await;
    acts::bid(carrier, &offer).await;
    let carried = acts::awarded(&towns, home, &delivery, carrier).await;
    let carried = carried.delivery_id.unwrap();
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(carrier, home, &ordered.at_home, &carried, &pin).await;
    acts::ledgers_agree(home, carrier, 2).await;
}

/// A desk that says it is gone is asked no more; the dispatcher rides with an own courier.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_to_a_desk_that_is_gone(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order(&customer, home, home).await;
    let delivery = acts::accept(home, &ordered.at_home).await;
    carrier.gate.set(Way::Answers(410));
    acts::send_offer(home, carrier, &delivery).await;
    acts::nothing_to_send(home).await;
    towns.later(TimeDelta::seconds(61));
    let id = delivery.clone();
    wait::row(home.app(), "nobody takes it", move |c| {
        let offer = delivery_offer::of_delivery(c, &id)?;
        Ok(offer.filter(|offer| offer.state != delivery_offer::OfferState::Open))
    })
    .await;
    acts::assign_own(home, &delivery).await;
    let pin = acts::pin(&customer, &ordered.at_home).await;
    acts::ride(home, home, &ordered.at_home, &delivery, &pin).await;
    acts::delivery_is(home, &delivery, DeliveryState::Delivered).await;
}
