//! A customer's pages through the real router, with every bad input they could think of.

pub mod world;

mod bring;
mod checkout;
mod elsewhere;
mod follow;
mod news;
mod orders;
mod samples;
mod strangers_words;
mod time_and_place;

use axum::http::StatusCode;
use world::{FENNEL, FENNEL_DISH, World};

#[tokio::test]
async fn a_cart_holds_a_dish_once_however_often_the_button_is_pressed() {
    let mut world = World::new().await;
    let page = world.get("/@mimi").await;
    assert_eq!(page.status, StatusCode::OK);
    let fields = [
        ("restaurant", world::MIMI),
        ("item", "knoepfle"),
        ("count", "1"),
        ("had", "0"),
    ];
    for _ in 0..2 {
        let answer = world.post("/cart/lines", &fields).await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/@mimi")
        );
    }
    let cart = world.get("/cart").await;
    assert_eq!(cart.attribute("data-total"), Some("1850"), "{}", cart.body);
    let line = cart.attribute("data-line").unwrap().to_owned();
    let path = format!("/cart/lines/{line}");
    world.post(&path, &[("count", "3")]).await;
    assert_eq!(
        world.get("/cart").await.attribute("data-total"),
        Some("5550")
    );
    for _ in 0..2 {
        let answer = world.post(&path, &[("count", "0")]).await;
        assert_eq!(answer.location, "/cart");
    }
    assert_eq!(world.get("/cart").await.attribute("data-line"), None);
}

#[tokio::test]
async fn counts_and_dishes_that_cannot_be_are_refused() {
    let mut world = World::new().await;
    for count in ["0", "-1", "51", "1e3", "99999999999999999999", "<b>"] {
        let answer = world.put("knoepfle", count).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{count}");
    }
    for item in ["none", "", "http://vaduz.test/ap/i/none", FENNEL_DISH] {
        assert_eq!(
            world.put(item, "1").await.status,
            StatusCode::NOT_FOUND,
            "{item}"
        );
    }
    world.put("knoepfle", "50").await;
    assert_eq!(
        world.put("knoepfle", "1").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    world.dish("salad", |row| row.sold_out = true).await;
    let answer = world.put("salad", "1").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("has just sold out"), "{}", answer.body);
}

#[tokio::test]
async fn another_restaurant_s_dish_asks_before_the_cart_goes() {
    let mut world = World::new().await;
    world.put("knoepfle", "1").await;
    let fields = [
        ("restaurant", FENNEL),
        ("item", FENNEL_DISH),
        ("count", "2"),
    ];
    let answer = world.post("/cart/lines", &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.body.contains("name=\"replace\" value=\"yes\""),
        "{}",
        answer.body
    );
    assert_eq!(
        world.get("/cart").await.attribute("data-total"),
        Some("1850")
    );
    let mut fields = fields.to_vec();
    fields.push(("replace", "yes"));
    let answer = world.post("/cart/lines", &fields).await;
    assert_eq!(answer.location, "/@fennel@schaan.test");
    assert_eq!(
        world.get("/cart").await.attribute("data-total"),
        Some("2800")
    );
}

#[tokio::test]
async fn nobody_changes_another_s_cart() {
    let mut world = World::new().await;
    world.put("knoepfle", "1").await;
    let line = world
        .get("/cart")
        .await
        .attribute("data-line")
        .unwrap()
        .to_owned();
    world.another_browser();
    let path = format!("/cart/lines/{line}");
    assert_eq!(
        world.post(&path, &[("count", "0")]).await.status,
        StatusCode::NOT_FOUND
    );
    world.put("salad", "1").await;
    assert_eq!(
        world.post(&path, &[("count", "0")]).await.status,
        StatusCode::NOT_FOUND
    );
}
