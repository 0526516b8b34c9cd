//! Visitors' pages through the real router.

mod machines;
mod specials;

use axum::http::StatusCode;
use musette_domain::TextValue;
use rstest::rstest;

use crate::store::{remote_restaurant, restaurant};
use crate::web::customer::tests::world::{FAR, FENNEL, MIMI, NEAR, World};

#[tokio::test]
async fn visitors_see_our_restaurants_and_the_neighbours() {
    let mut world = World::new().await;
    let page = world.get("/").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for actor in [MIMI, FENNEL] {
        assert!(
            page.body.contains(&format!("data-restaurant=\"{actor}\"")),
            "{}",
            page.body
        );
    }
    assert!(page.body.contains("Die Speichen, Schaan"));
    assert!(
        page.body.contains("Mimi’s &#60;i&#62;Küche"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_place_tells_who_comes_when_and_for_how_much() {
    let mut world = World::new().await;
    let answer = world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/")
    );
    let page = world.get("/").await;
    assert!(page.body.contains("CHF\u{a0}7.00"), "{}", page.body);
    assert!(page.body.contains("Sorted by cycling time"));
    assert!(page.body.contains("fee at checkout"), "{}", page.body);
    let ours = page.body.find(MIMI).unwrap();
    let theirs = page.body.find(FENNEL).unwrap();
    assert!(ours < theirs);
    world
        .post("/where", &[("lat", FAR.0), ("lon", FAR.1)])
        .await;
    let page = world.get("/").await;
    assert!(page.body.contains("Only to collect"), "{}", page.body);
}

#[rstest]
#[case("Äulestrasse 12, Vaduz", StatusCode::SEE_OTHER)]
#[case("aeulestr. 14", StatusCode::SEE_OTHER)]
#[case("Äulestrasse", StatusCode::OK)]
#[case("Nirgendgasse 1", StatusCode::UNPROCESSABLE_ENTITY)]
#[case("", StatusCode::UNPROCESSABLE_ENTITY)]
#[case("!!!", StatusCode::UNPROCESSABLE_ENTITY)]
#[case(&"x".repeat(10_000), StatusCode::UNPROCESSABLE_ENTITY)]
#[case("<script>alert(1)</script>", StatusCode::UNPROCESSABLE_ENTITY)]
#[case("%_%", StatusCode::UNPROCESSABLE_ENTITY)]
#[tokio::test]
async fn addresses(#[case] typed: &str, #[case] status: StatusCode) {
    let mut world = World::new().await;
    let answer = world.post("/where", &[("where", typed)]).await;
    assert_eq!(answer.status, status, "{}", answer.body);
    assert!(!answer.body.contains("<script>alert"));
    let kept = world.get("/").await.body.contains("Sorted by cycling time");
    assert_eq!(kept, status == StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn one_of_the_found_addresses_is_taken_and_made_up_ones_are_not() {
    let mut world = World::new().await;
    let answer = world.post("/where", &[("address", "addr-14")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(
        world
            .get("/")
            .await
            .body
            .contains("Äulestrasse 14, 9490 Vaduz")
    );
    let answer = world.post("/where", &[("address", "none")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (lat, lon) in [("91", "0"), ("", ""), ("NaN", "NaN"), ("<b>", "9")] {
        let answer = world.post("/where", &[("lat", lat), ("lon", lon)]).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{lat} {lon}"
        );
    }
    for path in [
        "/where",
        "/where?lat=47.14&lon=9.52&zoom=2&fields=1",
        "/where?lat=x&zoom=99999999999",
    ] {
        assert_eq!(world.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn filters_narrow_the_list_and_lead_back() {
    let mut world = World::new().await;
    let page = world.get("/?q=sud").await;
    assert!(
        page.body.contains(FENNEL) && !page.body.contains(&format!("data-restaurant=\"{MIMI}\""))
    );
    let page = world.get("/?q=%3Cb%3Ezzz&show=nonsense").await;
    assert!(page.body.contains("No restaurant fits"), "{}", page.body);
    world.mimi(|row| row.opening_hours = "off".into()).await;
    let page = world.get("/?show=open").await;
    assert!(!page.body.contains(&format!("data-restaurant=\"{MIMI}\"")));
    assert_eq!(world.get("/?show=collect").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_restaurant_s_page_escapes_what_people_wrote_and_shows_allergens() {
    let mut world = World::new().await;
    let page = world.get("/@mimi").await;
    assert!(
        page.body.contains("Contains <b>gluten, milk</b>"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("<script>alert") && !page.body.contains("<b>Salad"));
    assert!(page.body.contains("data-item=\"knoepfle\""));
    assert!(page.body.contains("property=\"og:title\""));
    assert!(
        page.body
            .contains("rel=\"canonical\" href=\"http://vaduz.test/@mimi\"")
    );
    world.dish("salad", |row| row.sold_out = true).await;
    let page = world.get("/@mimi").await;
    assert!(page.body.contains("sold out for now"), "{}", page.body);
}

#[tokio::test]
async fn unknown_hidden_and_gone_restaurants_are_not_found() {
    let mut world = World::new().await;
    world
        .mimi(|row| row.state = restaurant::RestaurantState::Hidden)
        .await;
    world
        .write(|c| {
            let row = remote_restaurant::find(c, FENNEL)?;
            let gone_at = Some(row.fetched_at);
            remote_restaurant::save(c, &remote_restaurant::RemoteRestaurant { gone_at, ..row })
        })
        .await;
    for path in [
        "/@mimi",
        "/@nobody",
        "/@fennel@schaan.test",
        "/@fennel@elsewhere.test",
        "/@",
        "/@%3Cb%3E",
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    world.sign_in("customer").await;
    let answer = world.get("/@who@elsewhere.test").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("We asked there"), "{}", answer.body);
}

#[tokio::test]
async fn the_way_home_to_mastodon_is_a_link() {
    let mut world = World::new().await;
    let answer = world
        .post(
            "/follow-from",
            &[("target", MIMI), ("account", "@me@social.example")],
        )
        .await;
    let link = "href=\"https://social.example/authorize_interaction?uri=http%3A%2F%2Fvaduz.test%2Fap%2Fr%2Fmimi\"";
    assert!(answer.body.contains(link), "{}", answer.body);
    for account in ["", "me", "@me@10.0.0.1", "javascript:alert(1)"] {
        let answer = world
            .post("/follow-from", &[("target", MIMI), ("account", account)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{account}");
    }
    let answer = world
        .post(
            "/follow-from",
            &[("target", "http://evil.test/"), ("account", "a@b.example")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn with_an_imported_map_everything_is_drawn_here() {
    let mut world = World::with_map().await;
    let page = world.get("/where").await;
    assert!(page.attribute("data-marker").is_some() && page.body.contains("m-street"));
    let page = world.get("/where?lat=47.14&lon=9.52&zoom=1&fields=1").await;
    assert!(
        page.body.contains("&amp;zoom=2&amp;fields=1")
            || page.body.contains("&#38;zoom=2&#38;fields=1")
    );
    world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    let page = world.get("/").await;
    assert!(
        page.body.contains("no. 1 on the map") && page.body.contains("m-num"),
        "{}",
        page.body
    );
    assert!(page.body.contains("OpenStreetMap"));
    assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
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
    let page = world.get(&answer.location).await;
    assert!(page.body.contains("m-way"), "{}", page.body);
}

#[tokio::test]
async fn the_list_is_one_with_what_is_open_first() {
    let mut world = World::new().await;
    world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    let places = async |world: &mut World| {
        let page = world.get("/").await;
        let place = |actor: &str| {
            page.body
                .find(&format!("data-restaurant=\"{actor}\""))
                .unwrap()
        };
        let list = page.body.find("id=\"open\"").unwrap();
        assert!(
            page.body[list..].contains("Les Mollets</b>"),
            "ours say whose they are"
        );
        (place(MIMI), place(FENNEL))
    };
    let (ours, theirs) = places(&mut world).await;
    assert!(ours < theirs, "the nearer one is ours");
    world.mimi(|row| row.opening_hours = "off".into()).await;
    let (ours, theirs) = places(&mut world).await;
    assert!(theirs < ours, "who is closed comes after");
}

#[tokio::test]
async fn a_long_list_has_pages() {
    let mut world = World::new().await;
    world
        .write(|c| {
            let row = restaurant::of_handle(c, "mimi")?.unwrap();
            for n in 0..70 {
                let row = restaurant::Restaurant {
                    id: TextValue::parse(&format!("copy-{n:02}")).unwrap(),
                    handle: format!("copy{n:02}"),
                    name: format!("Copy {n:02}"),
                    ..row.clone()
                };
                restaurant::insert(c, &row)?;
            }
            Ok(())
        })
        .await;
    let count = |body: &str| body.matches("data-restaurant=").count();
    let first = world.get("/").await;
    assert_eq!(count(&first.body), 60);
    assert!(first.body.contains("href=\"/?page=2\""), "{}", first.body);
    assert!(first.body.contains("12 more restaurants"));
    let second = world.get("/?page=2").await;
    assert_eq!(count(&second.body), 12);
    assert!(second.body.contains("href=\"/?page=1\""));
    assert!(second.body.contains(MIMI), "M comes after C");
    for path in ["/?page=0", "/?page=999999999999999", "/?page=x"] {
        assert!(count(&world.get(path).await.body) > 0, "{path}");
    }
    let found = world.get("/?q=copy&page=2").await;
    assert!(found.body.contains("/?q=copy&#38;page=1"), "{}", found.body);
}

#[tokio::test]
async fn a_restaurant_says_when_it_is_open_and_how_to_reach_it() {
    let mut world = World::new().await;
    world
        .mimi(|row| {
            row.opening_hours = "Fr 18:00-22:00; Sa,Su 12:00-23:00".into();
            row.phone = Some("+423 232 11 22".into());
            row.website = Some("https://mimi.example/".into());
        })
        .await;
    let page = world.get("/@mimi").await;
    for said in [
        "tel:+4232321122",
        "href=\"https://mimi.example/\"",
        "<dt>Friday</dt><dd>18:00–22:00</dd>",
        "<dt>Sunday</dt><dd>12:00–23:00</dd>",
        "<dt>Monday</dt><dd>Closed</dd>",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
}

#[tokio::test]
async fn the_map_begins_at_the_known_place_and_can_always_come_closer() {
    let mut world = World::new().await;
    let page = world.get("/where").await;
    let closer = |body: &str| body.matches("data-zoom").count();
    assert_eq!(closer(&page.body), 2, "{}", page.body);
    // Without an import there are no streets, but a grid to set the marker on.
    assert!(page.attribute("data-marker").is_some(), "{}", page.body);
    assert!(page.body.contains("m-casing") && page.body.contains("No streets are imported"));
    assert!(!page.body.contains("OpenStreetMap contributors</a></span>"));
    world
        .post("/where", &[("lat", NEAR.0), ("lon", NEAR.1)])
        .await;
    let page = world.get("/where").await;
    assert!(page.body.contains("value=\"47.148000\"") && page.body.contains("data-spot"));
    let edges: Vec<f64> = page
        .attribute("data-marker")
        .unwrap()
        .split(' ')
        .map(|edge| edge.parse().unwrap())
        .collect();
    assert!(
        edges[2] - edges[0] < 0.02,
        "about two kilometres: {edges:?}"
    );
    assert!((edges[0] + edges[2] - 2.0 * 47.148).abs() < 0.001);
    assert!(
        page.body
            .contains("href=\"/where?lat=47.148000&#38;lon=9.515000&#38;zoom=3\""),
        "{}",
        page.body
    );
    let page = world.get("/where?zoom=4").await;
    assert_eq!(closer(&page.body), 1, "there is nothing closer");
}
