use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_domain::id::UserId;
use musette_domain::{Instant, TextValue};
use rstest::rstest;

use super::world::{FAR, NEAR, World};
use crate::store::orders;
use crate::store::testing::Kind;

pub(super) type Fields = Vec<(&'static str, String)>;

/// A good form for a delivery nearby, at the first window.
pub(super) fn form() -> Fields {
    let fields = [
        ("how", "delivery"),
        ("lat", NEAR.0),
        ("lon", NEAR.1),
        ("street", "Im Rietle"),
        ("housenumber", "3"),
        ("postcode", "9490"),
        ("city", "Vaduz"),
        ("door", "second floor"),
        ("name", "Dominique"),
        ("tel", "+423 123 45 67"),
        ("pay", "cash"),
        ("form-key", "0123456789abcdef"),
    ];
    fields
        .map(|(name, value)| (name, value.to_owned()))
        .to_vec()
}

pub(super) fn with(mut fields: Fields, name: &'static str, value: &str) -> Fields {
    fields.retain(|(field, _)| *field != name);
    fields.push((name, value.to_owned()));
    fields
}

pub(super) async fn send(world: &mut World, fields: &Fields) -> super::world::Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    world.post("/@mimi/order", &fields).await
}

pub(super) async fn orders_of(world: &World) -> Vec<orders::Order> {
    world
        .read(|c| orders::of_user(c, &UserId::parse("customer").unwrap(), 10))
        .await
}

/// A customer with a dish for 18.50 in the cart.
pub(super) async fn ready() -> World {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    world.put("knoepfle", "1").await;
    world
}

#[rstest]
#[tokio::test]
async fn an_order_is_placed_once_however_often_the_button_is_pressed(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(mut world) = World::on(kind).await else {
        return;
    };
    world.sign_in("customer").await;
    world.put("knoepfle", "1").await;
    let page = world.get("/@mimi/order").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let first = send(&mut world, &form()).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let second = send(&mut world, &form()).await;
    assert_eq!(first.location, second.location);
    let orders = orders_of(&world).await;
    assert_eq!(orders.len(), 1);
    assert_eq!(first.location, format!("/orders/{}", orders[0].id));
    assert_eq!(orders[0].total, 1850 + 500 + 200);
    let tracking = world.get(&first.location).await;
    assert_eq!(
        tracking.attribute("data-state"),
        Some("offered"),
        "{}",
        tracking.body
    );
    assert_eq!(tracking.attribute("data-pin").map(str::len), Some(4));
    assert_eq!(world.get("/cart").await.attribute("data-line"), None);
}

