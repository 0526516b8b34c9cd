//! Messages arrive twice: because an answer was lost, because buttons are pressed twice, because somebody recorded them.

use musette::store::delivery_offer_received::ReceivedOfferState;
use musette::store::testing::Kind;
use musette_domain::order::OrderState;
use rstest::rstest;

use crate::gate::Way;
use crate::person::Person;
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
    let board = format!("/restaurant/{}/orders/{ordered}", home.handle());
    twice(&cook, &format!("{board}/accept"), &[]).await;
    acts::order_accepted(home, &ordered).await;
    let delivery = acts::delivery_of(home, &ordered).await;
    let dispatcher = home.staff("dispatch").await;
    let desk = carrier.desk();
    let act = format!("/dispatch/deliveries/{delivery}/offer");
    twice(&dispatcher, &act, &[("desk", &desk)]).await;
    let offer = acts::received(carrier, &[ReceivedOfferState::Offered], 1).await;
    let neighbour = carrier.staff("dispatch").await;
    let rider = acts::courier_id(carrier).await;
    let fields = [
        ("proposal", offer.proposal_id.as_str()),
        ("courier", rider.as_str()),
    ];
    twice(&neighbour, "/dispatch/offers/bid", &fields).await;
    let carried = acts::awarded(&towns, home, &delivery, carrier).await;
    let carried = carried.delivery_id.unwrap();
    acts::door_is_read(carrier, &carried).await;
    let courier = carrier.staff("courier").await;
    let ride = format!("/courier/deliveries/{carried}");
    twice(&courier, &format!("{ride}/accept"), &[]).await;
    twice(&courier, &format!("{ride}/at-pickup"), &[]).await;
    let code = courier.read("/courier").await.value("data-pickup-code");
    twice(&cook, &format!("{board}/ready"), &[]).await;
    twice(&cook, &format!("{board}/hand-over"), &[("code", &code)]).await;
    twice(&courier, &format!("{ride}/picked-up"), &[]).await;
    twice(&courier, &format!("{ride}/at-dropoff"), &[]).await;
    let pin = acts::pin(&customer, &ordered).await;
    twice(&courier, &format!("{ride}/delivered"), &[("pin", &pin)]).await;
    acts::order_is(home, &ordered, OrderState::Delivered).await;
    acts::ledgers_agree(home, carrier, 2).await;

    for act in ["/follow", "/unfollow"] {
        twice(&customer, act, &[("target", &carrier.restaurant())]).await;
    }
    let refused = acts::order(&customer, home, home).await.at_home;
    let act = format!("/restaurant/{}/orders/{refused}/refuse", home.handle());
    twice(&cook, &act, &[("reason", "tooBusy")]).await;
    acts::order_is(home, &refused, OrderState::Rejected).await;
}

/// Presses a button twice at once. It works, and the second press does no harm.
async fn twice(person: &Person, act: &str, fields: &[(&str, &str)]) {
    let (one, two) = tokio::join!(person.post(act, fields), person.post(act, fields));
    let said = format!("{act}: {} {}", one.said(), two.said());
    assert!([one.status, two.status].contains(&303), "{said}");
    assert!(one.status < 500 && two.status < 500, "{said}");
}
