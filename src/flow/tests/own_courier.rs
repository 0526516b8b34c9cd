//! An order carried by our own courier: accept, ready, hand over, deliver; wrong codes and wrong PINs.

use musette_domain::delivery::DeliveryState;
use musette_domain::order::{CancelReason, OrderState};
use musette_domain::task::TaskState;
use rstest::rstest;

use super::support::{Coop, clock, coop, user};
use crate::app::testing::Network;
use crate::flow::delivery::deliver::{self, Delivered};
use crate::flow::delivery::stop::CourierRefusal;
use crate::flow::delivery::{
    accept_task, assign, at_dropoff, at_pickup, fail, picked_up, reorder, unassign,
};
use crate::flow::order::hand_over::{self, CounterSays};
use crate::flow::order::{accept, cancel, ready};
use crate::store::task;
use crate::store::testing::Kind;
use musette_domain::id::{DeliveryId, OrderId};

async fn assigned(vaduz: &Coop, key: &str) -> (OrderId, DeliveryId) {
    let order = vaduz.accepted(key).await;
    let delivery = vaduz.delivery(&order).await.id;
    let id = delivery.clone();
    let _ = vaduz
        .write(move |c, app| assign::run(c, app, &id, &user("courier")))
        .await
        .unwrap();
    (order, delivery)
}

async fn say(vaduz: &Coop, order: &OrderId, code: &str) -> CounterSays {
    let (order, code) = (order.clone(), code.to_owned());
    vaduz
        .write(move |c, app| hand_over::run(c, app, &order, &code))
        .await
        .unwrap()
}

async fn bring(vaduz: &Coop, id: &DeliveryId, pin: &str) -> Delivered {
    let (id, pin) = (id.clone(), pin.to_owned());
    vaduz
        .write(move |c, app| deliver::run(c, app, &id, Some(&user("courier")), Some(&pin)))
        .await
        .unwrap()
}

#[rstest]
#[tokio::test]
async fn from_the_kitchen_to_the_door(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let (order, delivery) = assigned(&vaduz, "form-1").await;
    // Every click twice: the same outcome, no second effect.
    for _ in 0..2 {
        let (o, d) = (order.clone(), delivery.clone());
        let _ = vaduz
            .write(move |c, app| accept::run(c, app, &o))
            .await
            .unwrap();
        let o = order.clone();
        let _ = vaduz
            .write(move |c, app| ready::run(c, app, &o))
            .await
            .unwrap();
        let twice = d.clone();
        let _ = vaduz
            .write(move |c, app| assign::run(c, app, &twice, &user("courier")))
            .await
            .unwrap();
        let twice = d.clone();
        let _ = vaduz
            .write(move |c, app| accept_task::run(c, app, &twice, &user("courier")))
            .await
            .unwrap();
        let _ = vaduz
            .write(move |c, app| at_pickup::run(c, app, &d, Some(&user("courier"))))
            .await
            .unwrap();
    }
    assert_eq!(vaduz.state(&order).await, OrderState::Ready);
    let code = vaduz.delivery(&order).await.pickup_code.unwrap();
    assert!(matches!(
        say(&vaduz, &order, &code.to_lowercase()).await,
        CounterSays::HandOver(_)
    ));
    assert_eq!(
        say(&vaduz, &order, &code).await,
        CounterSays::AlreadyHandedOver
    );
    assert_eq!(vaduz.state(&order).await, OrderState::HandedOver);
    for _ in 0..2 {
        let d = delivery.clone();
        let _ = vaduz
            .write(move |c, app| picked_up::run(c, app, &d, Some(&user("courier"))))
            .await
            .unwrap();
        let d = delivery.clone();
        let _ = vaduz
            .write(move |c, app| at_dropoff::run(c, app, &d, Some(&user("courier"))))
            .await
            .unwrap();
    }
    let pin = vaduz.pin(&order).await;
    assert!(matches!(
        bring(&vaduz, &delivery, &pin).await,
        Delivered::Done(_)
    ));
    assert!(matches!(
        bring(&vaduz, &delivery, &pin).await,
        Delivered::Done(_)
    ));
    let row = vaduz.order(&order).await;
    assert_eq!(row.state, OrderState::Delivered);
    assert_eq!(vaduz.delivery(&order).await.state, DeliveryState::Delivered);
    let stops = vaduz.read(move |c| task::of_delivery(c, &delivery)).await;
    assert!(stops.iter().all(|stop| stop.state == TaskState::Done));
    let history = vaduz
        .read(move |c| crate::store::order_event::of_order(c, &order))
        .await;
    let states: Vec<_> = history.iter().map(|line| line.state).collect();
    assert_eq!(
        states,
        [
            OrderState::Offered,
            OrderState::Agreed,
            OrderState::Ready,
            OrderState::HandedOver,
            OrderState::Delivered
        ]
    );
}

