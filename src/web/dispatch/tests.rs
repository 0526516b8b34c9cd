//! The dispatchers' day through the real router.

use askama::Template;
use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_domain::Money;
use musette_domain::delivery::DeliveryState;
use musette_domain::order::OrderState;

use super::page::DispatchPage;
use crate::flow::carry::offered::{self, ReceivedProposal};
use crate::i18n::Lang;
use crate::store::delivery_offer::OfferState;
use crate::store::delivery_offer_received::{self, ReceivedOfferState};
use crate::store::{delivery_offer, partner, partner_capacity};
use crate::web::icons;
use crate::web::test_day::{NEIGHBOUR, TestDay};

const OTHER: &str = "http://schaan.localhost:7102/ap/j/2";
const PROPOSAL: &str = "http://schaan.localhost:7102/ap/j/1";

#[test]
fn pages_render_in_every_language() {
    for lang in Lang::ALL {
        let html = icons::placed(DispatchPage::sample(*lang).render().unwrap());
        assert!(!html.contains("<Grande>") && !html.contains("style="));
        assert!(html.len() < 60_000, "{}", html.len());
    }
}

#[tokio::test]
async fn only_dispatchers_see_the_day() {
    let mut day = TestDay::new().await;
    assert_eq!(day.dispatch.get("/dispatch").await.status, StatusCode::OK);
    for browser in [&mut day.board, &mut day.ride] {
        assert_eq!(browser.get("/dispatch").await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            browser.get("/dispatch/live").await.status,
            StatusCode::FORBIDDEN
        );
        let answer = browser
            .post("/dispatch/offers/bid", &[("proposal", PROPOSAL)])
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let mut stranger = day.site.browser();
    assert_eq!(
        stranger.get("/dispatch").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_delivery_is_given_with_its_cost_and_taken_back() {
    let mut day = TestDay::new().await;
    let times = [("from", "2026-11-27T10:00"), ("to", "2026-11-27T20:00")];
    let answer = day.ride.post("/courier/availability", &times).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    day.cook("accept", &[]).await;
    let id = day.delivery_id().await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(
        page.body
            .contains(&format!("data-delivery=\"{id}\" data-state=\"waiting\""))
    );
    assert!(page.body.contains("rui +"), "{}", page.body);
    assert!(page.body.contains("Us: 1 free of 1"));

    let nobody = day.plan("assign", &[("courier", "")]).await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("Choose a rider first."));
    let cook = day
        .site
        .read(|c| crate::store::user_account::by_email(c, "camille@example.org"))
        .await;
    let cook = cook.unwrap().id.to_string();
    day.plan("assign", &[("courier", &cook)]).await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("not a courier of our co-op"));
    assert_eq!(day.delivery().await.state, DeliveryState::Waiting);

    let courier = day.courier.to_string();
    for _ in 0..2 {
        day.plan("assign", &[("courier", &courier)]).await;
    }
    assert_eq!(day.delivery().await.state, DeliveryState::Assigned);
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("not seen yet"), "{}", page.body);
    day.plan("unassign", &[]).await;
    assert_eq!(day.delivery().await.state, DeliveryState::Waiting);
    let nothing = day
        .dispatch
        .post(
            "/dispatch/deliveries/nothing/assign",
            &[("courier", &courier)],
        )
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_delivery_is_offered_to_neighbours_and_taken_back() {
    let mut day = TestDay::new().await;
    day.cook("accept", &[]).await;
    day.plan("offer", &[]).await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(
        page.body.contains("at least one neighbour"),
        "{}",
        page.body
    );
    day.with_neighbour().await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(
        page.body
            .contains(&format!("value=\"{NEIGHBOUR}\" checked"))
    );
    assert!(page.body.contains("Schaaner &#60;Räder&#62;"));
    let none = day.plan("offer", &[("some", "1")]).await;
    assert_eq!(none.status, StatusCode::SEE_OTHER);
    let id = day.delivery_id().await;
    let row = id.clone();
    let offer = day
        .site
        .read(move |c| delivery_offer::of_delivery(c, &row))
        .await;
    assert!(offer.is_none(), "none was ticked");

    for _ in 0..2 {
        day.plan("offer", &[("some", "1"), ("desk", NEIGHBOUR)])
            .await;
    }
    let row = id.clone();
    let offer = day
        .site
        .read(move |c| delivery_offer::of_delivery(c, &row))
        .await
        .unwrap();
    assert_eq!((offer.state, offer.epoch), (OfferState::Open, 1));
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("data-offer=\"open\""), "{}", page.body);
    assert!(page.body.contains("no answer yet"));
    day.plan("take-back", &[]).await;
    let offer = day
        .site
        .read(move |c| delivery_offer::of_delivery(c, &id))
        .await
        .unwrap();
    assert_eq!(offer.state, OfferState::Closed);
    // Ended for want of a rider.
    day.plan("cancel", &[("reason", "because")]).await;
    assert_eq!(day.state().await, OrderState::Agreed);
    day.plan("cancel", &[("reason", "noCourier")]).await;
    assert_eq!(day.state().await, OrderState::Cancelled);
}

