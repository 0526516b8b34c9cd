//! The board through the real router: an order's way across the lanes, and everybody who must not move it.

use askama::Template;
use axum::http::StatusCode;
use musette_domain::delivery::DeliveryState;
use musette_domain::order::{Fulfilment, OrderState};
use musette_domain::role::Role;

use super::list::BoardsPage;
use super::page::BoardPage;
use crate::i18n::Lang;
use crate::store::orders;
use crate::web::icons;
use crate::web::test_day::{TestDay, order_row};

#[test]
fn pages_render_in_every_language() {
    for lang in Lang::ALL {
        let pages = [
            BoardsPage::sample(*lang).render().unwrap(),
            BoardPage::sample(*lang).render().unwrap(),
        ];
        for html in pages.map(icons::placed) {
            assert!(!html.contains("<Masqué>") && !html.contains("style="));
            assert!(html.len() < 60_000, "{}", html.len());
        }
    }
}

#[tokio::test]
async fn an_order_goes_from_left_to_right() {
    let mut day = TestDay::new().await;
    let page = day.board.get("/restaurant/poireau").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body
            .contains("data-order=\"order-1\" data-state=\"offered\"")
    );
    assert!(page.body.contains("contains milk, nuts"), "{}", page.body);
    assert!(page.body.contains("Parmentier &#60;fumé&#62;"));
    assert!(page.body.contains("data-left=\"300\""));

    let answer = day.cook("accept", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/restaurant/poireau");
    let page = day.board.get("/restaurant/poireau").await;
    assert!(page.body.contains("data-state=\"agreed\""));
    assert!(page.body.contains("The order is accepted."));

    day.cook("ready", &[]).await;
    let page = day.board.get("/restaurant/poireau").await;
    assert!(page.body.contains("data-state=\"ready\""));
    assert!(page.body.contains("id=\"code-order-1\""));
}

#[tokio::test]
async fn a_second_press_changes_nothing() {
    let mut day = TestDay::new().await;
    for act in ["accept", "accept", "ready", "ready"] {
        let answer = day.cook(act, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}");
    }
    assert_eq!(day.state().await, OrderState::Ready);
    let told = day.site.told.take();
    assert!(
        told.is_empty(),
        "a local order concerns nobody else: {told:?}"
    );
}