#[rstest]
#[tokio::test]
async fn five_wrong_codes_and_five_wrong_pins(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let (order, delivery) = assigned(&vaduz, "form-1").await;
    for left in [4, 3, 2, 1] {
        let answer = say(&vaduz, &order, "ZZ-WRONG").await;
        assert!(matches!(answer, CounterSays::Wrong { left: l, .. } if l == left));
    }
    assert!(matches!(
        say(&vaduz, &order, "ZZ-WRONG").await,
        CounterSays::Locked(_)
    ));
    let code = vaduz.delivery(&order).await.pickup_code.unwrap();
    assert!(matches!(
        say(&vaduz, &order, &code).await,
        CounterSays::Locked(_)
    ));
    let o = order.clone();
    let by_hand = vaduz
        .write(move |c, app| hand_over::by_hand(c, app, &o))
        .await
        .unwrap();
    assert!(matches!(by_hand, CounterSays::HandOver(_)));
    let pin = vaduz.pin(&order).await;
    let wrong = if pin == "0000" { "1111" } else { "0000" };
    for left in [4, 3, 2, 1] {
        let answer = bring(&vaduz, &delivery, wrong).await;
        assert!(matches!(answer, Delivered::WrongPin { left: l, .. } if l == left));
    }
    assert!(matches!(
        bring(&vaduz, &delivery, wrong).await,
        Delivered::Locked(_)
    ));
    assert!(matches!(
        bring(&vaduz, &delivery, &pin).await,
        Delivered::Locked(_)
    ));
    let d = delivery.clone();
    let no_pin = vaduz
        .write(move |c, app| deliver::run(c, app, &d, Some(&user("courier")), None))
        .await;
    assert!(matches!(no_pin, Err(CourierRefusal::PinNeeded)));
    // The dispatch decides.
    let by_dispatch = vaduz
        .write(move |c, app| deliver::run(c, app, &delivery, None, None))
        .await
        .unwrap();
    assert!(matches!(by_dispatch, Delivered::Done(_)));
    assert_eq!(vaduz.state(&order).await, OrderState::Delivered);
}

#[rstest]
#[tokio::test]
async fn only_its_courier_acts_and_a_new_one_has_a_new_code(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let (order, delivery) = assigned(&vaduz, "form-1").await;
    let old = vaduz.delivery(&order).await.pickup_code.unwrap();
    let d = delivery.clone();
    let stranger = vaduz
        .write(move |c, app| at_pickup::run(c, app, &d, Some(&user("courier2"))))
        .await;
    assert!(matches!(stranger, Err(CourierRefusal::NotYours)));
    let d = delivery.clone();
    let nobody = vaduz
        .write(move |c, app| assign::run(c, app, &d, &user("customer")))
        .await;
    assert!(matches!(nobody, Err(CourierRefusal::NoCourier)));
    let d = delivery.clone();
    let _ = vaduz
        .write(move |c, app| unassign::run(c, app, &d, Some(&user("courier"))))
        .await
        .unwrap();
    assert_eq!(say(&vaduz, &order, &old).await, CounterSays::NobodyExpected);
    let _ = vaduz
        .write(move |c, app| assign::run(c, app, &delivery, &user("courier2")))
        .await
        .unwrap();
    assert!(matches!(
        say(&vaduz, &order, &old).await,
        CounterSays::Wrong { left: 4, .. }
    ));
}

