//! Messages arrive twice: because an answer was lost, because buttons are pressed twice, because somebody recorded them.

use musette::store::testing::Kind;
use musette_domain::order::OrderState;
use rstest::rstest;

use crate::gate::Way;
use crate::town::Towns;
use crate::{acquaint, acts, chain, evidence};

/// Every message of the trade loses its first answer and is sent again; everything happens once.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_first_answer_is_lost(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    towns.vaduz.gate.set(Way::FirstAnswerLost);
    towns.schaan.gate.set(Way::FirstAnswerLost);
    chain::whole_evening(&towns).await;
    acts::ledgers_agree(&towns.vaduz, &towns.schaan, 2).await;
    for town in [&towns.vaduz, &towns.schaan] {
        let twice = town.gate.passed().len();
        assert!(twice > 4, "{}: {twice} messages", town.name);
    }
}

/// Everything that was sent in an evening is sent once more, byte for byte. Nothing changes, and nothing is answered with an error of ours.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evening_sent_once_more(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    chain::whole_evening(&towns).await;
    acts::ledgers_agree(&towns.vaduz, &towns.schaan, 2).await;
    for town in [&towns.vaduz, &towns.schaan] {
        acts::nothing_to_send(town).await;
    }
    for town in [&towns.vaduz, &towns.schaan] {
        let before = evidence::rows(town.app()).await;
        for message in town.gate.passed() {
            let is_inbox = message.path.starts_with("/ap/") && message.path.ends_with("/inbox");
            if !is_inbox || message.answered.is_none_or(|status| status >= 300) {
                continue;
            }
            let status = town.gate.again(&message).await;
            assert!(
                (200..500).contains(&status),
                "{} {}: {status}",
                town.name,
                message.kind()
            );
        }
        let mut after = evidence::rows(town.app()).await;
        for table in CHANGING {
            after.insert(table.into(), before[table].clone());
        }
        assert_eq!(before, after, "{}", town.name);
    }
}

/// Tables of which a repeated message may change a row: whom we heard of when, and what is sent in answer.
const CHANGING: [&str; 6] = [
    "peer_host",
    "partner",
    "seen_nonce",
    "job",
    "session",
    "exchange_entry",
];

/// Every button of the evening is pressed twice at once.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_button_is_pressed_twice(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let ordered = acts::order_pressing_twice(&customer, home).await;
    assert_eq!(acts::all_orders(home).await.len(), 1, "one order");
    let cook = home.staff("kitchen").await;
    let act = format!("/restaurant/{}/orders/{ordered}/accept", home.handle());
    let (one, two) = tokio::join!(cook.post(&act, &[]), cook.post(&act, &[]));
    assert_eq!(
        (one.status, two.status),
        (303, 303),
        "{} {}",
        one.said(),
        two.said()
    );
    acts::order_accepted(home, &ordered).await;
    let delivery = acts::delivery_of(home, &ordered).await;
    let dispatcher = home.staff("dispatch").await;
    let act = format!("/dispatch/deliveries/{delivery}/offer");
    let desk = carrier.desk();
    let fields = [("desk", desk.as_str())];
    let (one, two) = tokio::join!(
        dispatcher.post(&act, &fields),
        dispatcher.post(&act, &fields)
    );
    assert!(
        [one.status, two.status].contains(&303),
        "{} {}",
        one.said(),
        two.said()
    );
    assert!(one.status < 500 && two.status < 500);
    let offer = acts::received(
        carrier,
        &[musette::store::delivery_offer_received::ReceivedOfferState::Offered],
        1,
    )
    .await;
    acts::bid(carrier, &offer).await;
    let carried = acts::awarded(&towns, home, &delivery, carrier).await;
    let carried = carried.delivery_id.unwrap();
    let pin = acts::pin(&customer, &ordered).await;
    acts::pick_up(carrier, home, &ordered, &carried).await;
    let courier = carrier.staff("courier").await;
    courier
        .post(&format!("/courier/deliveries/{carried}/at-dropoff"), &[])
        .await
        .went();
    let act = format!("/courier/deliveries/{carried}/delivered");
    let fields = [("pin", pin.as_str())];
    let (one, two) = tokio::join!(courier.post(&act, &fields), courier.post(&act, &fields));
    assert_eq!(
        (one.status, two.status),
        (303, 303),
        "{} {}",
        one.said(),
        two.said()
    );
    acts::order_is(home, &ordered, OrderState::Delivered).await;
    acts::ledgers_agree(home, carrier, 2).await;
}
