//! At the checkout: a later time, and the way to the map and back.

use axum::http::StatusCode;
use rstest::rstest;

use super::checkout::{form, orders_of, ready, send, with};
use super::world::NEAR;
use crate::store::orders;

/// The list of later times counts without its radio button, as long as nobody picked another.
#[tokio::test]
async fn a_later_time_of_the_list_is_never_ignored() {
    let mut world = ready().await;
    world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    let page = world.get("/@mimi/order").await;
    let first = page.hidden("slot");
    assert_eq!(page.hidden("slot-shown"), first, "{}", page.body);
    let (_, list) = page.body.split_once("<select id=\"later\"").unwrap();
    let values: Vec<&str> = list
        .split("value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(values[0], "", "no time of the list is chosen yet");
    let later = values[3].to_owned();

    let picked = with(with(form(), "slot", &first), "later", &later);
    let untouched = with(picked.clone(), "slot-shown", &first);
    let answer = send(&mut world, &untouched).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let window = |order: &orders::Order| {
        format!(
            "{}-{}",
            order.window_from.millis(),
            order.window_to.millis()
        )
    };
    assert_eq!(window(&orders_of(&world).await[0]), later);

    // Who went back to an early one by its button means that.
    world.put("knoepfle", "1").await;
    let back = with(
        with(picked, "slot-shown", "later"),
        "form-key",
        "fedcba9876543210",
    );
    let answer = send(&mut world, &back).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let windows: Vec<String> = orders_of(&world).await.iter().map(window).collect();
    assert!(windows.contains(&first), "{windows:?}");
}

#[tokio::test]
async fn pointing_at_the_map_leads_back_and_keeps_what_was_typed() {
    let mut world = ready().await;
    let mut typed = with(with(form(), "name", "Noémie"), "point", "yes");
    typed.retain(|(name, _)| !["lat", "lon"].contains(name));
    let typed = with(with(typed, "street", "Nirgendgasse"), "tel", "call me");
    let answer = send(&mut world, &typed).await;
    assert_eq!(answer.location, "/where?back=%2F%40mimi%2Forder");
    assert_eq!(orders_of(&world).await.len(), 0);
    let page = world.get(&answer.location).await;
    assert!(page.body.contains("href=\"/@mimi/order\""), "{}", page.body);
    let back = "<input type=\"hidden\" name=\"back\" value=\"/@mimi/order\">";
    assert_eq!(page.body.matches(back).count(), 2, "{}", page.body);

    let point = [("lat", NEAR.0), ("lon", NEAR.1), ("back", "/@mimi/order")];
    let answer = world.post("/where", &point).await;
    assert_eq!(answer.location, "/@mimi/order");
    let page = world.get("/@mimi/order").await;
    for kept in ["Noémie", "call me", "second floor", "Nirgendgasse"] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
    assert!(page.body.contains("point that you set on the map"));
    assert_ne!(page.hidden("seen"), "", "there is a price now");

    // An address of the map takes the place of the one that was typed.
    let found = [("address", "addr-14"), ("back", "/@mimi/order")];
    world.post("/where", &found).await;
    let page = world.get("/@mimi/order").await;
    assert!(page.body.contains("Noémie") && page.body.contains("Äulestrasse"));
    assert!(!page.body.contains("Nirgendgasse"), "{}", page.body);

    assert_eq!(
        send(&mut world, &form()).await.status,
        StatusCode::SEE_OTHER
    );
    world.put("knoepfle", "1").await;
    let page = world.get("/@mimi/order").await;
    assert!(!page.body.contains("Noémie"), "forgotten with the order");
    let evil = [("lat", NEAR.0), ("lon", NEAR.1), ("back", "//evil.example")];
    assert_eq!(world.post("/where", &evil).await.location, "/");
}

/// The marker is for an address that the map does not know, not for every address that is typed after it.
#[rstest]
#[case::known("Äulestrasse", "12", "47.148000")]
#[case::unknown("Nirgendgasse", "1", "47.145000")]
#[tokio::test]
async fn a_marker_stands_for_what_the_map_does_not_know(
    #[case] street: &str,
    #[case] number: &str,
    #[case] latitude: &str,
) {
    let mut world = ready().await;
    world
        .post("/where", &[("lat", "47.145"), ("lon", "9.516")])
        .await;
    let mut fields = with(with(form(), "street", street), "housenumber", number);
    fields.retain(|(name, _)| !["lat", "lon"].contains(name));
    let answer = send(&mut world, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = world.get("/where").await;
    assert!(
        page.body.contains(&format!("value=\"{latitude}\"")),
        "{}",
        page.body
    );
}
