//! Messages arrive twice: because an answer was lost, because buttons are pressed twice, because somebody recorded them.

use musette::store::delivery_offer_received::{DeliveryOfferReceived, ReceivedOfferState};
use musette::store::testing::Kind;
use musette::store::trade_agreement::AgreementState;
use musette::store::{availability, restaurant, trade_agreement, user_account};
use musette_domain::TextValue;
use musette_domain::id::{DeliveryId, UserId};
use musette_domain::order::OrderState;
use rstest::rstest;

use crate::gate::Way;
use crate::person::{PASSWORD, Person};
use crate::town::{Town, Towns};
use crate::{acquaint, acts, chain, evidence, wait};

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

/// So are the buttons that take back, give back, agree, declare and delete.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_other_button_is_pressed_twice(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(towns) = Towns::start(kind).await else {
        return;
    };
    acquaint::each_other(&towns).await;
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    deliveries_that_end_otherwise(&towns).await;
    agreements(home, carrier).await;

    let courier = home.staff("courier").await;
    let before = declared(home).await;
    let times = [("from", "2026-11-28T10:00"), ("to", "2026-11-28T14:00")];
    twice(&courier, "/courier/availability", &times).await;
    let mut new = declared(home).await;
    new.retain(|id| !before.contains(id));
    assert_eq!(new.len(), 1, "one time");
    let withdraw = format!("/courier/availability/{}/withdraw", new[0]);
    twice(&courier, &withdraw, &[]).await;
    assert_eq!(declared(home).await, before);

    let admin = home.staff("admin").await;
    let before = evidence::rows(home.app()).await;
    let handle = home.handle();
    let restaurant = home
        .app()
        .db
        .read(move |c| restaurant::of_handle(c, handle));
    let restaurant = restaurant.await.unwrap().unwrap().id;
    for listed in ["no", "yes"] {
        let fields = [("restaurant", restaurant.as_str()), ("listed", listed)];
        twice(&admin, "/coop/restaurants/list", &fields).await;
    }
    let cook = [
        ("restaurant", restaurant.as_str()),
        ("email", "kitchen@vaduz.example"),
    ];
    twice(&admin, "/coop/restaurants/claim", &cook).await;
    let after = evidence::rows(home.app()).await;
    assert_eq!(before["restaurant_staff"], after["restaurant_staff"]);
    let prices = [
        ("base", "5"),
        ("per_km", "1"),
        ("courier_share", "80"),
        ("commission", "12"),
    ];
    twice(&admin, "/coop/prices", &prices).await;

    let leaving = Person::signed_up(home.url(), "Kunigunde", "kunigunde@customer.example").await;
    let password = [("password", PASSWORD)];
    let (one, two) = tokio::join!(
        leaving.post("/account/delete", &password),
        leaving.post("/account/delete", &password)
    );
    let said = format!("{} {}", one.said(), two.said());
    assert!([one.status, two.status].contains(&303), "{said}");
    assert!(one.status < 500 && two.status < 500, "{said}");
    let gone = home
        .app()
        .db
        .read(|c| user_account::by_email(c, "kunigunde@customer.example"));
    assert!(gone.await.unwrap().is_none());
}

