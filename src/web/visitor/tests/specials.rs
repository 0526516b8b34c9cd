//! What people read of a restaurant's specials.

use chrono::TimeDelta;
use musette_domain::TextValue;

use crate::store::media::{self, Media, Purpose};
use crate::store::special::{self, Special, SpecialKind};
use crate::web::test_day::TestDay;

/// A special of the test day's restaurant with a photo, a list and a hashtag.
async fn with_special(day: &TestDay, id: &'static str, hours_ago: i64) {
    let now = day.site.site.app.clock.now();
    let restaurant = day.site.restaurant_row().await;
    let photo = Media {
        id: TextValue::parse(&format!("photo-{id}")).unwrap(),
        restaurant_id: restaurant.id.clone(),
        purpose: Purpose::Special,
        media_type: "image/webp".into(),
        width: 4,
        height: 3,
        alt: format!("A bowl \"{id}\""),
        created_at: now,
    };
    let row = Special {
        id: TextValue::parse(id).unwrap(),
        restaurant_id: restaurant.id,
        menu_item_id: None,
        title: format!("Special {id}"),
        description: "By hand <b>:\n- cheese\n- onions".into(),
        price: Some(950),
        allergens: Vec::new(),
        published_at: now.minus(TimeDelta::hours(hours_ago)),
        ends_at: now.plus(TimeDelta::hours(3)),
        edited_at: None,
        removed_at: None,
        kind: SpecialKind::Special,
        hashtags: vec!["Vaduz".into()],
        photo_id: Some(photo.id.clone()),
        sold_out: false,
        changed_at: None,
    };
    let db = &day.site.site.app.db;
    db.write(move |c| {
        media::insert(c, &photo, b"picture")?;
        special::insert(c, &row)
    })
    .await
    .unwrap();
}

const LIST: &str = "<p>By hand &lt;b&gt;:</p><ul><li>cheese</li><li>onions</li></ul>";

#[tokio::test]
async fn a_restaurant_shows_all_its_specials_the_newest_first() {
    let day = TestDay::new().await;
    day.listed().await;
    with_special(&day, "older", 2).await;
    with_special(&day, "newer", 1).await;
    let page = day.site.browser().get("/@poireau").await.body;
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}: {page}"));
    assert!(at("Special newer") < at("Special older"));
    assert!(page.contains("/media/photo-newer") && page.contains("/media/photo-older"));
    assert_eq!(page.matches(LIST).count(), 2);
}

#[tokio::test]
async fn a_special_s_page_shows_its_photo_and_shares_it() {
    let day = TestDay::new().await;
    day.listed().await;
    with_special(&day, "soup", 1).await;
    let page = day.site.browser().get("/@poireau/soup").await.body;
    let picture = day.site.site.app.urls.media("photo-soup");
    assert!(page.contains(&format!(
        "<meta property=\"og:image\" content=\"{picture}\">"
    )));
    assert!(
        page.contains("<img") && page.contains("/media/photo-soup"),
        "{page}"
    );
    assert!(page.contains("A bowl &#34;soup&#34;"), "{page}");
    assert!(page.contains("href=\"/tags/vaduz\""));
    assert!(page.contains(LIST));
}