#[rstest]
#[tokio::test]
async fn nobody_opens(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let (order, delivery) = assigned(&vaduz, "form-1").await;
    let d = delivery.clone();
    let _ = vaduz
        .write(move |c, app| picked_up::run(c, app, &d, Some(&user("courier"))))
        .await
        .unwrap();
    let o = order.clone();
    let gone = vaduz
        .write(move |c, app| cancel::run(c, app, &o, CancelReason::Restaurant))
        .await;
    assert_eq!(gone.unwrap_err().key(), "cancel-bag-is-gone");
    let _ = vaduz
        .write(move |c, app| fail::run(c, app, &delivery, Some(&user("courier")), "nobody there"))
        .await
        .unwrap();
    let o = order.clone();
    let _ = vaduz
        .write(move |c, app| cancel::run(c, app, &o, CancelReason::NoShow))
        .await
        .unwrap();
    assert_eq!(vaduz.state(&order).await, OrderState::Cancelled);
}

#[rstest]
#[tokio::test]
async fn stops_are_put_in_another_order(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let _ = assigned(&vaduz, "form-1").await;
    let _ = assigned(&vaduz, "form-2").await;
    let list = || vaduz.read(|c| task::open_of_courier(c, &user("courier")));
    let ids: Vec<_> = list().await.into_iter().map(|stop| stop.id).collect();
    let wanted = vec![
        ids[2].clone(),
        ids[0].clone(),
        ids[3].clone(),
        ids[1].clone(),
    ];
    let order = wanted.clone();
    let _ = vaduz
        .write(move |c, _| reorder::run(c, &user("courier"), &order))
        .await
        .unwrap();
    let found: Vec<_> = list().await.into_iter().map(|stop| stop.id).collect();
    assert_eq!(found, wanted);
    let backwards = vec![
        ids[1].clone(),
        ids[0].clone(),
        ids[2].clone(),
        ids[3].clone(),
    ];
    let refused = vaduz
        .write(move |c, _| reorder::run(c, &user("courier"), &backwards))
        .await;
    assert_eq!(refused.unwrap_err().key(), "reorder-dropoff-first");
    let short = vec![ids[0].clone()];
    let refused = vaduz
        .write(move |c, _| reorder::run(c, &user("courier"), &short))
        .await;
    assert_eq!(refused.unwrap_err().key(), "reorder-changed");
}

#[rstest]
#[tokio::test]
async fn many_clicks_at_once_have_one_effect(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(vaduz) = coop(kind, "vaduz", 1, &Network::default(), clock()).await else {
        return;
    };
    let order = vaduz.placed("form-1").await;
    let click = || {
        let id = order.clone();
        vaduz.write(move |c, app| accept::run(c, app, &id))
    };
    let (a, b, c, d) = tokio::join!(click(), click(), click(), click());
    for outcome in [a, b, c, d] {
        assert_eq!(outcome.unwrap().order, Some(order.clone()));
    }
    assert_eq!(vaduz.order(&order).await.revision, 2);
    let delivery = vaduz.delivery(&order).await.id;
    let code = {
        let id = delivery.clone();
        let _ = vaduz
            .write(move |c, app| assign::run(c, app, &id, &user("courier")))
            .await
            .unwrap();
        vaduz.delivery(&order).await.pickup_code.unwrap()
    };
    let say = || say(&vaduz, &order, &code);
    let answers: [CounterSays; 3] = tokio::join!(say(), say(), say()).into();
    let given = answers
        .iter()
        .filter(|answer| matches!(answer, CounterSays::HandOver(_)))
        .count();
    assert_eq!(given, 1);
}