/// Offers that are passed on, given back and taken back, each pressed twice.
async fn deliveries_that_end_otherwise(towns: &Towns) {
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let customer = acts::customer(home).await;
    let (dispatcher, neighbour) = (
        home.staff("dispatch").await,
        carrier.staff("dispatch").await,
    );

    let passed = offered(towns, &customer).await;
    let fields = [("proposal", passed.1.proposal_id.as_str())];
    twice(&neighbour, "/dispatch/offers/pass", &fields).await;
    acts::received(carrier, &[ReceivedOfferState::Passed], 1).await;

    let (given, offer) = offered(towns, &customer).await;
    acts::bid(carrier, &offer).await;
    acts::awarded(towns, home, &given, carrier).await;
    let fields = [("proposal", offer.proposal_id.as_str())];
    twice(&neighbour, "/dispatch/offers/release", &fields).await;
    acts::received(carrier, &[ReceivedOfferState::Released], 1).await;

    let (taken, _) = offered(towns, &customer).await;
    let act = format!("/dispatch/deliveries/{taken}/take-back");
    twice(&dispatcher, &act, &[]).await;
    let act = format!("/dispatch/deliveries/{taken}/assign");
    let courier = acts::courier_id(home).await;
    twice(&dispatcher, &act, &[("courier", &courier)]).await;
    twice(
        &dispatcher,
        &format!("/dispatch/deliveries/{taken}/unassign"),
        &[],
    )
    .await;
    let why = [("reason", "noCourier")];
    twice(
        &dispatcher,
        &format!("/dispatch/deliveries/{taken}/cancel"),
        &why,
    )
    .await;
}

/// A delivery of an order in our town that the neighbour was offered.
async fn offered(towns: &Towns, customer: &Person) -> (DeliveryId, DeliveryOfferReceived) {
    let (home, carrier) = (&towns.vaduz, &towns.schaan);
    let order = acts::order(customer, home, home).await.at_home;
    let delivery = acts::accept(home, &order).await;
    let offer = acts::offer(home, carrier, &delivery).await;
    (delivery, offer)
}

/// An agreement that is offered, accepted and ended, each pressed twice.
async fn agreements(home: &Town, carrier: &Town) {
    let (admin, theirs) = (home.staff("admin").await, carrier.staff("admin").await);
    let desk = carrier.desk();
    let terms = [
        ("desk", desk.as_str()),
        ("credit_limit", "700"),
        ("wasted_trip_fee", "5"),
        ("months", "6"),
    ];
    twice(&admin, "/coop/agreements/offer", &terms).await;
    let offered = agreement(carrier, home, AgreementState::Offered).await;
    let fields = [("agreement", offered.as_str())];
    twice(&theirs, "/coop/agreements/accept", &fields).await;
    let active = agreement(home, carrier, AgreementState::Active).await;
    assert_eq!(active, offered);
    twice(&admin, "/coop/agreements/end", &fields).await;
    for (at, with) in [(home, carrier), (carrier, home)] {
        let desk = with.desk();
        let ended = offered.clone();
        wait::row(at.app(), "the agreement has ended", move |c| {
            let mut rows = trade_agreement::of_partner(c, &desk)?;
            assert_eq!(rows.len(), 2, "one offer was made");
            rows.retain(|row| row.id == ended && row.state == AgreementState::Ended);
            Ok(rows.pop())
        })
        .await;
    }
}

/// The agreement in this state that a town knows of another, as soon as there is one of a later revision than the first.
async fn agreement(at: &Town, with: &Town, state: AgreementState) -> String {
    let desk = with.desk();
    wait::row(at.app(), "the second agreement is there", move |c| {
        let mut rows = trade_agreement::of_partner(c, &desk)?;
        rows.retain(|row| row.state == state && row.revision > 1);
        Ok(rows.pop())
    })
    .await
    .id
}

/// The times that the courier of a town has declared.
async fn declared(town: &Town) -> Vec<String> {
    let courier = UserId::parse(&acts::courier_id(town).await).unwrap();
    let now = town.app().clock.now();
    let rows = town
        .app()
        .db
        .read(move |c| availability::of_courier(c, &courier, now));
    rows.await
        .unwrap()
        .into_iter()
        .map(|row| row.id.to_string())
        .collect()
}

/// Presses a button twice at once. It works, and the second press does no harm.
async fn twice(person: &Person, act: &str, fields: &[(&str, &str)]) {
    let (one, two) = tokio::join!(person.post(act, fields), person.post(act, fields));
    let said = format!("{act}: {} {}", one.said(), two.said());
    assert!([one.status, two.status].contains(&303), "{said}");
    assert!(one.status < 500 && two.status < 500, "{said}");
}