#[tokio::test]
async fn who_is_not_signed_in_signs_in_and_comes_back() {
    let mut world = World::new().await;
    world.put("knoepfle", "1").await;
    let answer = world.get("/@mimi/order").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location, "/sign-in?back=%2F%40mimi%2Forder");
    assert_eq!(
        send(&mut world, &form()).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn the_price_stands_on_the_page_before_anybody_pays() {
    let mut world = ready().await;
    let page = world.get("/@mimi/order").await;
    assert_eq!(
        page.hidden("seen"),
        "",
        "without an address there is no price"
    );
    world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    let page = world.get("/@mimi/order").await;
    assert_eq!(page.hidden("seen"), "2550", "{}", page.body);
    assert_eq!(page.attribute("data-fee"), Some("700"));
    // 10 % of the dishes and 10 % of the fee stay with the co-op.
    for share in ["CHF\u{a0}16.65", "CHF\u{a0}6.30", "CHF\u{a0}2.55"] {
        assert!(page.body.contains(share), "{share} in {}", page.body);
    }
}

#[tokio::test]
async fn a_price_that_changed_is_shown_and_asked_again() {
    let mut world = ready().await;
    let fields = with(form(), "seen", "2550");
    world.dish("knoepfle", |row| row.price = 1900).await;
    let answer = send(&mut world, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("The price is"), "{}", answer.body);
    assert_eq!(answer.hidden("seen"), "2600");
    assert_eq!(orders_of(&world).await.len(), 0);
    let answer = send(&mut world, &with(form(), "seen", "2600")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[rstest]
#[case::no_street("street", "", "This is still empty")]
#[case::no_name("name", "", "This is still empty")]
#[case::a_name_of_ten_thousand_characters("name", &"x".repeat(10_000), "At most 100 characters fit")]
#[case::control_characters("name", "Do\u{7}minique", "characters that cannot be shown")]
#[case::no_number("tel", "call me", "This is no telephone number")]
#[case::a_short_number("tel", "+423 12", "This is no telephone number")]
#[case::no_place("lat", "north", "Point at a place on the map")]
#[case::no_window("slot", "soon", "Choose one of those offered")]
#[case::a_window_of_yesterday("slot", "1000-2000", "This time cannot be kept")]
#[case::a_later_one_that_is_none("slot", "later", "Choose one of those offered")]
#[case::neither("how", "teleport", "Choose one of those offered")]
#[case::no_card("pay", "card", "Choose one of those offered")]
#[tokio::test]
async fn bad_fields_are_said_and_kept(
    #[case] field: &'static str,
    #[case] value: &str,
    #[case] said: &str,
) {
    let mut world = ready().await;
    let answer = send(&mut world, &with(form(), field, value)).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("id=\"errors\"") && answer.body.contains(said),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("second floor"),
        "what was written is kept"
    );
    assert_eq!(orders_of(&world).await.len(), 0);
    assert_eq!(
        world.get("/cart").await.attribute("data-total"),
        Some("1850"),
        "the cart is kept"
    );
}

#[tokio::test]
async fn html_in_every_field_stays_text() {
    let mut world = ready().await;
    let evil = "<script>alert(1)</script>\"'";
    let mut fields = form();
    for name in ["street", "housenumber", "postcode", "city", "door", "name"] {
        fields = with(fields, name, evil);
    }
    fields = with(fields, "tel", evil);
    let answer = send(&mut world, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
    let answer = send(&mut world, &with(fields, "housenumber", "3")).await;
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
}

#[tokio::test]
async fn an_address_out_of_the_area_is_refused_at_its_field() {
    let mut world = ready().await;
    let fields = with(with(form(), "lat", FAR.0), "lon", FAR.1);
    let answer = send(&mut world, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"street-e\""), "{}", answer.body);
    assert!(answer.body.contains("outside the area"), "{}", answer.body);
    let answer = send(&mut world, &with(form(), "how", "collection")).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "but one may collect: {}",
        answer.body
    );
}

#[tokio::test]
async fn an_address_is_found_asked_about_or_unknown() {
    let mut world = ready().await;
    let typed = |street: &str, number: &str| {
        let mut fields = form();
        fields.retain(|(name, _)| *name != "lat" && *name != "lon");
        with(with(fields, "street", street), "housenumber", number)
    };
    let answer = send(&mut world, &typed("Nirgendgasse", "1")).await;
    assert!(
        answer.body.contains("We do not know this address"),
        "{}",
        answer.body
    );
    let answer = send(&mut world, &typed("Äulestrasse", "")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"addr-12\""), "{}", answer.body);
    let chosen = with(typed("Äulestrasse", ""), "address", "addr-14");
    let answer = send(&mut world, &chosen).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let tracking = world.get(&answer.location).await;
    assert!(
        tracking.body.contains("Äulestrasse 14"),
        "{}",
        tracking.body
    );
}

#[tokio::test]
async fn below_the_minimum_sold_out_and_gone_are_said() {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    world.put("salad", "1").await;
    let answer = send(&mut world, &form()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("CHF\u{a0}8.00 is missing"),
        "{}",
        answer.body
    );
    world.put("salad", "2").await;
    world.dish("salad", |row| row.sold_out = true).await;
    let answer = send(&mut world, &form()).await;
    assert!(
        answer.body.contains("has sold out. Take it out"),
        "{}",
        answer.body
    );
    world
        .dish("salad", |row| row.removed_at = Some(row.created_at))
        .await;
    let answer = send(&mut world, &form()).await;
    assert!(
        answer.body.contains("no longer on the menu"),
        "{}",
        answer.body
    );
    assert_eq!(orders_of(&world).await.len(), 0);
}

#[tokio::test]
async fn a_closed_restaurant_takes_no_order_and_says_when_it_opens() {
    let mut world = ready().await;
    world.mimi(|row| row.opening_hours = "off".into()).await;
    let page = world.get("/@mimi/order").await;
    assert!(
        page.body.contains("The restaurant is closed"),
        "{}",
        page.body
    );
    let answer = send(&mut world, &form()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let until = world.now().plus(TimeDelta::days(30));
    world
        .mimi(move |row| {
            row.opening_hours = "24/7".into();
            row.closed_until = Some(until);
        })
        .await;
    let answer = send(&mut world, &form()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("It opens"), "{}", answer.body);
    assert_eq!(orders_of(&world).await.len(), 0);
}

#[tokio::test]
async fn a_window_that_went_by_is_refused_and_others_are_offered() {
    let mut world = ready().await;
    world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    let page = world.get("/@mimi/order").await;
    let slot = page.hidden("slot");
    assert!(!slot.is_empty(), "{}", page.body);
    let (start, _) = slot.split_once('-').unwrap();
    assert!(Instant::from_millis(start.parse().unwrap()) > world.now());
    world.t.clock.pass(TimeDelta::hours(2));
    let answer = send(&mut world, &with(form(), "slot", &slot)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("This time cannot be kept"),
        "{}",
        answer.body
    );
    assert_ne!(answer.hidden("slot"), slot);
}

#[tokio::test]
async fn without_a_cart_there_is_nothing_to_order() {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    assert_eq!(world.get("/@mimi/order").await.location, "/@mimi");
    let answer = send(&mut world, &form()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.body.contains("Your basket is empty"),
        "{}",
        answer.body
    );
}
