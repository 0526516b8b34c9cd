//! The courier's page through the real router: one stop after another, and what is not shown.

use askama::Template;
use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::delivery::DeliveryState;
use musette_domain::order::OrderState;
use musette_domain::role::Role;

use super::page::CourierPage;
use crate::i18n::Lang;
use crate::store::{address_release, availability, delivery, task};
use crate::web::icons;
use crate::web::test_day::{PIN, TestDay};

#[test]
fn pages_render_in_every_language() {
    for lang in Lang::ALL {
        let html = icons::placed(CourierPage::sample(*lang).render().unwrap());
        assert!(!html.contains("<des>") && !html.contains("style="));
        assert!(html.len() < 50_000, "{}", html.len());
    }
}

#[tokio::test]
async fn one_stop_at_a_time_until_the_customer_has_it() {
    let mut day = TestDay::new().await;
    let page = day.ride.get("/courier").await;
    assert!(
        page.body.contains("Nothing to do just now"),
        "{}",
        page.body
    );

    day.cook("accept", &[]).await;
    let courier = day.courier.to_string();
    day.plan("assign", &[("courier", &courier)]).await;
    let page = day.ride.get("/courier").await;
    assert!(page.body.contains("I will do it"));
    assert!(page.body.contains("data-state=\"assigned\""));
    for hidden in [
        "Im Rietle",
        "Dominique",
        "second floor",
        "423",
        "data-pickup-code",
    ] {
        assert!(
            !page.body.contains(hidden),
            "{hidden} is shown before acceptance"
        );
    }

    day.ride("accept", &[]).await;
    let page = day.ride.get("/courier").await;
    let code = day.delivery().await.pickup_code.unwrap();
    assert!(page.body.contains(&format!("data-pickup-code=\"{code}\"")));
    day.ride("at-pickup", &[]).await;
    day.ride("picked-up", &[]).await;
    assert_eq!(day.state().await, OrderState::HandedOver);
    let page = day.ride.get("/courier").await;
    for shown in [
        "Im Rietle 3",
        "Dominique",
        "second floor",
        "tel:+4231234567",
        "31.60",
    ] {
        assert!(
            page.body.contains(shown),
            "{shown} is missing: {}",
            page.body
        );
    }
    day.ride("at-dropoff", &[]).await;
    let page = day.ride.get("/courier").await;
    assert!(page.body.contains("name=\"pin\""));
    assert!(!page.body.contains(PIN));
    let answer = day.ride("delivered", &[("pin", PIN)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(day.state().await, OrderState::Delivered);
    let page = day.ride.get("/courier").await;
    assert!(page.body.contains("2 stops done today"), "{}", page.body);
    assert!(!page.body.contains("Im Rietle"));
}

#[tokio::test]
async fn a_second_press_changes_nothing() {
    let mut day = TestDay::new().await;
    day.on_the_way().await;
    let acts = [
        "accept",
        "at-pickup",
        "at-pickup",
        "picked-up",
        "picked-up",
        "at-dropoff",
        "at-dropoff",
    ];
    for act in acts {
        let answer = day.ride(act, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}");
    }
    for _ in 0..2 {
        let answer = day.ride("delivered", &[("pin", PIN)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(day.delivery().await.state, DeliveryState::Delivered);
}

#[tokio::test]
async fn wrong_pins_are_counted_and_then_the_dispatch_decides() {
    let mut day = TestDay::new().await;
    day.at_the_door().await;
    let empty = day.ride("delivered", &[("pin", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Ask the customer for the four digits"));
    let wrong = day.ride("delivered", &[("pin", "0000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("4 tries are left"), "{}", wrong.body);
    for pin in [
        "1",
        "12345678901234567890123456789012345678901234567890",
        "0001",
        "<b>",
    ] {
        day.ride("delivered", &[("pin", pin)]).await;
    }
    let right = day.ride("delivered", &[("pin", PIN)]).await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        right.body.contains("The dispatch decides now"),
        "{}",
        right.body
    );
    assert_eq!(day.state().await, OrderState::HandedOver);

    let page = day.dispatch.get("/dispatch").await;
    assert!(
        page.body
            .contains("The customer’s code was wrong too often"),
        "{}",
        page.body
    );
    day.plan("delivered-without-pin", &[("reason", "")]).await;
    assert_eq!(day.state().await, OrderState::HandedOver);
    day.plan(
        "delivered-without-pin",
        &[("reason", "The customer called.")],
    )
    .await;
    assert_eq!(day.state().await, OrderState::Delivered);
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("The customer called."), "{}", page.body);
}

/// The hidden key of the only form with one.
fn form_key(page: &str) -> String {
    let after = page.split("name=\"form-key\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_wrong_code_pressed_twice_costs_one_try() {
    let mut day = TestDay::new().await;
    day.on_the_way().await;
    day.ride("at-pickup", &[]).await;
    let key = form_key(&day.board.get("/restaurant/poireau").await.body);
    for _ in 0..3 {
        let fields = [("form-key", key.as_str()), ("code", "XX-NOTHING")];
        let wrong = day.cook("hand-over", &fields).await;
        assert!(wrong.body.contains("4 tries are left"), "{}", wrong.body);
    }
    day.ride("picked-up", &[]).await;
    day.ride("at-dropoff", &[]).await;
    let key = form_key(&day.ride.get("/courier").await.body);
    let wrong = if PIN == "0001" { "0002" } else { "0001" };
    for _ in 0..3 {
        let fields = [("form-key", key.as_str()), ("pin", wrong)];
        let wrong = day.ride("delivered", &fields).await;
        assert!(wrong.body.contains("4 tries are left"), "{}", wrong.body);
    }
    let key = form_key(&day.ride.get("/courier").await.body);
    for _ in 0..2 {
        let fields = [("form-key", key.as_str()), ("pin", PIN)];
        day.ride("delivered", &fields).await;
    }
    assert_eq!(day.state().await, OrderState::Delivered);
    assert_eq!(day.delivery().await.pin_tries, 1);
}

#[tokio::test]
async fn the_dispatch_puts_a_round_in_another_order() {
    let mut day = TestDay::new().await;
    day.cook("accept", &[]).await;
    let courier = day.courier.to_string();
    day.plan("assign", &[("courier", &courier)]).await;
    let rider = day.courier.clone();
    let stops = day
        .site
        .read(move |c| task::open_of_courier(c, &rider))
        .await;
    let [pickup, dropoff] = [stops[0].id.as_str(), stops[1].id.as_str()];
    let path = format!("/dispatch/couriers/{courier}/order");
    let page = day.dispatch.get("/dispatch").await;
    assert!(!page.body.contains(&path), "a bag is fetched first");
    for (order, said) in [
        (format!("{dropoff},{pickup}"), "fetched before"),
        (pickup.to_owned(), "has changed meanwhile"),
        (format!("{pickup},{dropoff}"), "new order"),
    ] {
        day.dispatch.post(&path, &[("stops", &order)]).await;
        let page = day.dispatch.get("/dispatch").await;
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let ride = day.ride.post(&path, &[("stops", pickup)]).await;
    assert_eq!(ride.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn another_courier_s_stops_are_not_there() {
    let mut day = TestDay::new().await;
    day.on_the_way().await;
    day.site.person("rosa", &[Role::Courier]).await;
    let mut rosa = day.site.signed_in("rosa").await;
    let id = day.delivery_id().await;
    let path = format!("/courier/deliveries/{id}/at-pickup");
    assert_eq!(rosa.post(&path, &[]).await.status, StatusCode::SEE_OTHER);
    let page = rosa.get("/courier").await;
    assert!(page.body.contains("not on your list"), "{}", page.body);
    assert!(!page.body.contains("data-delivery"));
    assert_eq!(day.delivery().await.state, DeliveryState::Assigned);
    let nothing = rosa.post("/courier/deliveries/nothing/accept", &[]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert_eq!(
        day.board.get("/courier").await.status,
        StatusCode::FORBIDDEN
    );
    let mut stranger = day.site.browser();
    assert_eq!(stranger.get("/courier").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        stranger.post(&path, &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn trouble_goes_back_to_the_dispatch() {
    let mut day = TestDay::new().await;
    day.on_the_way().await;
    let answer = day.ride("trouble", &[("reason", "bored")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    day.ride("trouble", &[("reason", "breakdown")]).await;
    assert_eq!(day.delivery().await.state, DeliveryState::Waiting);
    let courier = day.courier.to_string();
    day.plan("assign", &[("courier", &courier)]).await;
    for act in ["accept", "picked-up"] {
        day.ride(act, &[]).await;
    }
    day.ride("trouble", &[("reason", "nobodyThere")]).await;
    assert_eq!(day.delivery().await.state, DeliveryState::Failed);
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("Nobody opens"), "{}", page.body);
    day.plan("cancel", &[("reason", "noShow")]).await;
    assert_eq!(day.state().await, OrderState::Cancelled);
}

#[tokio::test]
async fn a_door_that_is_forgotten_is_not_shown() {
    let mut day = TestDay::new().await;
    day.at_the_door().await;
    day.site.clock.forward(TimeDelta::hours(25));
    let order = day.order.clone();
    let known = day
        .site
        .read(move |c| address_release::of_order(c, &order))
        .await;
    assert!(
        known.is_some(),
        "the purge has not run, only its time has come"
    );
    let page = day.ride.get("/courier").await;
    assert!(!page.body.contains("Im Rietle"), "{}", page.body);
}

#[tokio::test]
async fn times_are_declared_and_taken_back() {
    let mut day = TestDay::new().await;
    let good = [
        ("from", "2026-11-27T18:00"),
        ("to", "2026-11-27T22:00"),
        ("neighbours", "on"),
    ];
    let bad: [[(&str, &str); 2]; 4] = [
        [("from", ""), ("to", "2026-11-27T22:00")],
        [("from", "soon"), ("to", "later")],
        [("from", "2026-11-27T22:00"), ("to", "2026-11-27T18:00")],
        [("from", "2026-11-27T18:00"), ("to", "2026-12-27T18:00")],
    ];
    for fields in bad {
        let answer = day.ride.post("/courier/availability", &fields).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{fields:?}"
        );
        assert!(answer.body.contains("aria-invalid"), "{fields:?}");
    }
    for _ in 0..2 {
        let answer = day.ride.post("/courier/availability", &good).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let (me, now) = (day.courier.clone(), day.site.site.app.clock.now());
    let rows = day
        .site
        .read(move |c| availability::of_courier(c, &me, now))
        .await;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].neighbours);
    let overlap = [("from", "2026-11-27T19:00"), ("to", "2026-11-27T20:00")];
    let answer = day.ride.post("/courier/availability", &overlap).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("declared this time already"));

    day.site.person("rosa", &[Role::Courier]).await;
    let mut rosa = day.site.signed_in("rosa").await;
    let path = format!("/courier/availability/{}/withdraw", rows[0].id);
    rosa.post(&path, &[]).await;
    let page = rosa.get("/courier").await;
    assert!(page.body.contains("This is not your time."));
    for _ in 0..2 {
        assert_eq!(
            day.ride.post(&path, &[]).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let me = day.courier.clone();
    let rows = day
        .site
        .read(move |c| availability::of_courier(c, &me, now))
        .await;
    assert!(rows.is_empty());
}

#[tokio::test]
async fn the_page_speaks_french() {
    let mut day = TestDay::new().await;
    day.on_the_way().await;
    day.ride.cookies.insert("lang".into(), "fr".into());
    let page = day.ride.get("/courier").await;
    assert!(
        page.body.contains("Montrez ce code au comptoir"),
        "{}",
        page.body
    );
    let id = day.delivery_id().await;
    let tasks = day.site.read(move |c| task::of_delivery(c, &id)).await;
    assert!(tasks.iter().all(|task| task.accepted_at.is_some()));
    let id = day.delivery_id().await;
    let row = day.site.read(move |c| delivery::find(c, &id)).await;
    assert_eq!(row.code_tries, 0);
}
