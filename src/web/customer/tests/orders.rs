use axum::http::StatusCode;
use musette_domain::order::OrderState;

use super::world::{NEAR, World};
use crate::store::orders;

/// An order that has been sent, and its page.
async fn sent() -> (World, String) {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    world.put("knoepfle", "1").await;
    let fields = [
        ("how", "delivery"),
        ("lat", NEAR.0),
        ("lon", NEAR.1),
        ("street", "Im Rietle"),
        ("city", "Vaduz"),
        ("name", "Dominique"),
        ("tel", "+4231234567"),
    ];
    let answer = world.post("/@mimi/order", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    (world, answer.location)
}

async fn set(world: &World, path: &str, state: OrderState) {
    let id: musette_domain::id::OrderId = path.trim_start_matches("/orders/").parse().unwrap();
    world
        .write(move |c| {
            let row = orders::find(c, &id)?;
            orders::save(c, &orders::Order { state, ..row })
        })
        .await;
}

#[tokio::test]
async fn only_its_customer_sees_an_order() {
    let (mut world, path) = sent().await;
    let page = world.get(&path).await;
    assert!(page.body.contains("Im Rietle"), "{}", page.body);
    world.sign_in("somebody-else").await;
    for path in [
        path.clone(),
        format!("{path}/live"),
        "/orders/none".into(),
        "/orders/..%2f".into(),
    ] {
        let status = world.get(&path).await.status;
        assert!(status.is_client_error(), "{path}: {status}");
    }
    let answer = world.post(&format!("{path}/withdraw"), &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!world.get("/orders").await.body.contains("data-order"));
    world.another_browser();
    assert_eq!(world.get(&path).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_order_can_be_taken_back_until_the_kitchen_begins() {
    let (mut world, path) = sent().await;
    let withdraw = format!("{path}/withdraw");
    for _ in 0..2 {
        let answer = world.post(&withdraw, &[]).await;
        assert_eq!(answer.location, path, "{}", answer.body);
    }
    let page = world.get(&path).await;
    assert_eq!(
        page.attribute("data-state"),
        Some("cancelled"),
        "{}",
        page.body
    );
    assert!(page.body.contains("You have paid nothing"), "{}", page.body);

    let (mut world, path) = sent().await;
    set(&world, &path, OrderState::Preparing).await;
    let page = world.get(&path).await;
    assert!(!page.body.contains("/withdraw"), "{}", page.body);
    let answer = world.post(&format!("{path}/withdraw"), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.body.contains("The kitchen has begun"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn every_state_has_a_page() {
    let (mut world, path) = sent().await;
    for state in OrderState::ALL {
        set(&world, &path, *state).await;
        let page = world.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.attribute("data-state"), Some(state.text()));
        let list = world.get("/orders").await;
        assert_eq!(list.attribute("data-state"), Some(state.text()));
    }
}