#[tokio::test]
async fn refusing_needs_a_reason_and_is_final() {
    let mut day = TestDay::new().await;
    for reason in ["", "restaurantTimeout", "<script>"] {
        let answer = day.cook("refuse", &[("reason", reason)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
    }
    day.cook("refuse", &[("reason", "soldOut")]).await;
    assert_eq!(day.state().await, OrderState::Rejected);
    let answer = day.cook("accept", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = day.board.get("/restaurant/poireau").await;
    assert!(page.body.contains("cannot be accepted any more"));
    assert_eq!(day.state().await, OrderState::Rejected);
}

#[tokio::test]
async fn only_the_right_code_gets_the_bag_and_tries_are_limited() {
    let mut day = TestDay::new().await;
    day.on_the_way().await;
    day.cook("ready", &[]).await;
    let empty = day.cook("hand-over", &[("code", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = day.cook("hand-over", &[("code", "XX-NOTHING")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("4 tries are left"), "{}", wrong.body);
    assert!(wrong.body.contains("aria-invalid=\"true\""));
    assert_eq!(day.delivery().await.state, DeliveryState::Assigned);

    let code = day.delivery().await.pickup_code.unwrap().to_lowercase();
    let right = day.cook("hand-over", &[("code", &code)]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert_eq!(day.state().await, OrderState::HandedOver);
    let again = day.cook("hand-over", &[("code", &code)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let page = day.board.get("/restaurant/poireau").await;
    assert!(page.body.contains("This bag has gone already."));
}

#[tokio::test]
async fn after_five_wrong_codes_even_the_right_one_is_refused() {
    let mut day = TestDay::new().await;
    day.on_the_way().await;
    let code = day.delivery().await.pickup_code.unwrap();
    for _ in 0..5 {
        day.cook("hand-over", &[("code", "XX-NOTHING")]).await;
    }
    let right = day.cook("hand-over", &[("code", &code)]).await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(right.body.contains("call the dispatch"), "{}", right.body);
    assert_eq!(day.state().await, OrderState::Agreed);
    // A person decides.
    let page = day.dispatch.get("/dispatch").await;
    assert!(page.body.contains("The pickup code was wrong too often"));
    let answer = day.plan("handed-over", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(day.state().await, OrderState::HandedOver);
}

#[tokio::test]
async fn nobody_gets_a_bag_that_nobody_comes_for() {
    let mut day = TestDay::new().await;
    day.cook("accept", &[]).await;
    let answer = day.cook("hand-over", &[("code", "K7-PLUM")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("Nobody is expected"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_customer_collects() {
    let mut day = TestDay::new().await;
    let id = day.order.clone();
    let db = day.site.site.app.db.clone();
    db.write(move |c| {
        let mut order = orders::find(c, &id)?;
        order.fulfilment = Fulfilment::Collection;
        orders::save(c, &order)
    })
    .await
    .unwrap();
    for act in ["accept", "ready", "collected", "collected"] {
        let answer = day.cook(act, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}");
    }
    assert_eq!(day.state().await, OrderState::Delivered);
}

#[tokio::test]
async fn other_restaurants_and_other_people_do_not_move_it() {
    let mut day = TestDay::new().await;
    // An order of another restaurant does not exist at this one.
    let app = day.site.site.app.clone();
    let other = crate::flow::restaurant::create::NewRestaurant {
        handle: "brouillard".into(),
        name: "Nouilles & Brouillard".into(),
        position: musette_domain::Position::new(47.14, 9.52).unwrap(),
    };
    let now = app.clock.now();
    let flow = app.clone();
    app.db
        .write(
            move |c| -> Result<_, crate::flow::restaurant::create::CreateRestaurantRefusal> {
                let (id, _) = crate::flow::restaurant::create::run(c, &flow, &other)?;
                orders::insert(c, &order_row("order-2", &id, now))?;
                Ok(())
            },
        )
        .await
        .unwrap();
    let path = "/restaurant/poireau/orders/order-2/accept";
    assert_eq!(
        day.board.post(path, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    for path in ["/restaurant/brouillard", "/restaurant/brouillard/live"] {
        assert_eq!(
            day.board.get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    for path in [
        "/restaurant/brouillard/orders/order-2/accept",
        "/restaurant/brouillard/orders/order-2/hand-over",
        "/restaurant/brouillard/open",
    ] {
        let answer = day.board.post(path, &[("code", "1")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(
        day.board.get("/restaurant/nobody").await.status,
        StatusCode::NOT_FOUND
    );
    // Couriers and strangers have no board; a dispatcher has every one.
    assert_eq!(
        day.ride.get("/restaurant/poireau").await.status,
        StatusCode::FORBIDDEN
    );
    let mut stranger = day.site.browser();
    assert_eq!(
        stranger.get("/restaurant/poireau").await.status,
        StatusCode::SEE_OTHER
    );
    let list = day.dispatch.get("/restaurant").await;
    assert!(list.body.contains("/restaurant/brouillard"));
    assert_eq!(
        day.dispatch.get("/restaurant/brouillard").await.status,
        StatusCode::OK
    );
    assert_eq!(
        day.board.get("/restaurant").await.location(),
        "/restaurant/poireau"
    );
}

#[tokio::test]
async fn switches_of_the_kitchen() {
    let mut day = TestDay::new().await;
    day.site.person("zoe", &[Role::Customer]).await;
    let mut zoe = day.site.signed_in("zoe").await;
    let path = "/restaurant/poireau/items/nothing/sold-out";
    assert_eq!(
        zoe.post(path, &[("sold_out", "true")]).await.status,
        StatusCode::FORBIDDEN
    );
    let answer = day.board.post(path, &[("sold_out", "true")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);

    let back = ("back", "/restaurant/poireau");
    let answer = day
        .board
        .post("/restaurant/poireau/close", &[("until", "pause"), back])
        .await;
    assert_eq!(answer.location(), "/restaurant/poireau", "{}", answer.body);
    let page = day.board.get("/restaurant/poireau").await;
    assert!(page.body.contains("data-closed=\"true\""), "{}", page.body);
    day.board.post("/restaurant/poireau/open", &[]).await;
    let page = day.board.get("/restaurant/poireau").await;
    assert!(page.body.contains("data-closed=\"false\""));
    day.board
        .post("/restaurant/poireau/busy", &[("busy", "yes"), back])
        .await;
    let row = day.site.restaurant_row().await;
    let now = day.site.site.app.clock.now();
    assert!(row.is_busy(now));
    assert!(!row.is_busy(now.plus(chrono::TimeDelta::days(1))));
}