async fn proposal(day: &TestDay, url: &str) {
    let app = day.site.site.app.clone();
    let now = app.clock.now();
    let input = ReceivedProposal {
        desk: NEIGHBOUR.into(),
        proposal: url.into(),
        epoch: 1,
        fee: Money::new(640, musette_domain::Currency::CHF),
        collect: 0,
        pickup_actor: "http://schaan.localhost:7102/ap/r/fenouil".into(),
        pickup_name: "Au Fenouil <Bavard>".into(),
        pickup_address: "Landstrasse 1, 9494 Schaan".into(),
        pickup: musette_domain::Position::new(47.165, 9.509).unwrap(),
        zone: "881f8db6a3fffff".into(),
        pickup_at: now.plus(TimeDelta::minutes(20)),
        arrive_by: now.plus(TimeDelta::minutes(45)),
        answer_by: now.plus(TimeDelta::seconds(60)),
    };
    let db = app.db.clone();
    let taken = db.write(move |c| offered::run(c, &app, &input)).await;
    let _ = taken.unwrap();
}

async fn received(day: &TestDay, url: &'static str) -> ReceivedOfferState {
    day.site
        .read(move |c| delivery_offer_received::find(c, url))
        .await
        .state
}

#[tokio::test]
async fn a_neighbour_s_offer_is_answered_either_way_with_one_press() {
    let mut day = TestDay::new().await;
    day.with_neighbour().await;
    proposal(&day, PROPOSAL).await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains(&format!(
        "data-proposal=\"{PROPOSAL}\" data-state=\"offered\""
    )));
    for shown in [
        "6.40",
        "5.76",
        "Au Fenouil &#60;Bavard&#62;",
        "data-hue=\"brick\"",
        "data-left=\"60\"",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let fields = [("proposal", PROPOSAL), ("courier", "")];
    for _ in 0..2 {
        let answer = day.dispatch.post("/dispatch/offers/bid", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(received(&day, PROPOSAL).await, ReceivedOfferState::Bid);
    let bids = day
        .site
        .told
        .take()
        .into_iter()
        .filter(|told| *told == "bid_made");
    assert_eq!(bids.count(), 1);

    proposal(&day, OTHER).await;
    let answer = day
        .dispatch
        .post("/dispatch/offers/pass", &[("proposal", OTHER)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(received(&day, OTHER).await, ReceivedOfferState::Passed);
    day.dispatch
        .post("/dispatch/offers/bid", &[("proposal", OTHER)])
        .await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(
        page.body.contains("does not wait for an answer"),
        "{}",
        page.body
    );
    day.dispatch
        .post(
            "/dispatch/offers/bid",
            &[("proposal", "http://nobody.example/")],
        )
        .await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("was not offered to us"), "{}", page.body);
}

#[tokio::test]
async fn an_offer_that_is_over_is_not_shown() {
    let mut day = TestDay::new().await;
    day.with_neighbour().await;
    proposal(&day, PROPOSAL).await;
    day.site.clock.forward(TimeDelta::seconds(61));
    let page = day.dispatch.get("/dispatch").await;
    assert!(!page.body.contains(PROPOSAL));
    let answer = day
        .dispatch
        .post("/dispatch/offers/bid", &[("proposal", PROPOSAL)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_ne!(received(&day, PROPOSAL).await, ReceivedOfferState::Bid);
}

#[tokio::test]
async fn the_strip_tells_of_neighbours_and_of_their_silence() {
    let mut day = TestDay::new().await;
    day.with_neighbour().await;
    let now = day.site.site.app.clock.now();
    let row = partner_capacity::PartnerCapacity {
        id: "http://schaan.localhost:7102/ap/cap/1".into(),
        partner_id: NEIGHBOUR.into(),
        starts_at: now,
        ends_at: now.plus(TimeDelta::hours(2)),
        zone: vec!["871f8db6affffff".into()],
        available: 3,
        revision: 1,
        received_at: now,
    };
    let db = day.site.site.app.db.clone();
    db.write(move |c| partner_capacity::insert(c, &row))
        .await
        .unwrap();
    let page = day.dispatch.get("/dispatch").await;
    assert!(
        page.body.contains("Schaaner &#60;Räder&#62;: 3 free"),
        "{}",
        page.body
    );
    db.write(move |c| partner::silent(c, NEIGHBOUR, now))
        .await
        .unwrap();
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("no answer since"), "{}", page.body);
}

#[tokio::test]
async fn scarce_couriers_are_told_to_the_orders() {
    let mut day = TestDay::new().await;
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("action=\"/dispatch/pickup-delay\""));
    for (minutes, kept) in [("45", 45), ("45", 45), ("soon", 45), ("-1", 45), ("0", 0)] {
        let answer = day
            .dispatch
            .post("/dispatch/pickup-delay", &[("minutes", minutes)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let coop = day.site.read(crate::store::coop::own).await;
        assert_eq!(coop.pickup_delay, kept, "{minutes}");
    }
    let ride = day.ride.post("/dispatch/pickup-delay", &[("minutes", "0")]);
    assert_eq!(ride.await.status, StatusCode::FORBIDDEN);
}
