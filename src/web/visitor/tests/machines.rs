//! What programs read of the public pages: feeds and structured data.

use atom_syndication::Feed;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::TimeDelta;
use musette_domain::TextValue;
use rstest::rstest;
use serde_json::Value;

use crate::http::testing::Browser;
use crate::store::special::{self, Special, SpecialKind};
use crate::web::test_day::TestDay;

const EVIL: &str = "<script>alert(1)</script>]]>&amp;";

async fn with_special(day: &TestDay, id: &'static str, hours: i64) -> Special {
    let now = day.site.site.app.clock.now();
    let restaurant = day.site.restaurant_row().await;
    let row = Special {
        id: TextValue::parse(id).unwrap(),
        restaurant_id: restaurant.id,
        menu_item_id: None,
        title: format!("Soup {EVIL}"),
        description: EVIL.into(),
        price: Some(950),
        allergens: Vec::new(),
        published_at: now.minus(TimeDelta::hours(hours)),
        ends_at: now.plus(TimeDelta::hours(3 - hours)),
        edited_at: None,
        removed_at: None,
        kind: SpecialKind::Special,
        hashtags: Vec::new(),
        photo_id: None,
        sold_out: false,
        changed_at: None,
    };
    let (written, db) = (row.clone(), &day.site.site.app.db);
    db.write(move |c| special::insert(c, &written))
        .await
        .unwrap();
    row
}

#[tokio::test]
async fn specials_are_read_as_a_feed_and_not_twice() {
    let day = TestDay::new().await;
    day.listed().await;
    let newest = with_special(&day, "soup-2", 1).await;
    with_special(&day, "soup-1", 30).await;
    let mut reader = day.site.browser();
    for path in ["/@poireau/feed", "/feed"] {
        let answer = reader.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let feed: Feed = answer.body.parse().unwrap();
        assert_eq!(feed.entries.len(), 2, "{path}");
        let first = &feed.entries[0];
        assert_eq!(first.id, day.site.site.app.urls.special("soup-2"));
        assert!(
            first.title.value.starts_with(&newest.title),
            "{:?}",
            first.title
        );
        assert_eq!(feed.updated.to_utc(), newest.published_at.to_utc());
        let content = first.content.as_ref().unwrap().value.as_ref().unwrap();
        assert!(!content.contains("<script"), "{content}");
        let tag = answer.headers[header::ETAG].to_str().unwrap().to_owned();
        let again = conditional(&mut reader, path, &tag).await;
        assert_eq!(again, StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(
            conditional(&mut reader, path, "\"x\"").await,
            StatusCode::OK
        );
    }
    let none = reader.get("/@nobody/feed").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

async fn conditional(reader: &mut Browser, path: &str, tag: &str) -> StatusCode {
    let request = Request::get(path).header(header::IF_NONE_MATCH, tag);
    reader
        .send(request.body(Body::empty()).unwrap())
        .await
        .status
}

#[tokio::test]
async fn a_restaurant_s_page_tells_search_engines_what_it_is() {
    let day = TestDay::new().await;
    day.listed().await;
    with_special(&day, "soup-1", 1).await;
    let page = day.site.browser().get("/@poireau").await.body;
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    let data: Value = serde_json::from_str(json).unwrap();
    assert_eq!(data["@type"], "Restaurant");
    assert_eq!(data["@id"], day.site.site.app.urls.restaurant("poireau"));
    assert_eq!(data["makesOffer"][0]["name"], format!("Soup {EVIL}"));
    assert_eq!(data["makesOffer"][0]["price"], "9.50");
    assert!(data["geo"]["latitude"].is_number());
    assert!(page.contains("type=\"application/atom+xml\""));
    assert!(!page.contains(EVIL));
}

/// The JSON-LD of the restaurant's page.
async fn structured(day: &TestDay) -> Value {
    let page = day.site.browser().get("/@poireau").await.body;
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(json).unwrap()
}

#[rstest]
#[case::with_a_price(Some(950))]
#[case::without_a_price(None)]
#[tokio::test]
async fn that_a_special_has_sold_out_is_told_to_programs(#[case] price: Option<i64>) {
    let day = TestDay::new().await;
    day.listed().await;
    let mut row = with_special(&day, "soup-1", 2).await;
    row.price = price;
    row.photo_id = Some(TextValue::parse("photo-1").unwrap());
    for (hours, sold_out, availability) in [(0, false, "InStock"), (1, true, "SoldOut")] {
        row.sold_out = sold_out;
        row.changed_at = sold_out.then(|| row.published_at.plus(TimeDelta::hours(hours)));
        let saved = row.clone();
        let db = &day.site.site.app.db;
        db.write(move |c| special::save(c, &saved)).await.unwrap();
        let data = structured(&day).await;
        assert_eq!(
            data["makesOffer"][0]["availability"],
            format!("https://schema.org/{availability}")
        );
        let feed = day.site.browser().get("/@poireau/feed").await.body;
        let feed: Feed = feed.parse().unwrap();
        let entry = &feed.entries[0];
        assert_eq!(entry.title.value.starts_with("Sold out: "), sold_out);
        let changed = row.published_at.plus(TimeDelta::hours(hours));
        assert_eq!(entry.updated.to_utc(), changed.to_utc());
        let photo = entry.links.iter().find(|link| link.rel == "enclosure");
        let photo = photo.expect("the photo is in the feed");
        assert_eq!(photo.href, day.site.site.app.urls.media("photo-1"));
        assert_eq!(photo.mime_type.as_deref(), Some("image/jpeg"));
    }
}
