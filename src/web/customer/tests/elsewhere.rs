use std::sync::PoisonError;

use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_domain::{Currency, Money};

use super::world::{FENNEL, FENNEL_DISH, NEAR, World};
use crate::app::quotes::Quote;
use crate::store::orders::OrderSide;
use crate::store::partner::{self, PartnerState};
use crate::store::{orders, remote_menu_item};

const DESK: &str = "http://schaan.test/ap/desk";

/// The neighbour promises a price.
fn promise(world: &World, fee: i64) {
    let chf = |minor| Money::new(minor, Currency::CHF);
    let start = world.now().plus(TimeDelta::minutes(40));
    let quote = Quote {
        items: chf(2800),
        fee: chf(fee),
        restaurant_share: chf(2520),
        courier_share: chf(fee - 64),
        coop_share: chf(2800 - 2520 + 64),
        distance: Some(2_700),
        windows: vec![(start, start.plus(TimeDelta::minutes(20)))],
        valid_through: world.now().plus(TimeDelta::minutes(10)),
    };
    *world
        .t
        .quotes
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = Some(quote);
}

fn form() -> Vec<(&'static str, &'static str)> {
    vec![
        ("how", "delivery"),
        ("lat", NEAR.0),
        ("lon", NEAR.1),
        ("street", "Im Rietle"),
        ("city", "Vaduz"),
        ("name", "Dominique"),
        ("tel", "+4231234567"),
        ("form-key", "abcdef0123456789"),
    ]
}

async fn ready() -> World {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    let fields = [
        ("restaurant", FENNEL),
        ("item", FENNEL_DISH),
        ("count", "2"),
    ];
    assert_eq!(
        world.post("/cart/lines", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    world
}

async fn change_partner(world: &World, change: impl Fn(&mut partner::Partner) + Send + 'static) {
    world
        .write(move |c| {
            let mut row = partner::find(c, DESK)?;
            change(&mut row);
            partner::save(c, &row)
        })
        .await;
}

#[tokio::test]
async fn a_neighbour_s_restaurant_says_whose_it_is() {
    let mut world = World::new().await;
    let page = world.get("/@fennel@schaan.test").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in [
        "Die Speichen, Schaan",
        "a restaurant of",
        "Menu read from their server",
        "Contains <b>celery",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert_eq!(page.attribute("data-item"), Some(FENNEL_DISH));
    assert!(
        page.body
            .contains("rel=\"canonical\" href=\"http://schaan.test/@fennel\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn an_order_elsewhere_is_placed_at_the_promised_price() {
    let mut world = ready().await;
    promise(&world, 640);
    world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    let page = world.get("/@fennel@schaan.test/order").await;
    assert_eq!(page.hidden("seen"), "3440", "{}", page.body);
    let mut fields = form();
    fields.push(("seen", "3440"));
    let answer = world.post("/@fennel@schaan.test/order", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let id = answer
        .location
        .trim_start_matches("/orders/")
        .parse()
        .unwrap();
    let order = world.read(move |c| orders::find(c, &id)).await;
    assert_eq!((order.side, order.total), (OrderSide::Outgoing, 3440));
    assert_eq!(world.t.tell.take()[0].what, "order_offered");
    let tracking = world.get(&answer.location).await;
    assert!(tracking.body.contains("Die Speichen"), "{}", tracking.body);
}

#[tokio::test]
async fn a_price_that_rose_there_is_shown_and_asked_again() {
    let mut world = ready().await;
    promise(&world, 700);
    let mut fields = form();
    fields.push(("seen", "3440"));
    let answer = world.post("/@fennel@schaan.test/order", &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.hidden("seen"), "3500");
}

#[tokio::test]
async fn without_an_answer_there_is_no_order_and_the_cart_stays() {
    let mut world = ready().await;
    let answer = world.post("/@fennel@schaan.test/order", &form()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("no agreement with"), "{}", answer.body);
    assert_eq!(
        world.get("/cart").await.attribute("data-total"),
        Some("2800")
    );
}

#[tokio::test]
async fn a_silent_neighbour_can_be_read_but_not_ordered_from() {
    let mut world = World::new().await;
    let since = world.now();
    change_partner(&world, move |row| row.silent_since = Some(since)).await;
    let page = world.get("/@fennel@schaan.test").await;
    assert!(page.body.contains("data-s=\"off\""), "{}", page.body);
    assert!(page.body.contains("Daube de fenouil"));
    assert!(
        !page.body.contains("action=\"/cart/lines\""),
        "{}",
        page.body
    );
    let fields = [("restaurant", FENNEL), ("item", FENNEL_DISH)];
    assert_eq!(
        world.post("/cart/lines", &fields).await.status,
        StatusCode::CONFLICT
    );
    let page = world.get("/").await;
    assert!(
        page.body.contains("nothing can be ordered"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn without_an_agreement_one_may_read_and_follow() {
    let mut world = World::new().await;
    change_partner(&world, |row| row.state = PartnerState::Known).await;
    let page = world.get("/@fennel@schaan.test").await;
    assert!(page.body.contains("We do not trade with"), "{}", page.body);
    assert!(!page.body.contains("action=\"/cart/lines\""));
}

#[tokio::test]
async fn what_is_sold_out_there_or_not_declared_is_refused_before_anybody_is_asked() {
    let mut world = ready().await;
    promise(&world, 640);
    for (sold_out, allergens, words) in [
        (true, vec![], "has sold out"),
        (false, vec!["unknown".to_owned()], "are not stated"),
    ] {
        let allergens = allergens.clone();
        world
            .write(move |c| {
                let row = remote_menu_item::find(c, FENNEL_DISH)?;
                let allergens = allergens.clone();
                remote_menu_item::save(
                    c,
                    &remote_menu_item::RemoteMenuItem {
                        allergens,
                        sold_out,
                        ..row
                    },
                )
            })
            .await;
        let answer = world.post("/@fennel@schaan.test/order", &form()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
}
