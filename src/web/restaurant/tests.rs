//! A restaurant's people edit their pages, through the real router, with every bad input they could think of.

use askama::Template;
use axum::http::StatusCode;
use musette_domain::TextValue;
use musette_domain::role::Role;
use rstest::rstest;

use super::collections::CollectionsPage;
use super::edit_special::EditSpecialPage;
use super::item_form::ItemPage;
use super::menu::MenuPage;
use super::pictures::PicturesPage;
use super::plan_special::PlanSpecialPage;
use super::profile::ProfilePage;
use super::specials::SpecialsPage;
use crate::http::testing::{Answer, Browser, HANDLE, TestSite};
use crate::i18n::Lang;
use crate::store::menu_item::{self, MenuItem};
use crate::store::menu_section::{self, MenuSection};
use crate::store::restaurant::{self, RestaurantState};
use crate::store::special;
use crate::web::conversation::show::ConversationPage;

/// A restaurant of Camille's and her browser.
async fn kitchen() -> (TestSite, Browser) {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    site.restaurant(&camille).await;
    let browser = site.signed_in("camille").await;
    (site, browser)
}

/// With a section and an item of 13.50 in it.
async fn kitchen_with_menu() -> (TestSite, Browser) {
    let (site, mut browser) = kitchen().await;
    let answer = browser
        .post("/restaurant/poireau/menu/sections", &[("name", "Plats")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = add(
        &site,
        &mut browser,
        &[
            ("name", "Parmentier"),
            ("price", "13,50"),
            ("allergens", "milk"),
        ],
    )
    .await;
    assert_eq!(
        answer.location(),
        "/restaurant/poireau/menu",
        "{}",
        answer.body
    );
    site.told.take();
    (site, browser)
}

async fn add(site: &TestSite, browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let section = sections(site).await.remove(0).id.to_string();
    let mut all = vec![("section", section.as_str())];
    all.extend(fields);
    browser.post("/restaurant/poireau/menu/new", &all).await
}

async fn sections(site: &TestSite) -> Vec<MenuSection> {
    site.read(|c| {
        let row = restaurant::of_handle(c, HANDLE)?.unwrap();
        menu_section::list_of(c, &row.id)
    })
    .await
}

async fn items(site: &TestSite) -> Vec<MenuItem> {
    site.read(|c| {
        let row = restaurant::of_handle(c, HANDLE)?.unwrap();
        menu_item::list_on_menu(c, &row.id)
    })
    .await
}

const PROFILE: &[(&str, &str)] = &[
    ("name", "Le Poireau Masqué"),
    ("description", "<script>alert(1)</script>"),
    ("cuisine", "cuisine du marché"),
    ("opening-hours", "Tu-Sa 11:45-14:00"),
    ("street", "Äulestrasse"),
    ("housenumber", "12"),
    ("postcode", "9490"),
    ("city", "Vaduz"),
    ("country", "li"),
    ("lat", "47.142"),
    ("lon", "9.522"),
    ("minimum", "15"),
    ("ways", "delivers"),
    ("hue", "green"),
];

/// The profile with one field changed.
fn profile_with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = PROFILE.iter().copied().filter(|(given, _)| *given != name);
    others.chain([(name, value)]).collect()
}

#[test]
fn every_page_has_its_words_in_every_language() {
    for lang in Lang::ALL {
        let pages = [
            MenuPage::sample(*lang).render().unwrap(),
            ItemPage::sample(*lang).render().unwrap(),
            ProfilePage::sample(*lang).render().unwrap(),
            SpecialsPage::sample(*lang).render().unwrap(),
            ConversationPage::sample(*lang).render().unwrap(),
            EditSpecialPage::sample(*lang).render().unwrap(),
            PlanSpecialPage::sample(*lang).render().unwrap(),
            PicturesPage::sample(*lang).render().unwrap(),
            CollectionsPage::sample(*lang).render().unwrap(),
        ];
        for page in pages {
            assert!(page.contains("Le Poireau") && !page.contains("<Masqué>"));
            assert!(!page.contains("style=") && !page.contains(" onclick"));
        }
    }
}

#[tokio::test]
async fn a_menu_grows_moves_and_shrinks() {
    let (site, mut browser) = kitchen_with_menu().await;
    browser
        .post("/restaurant/poireau/menu/sections", &[("name", "Boissons")])
        .await;
    add(&site, &mut browser, &[("name", "Tarte"), ("price", "6")]).await;
    assert_eq!(
        site.told.take(),
        ["menu_changed", "menu_changed"].map(|_| "menu_changed")
    );
    let names = |items: &[MenuItem]| {
        items
            .iter()
            .map(|item| item.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&items(&site).await), ["Parmentier", "Tarte"]);

    let tarte = items(&site).await[1].id.to_string();
    let path = format!("/restaurant/poireau/menu/items/{tarte}");
    browser
        .post(&format!("{path}/move"), &[("way", "up")])
        .await;
    browser
        .post(&format!("{path}/move"), &[("way", "up")])
        .await;
    assert_eq!(names(&items(&site).await), ["Tarte", "Parmentier"]);

    let plats = sections(&site).await[0].id.to_string();
    let section = format!("/restaurant/poireau/menu/sections/{plats}");
    let refused = browser.post(&format!("{section}/remove"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused
            .body
            .contains("Something still stands in this section"),
        "{}",
        refused.body
    );
    browser
        .post(&section, &[("name", "<b>Grands</b> plats")])
        .await;
    browser
        .post(&format!("{section}/move"), &[("way", "down")])
        .await;
    let page = browser.get("/restaurant/poireau/menu").await.body;
    assert!(
        !page.contains("<b>Grands") && page.find("Boissons") < page.find("Grands"),
        "{page}"
    );

    for item in items(&site).await {
        let path = format!("/restaurant/poireau/menu/items/{}/remove", item.id);
        assert_eq!(browser.post(&path, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            browser.post(&path, &[]).await.status,
            StatusCode::SEE_OTHER,
            "twice is once"
        );
    }
    assert!(items(&site).await.is_empty());
    assert_eq!(
        browser.post(&format!("{section}/remove"), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(sections(&site).await.len(), 1);
    assert!(site.restaurant_row().await.menu_revision >= 9);
}

#[rstest]
#[case("price", "-1", "not below zero")]
#[case("price", "1000000000000", "at most 100")]
#[case("price", "99999999999999999999999", "at most 100")]
#[case("price", "free", "Write an amount")]
#[case("price", "", "still empty")]
#[case("name", "", "still empty")]
#[case("name", "a\u{202e}b", "cannot be shown")]
#[case("allergens", "dust", "Choose one of those offered")]
#[tokio::test]
async fn an_item_that_cannot_be(#[case] field: &str, #[case] value: &str, #[case] sentence: &str) {
    let (site, mut browser) = kitchen_with_menu().await;
    let fields = [("name", "Tarte"), ("price", "6")];
    let mut fields: Vec<_> = fields
        .into_iter()
        .filter(|(name, _)| *name != field)
        .collect();
    fields.push((field, value));
    let answer = add(&site, &mut browser, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(sentence), "{}", answer.body);
    assert_eq!(items(&site).await.len(), 1);

    let path = format!(
        "/restaurant/poireau/menu/items/{}",
        items(&site).await[0].id
    );
    let section = sections(&site).await[0].id.to_string();
    fields.push(("section", &section));
    let answer = browser.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(items(&site).await[0].price, 1350);
    assert!(site.told.take().is_empty());
}

#[tokio::test]
async fn a_name_of_ten_thousand_characters_is_refused_and_kept() {
    let (site, mut browser) = kitchen_with_menu().await;
    let long = "x".repeat(10_000);
    for answer in [
        add(&site, &mut browser, &[("name", &long), ("price", "6")]).await,
        browser
            .post("/restaurant/poireau/menu/sections", &[("name", &long)])
            .await,
        browser
            .post("/restaurant/poireau/profile", &profile_with("name", &long))
            .await,
    ] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("At most 100 characters fit"));
        assert!(answer.body.contains(&long), "what was written is kept");
    }
    assert_eq!(
        (sections(&site).await.len(), items(&site).await.len()),
        (1, 1)
    );
}

#[tokio::test]
async fn an_item_changes_once_and_sells_out() {
    let (site, mut browser) = kitchen_with_menu().await;
    let item = items(&site).await.remove(0);
    let path = format!("/restaurant/poireau/menu/items/{}", item.id);
    let section = item.section_id.to_string();
    let fields = [
        ("name", "Parmentier <i>"),
        ("description", "fumé & fin"),
        ("price", "14.20"),
        ("section", section.as_str()),
        ("allergens", "nuts"),
        ("allergens", "milk"),
    ];
    assert_eq!(
        browser.post(&path, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        browser.post(&path, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        site.told.take(),
        ["menu_item_changed"],
        "the same again is no change"
    );
    let now = items(&site).await.remove(0);
    assert_eq!((now.price, now.revision), (1420, 2));
    assert_eq!(now.allergens, ["milk", "nuts"]);

    for _ in 0..2 {
        let fields = [("sold-out", "yes"), ("back", "/restaurant")];
        let answer = browser.post(&format!("{path}/sold-out"), &fields).await;
        assert_eq!(answer.location(), "/restaurant");
    }
    assert_eq!(site.told.take(), ["menu_item_changed"]);
    assert!(items(&site).await[0].sold_out);
    let page = browser.get("/restaurant/poireau/menu").await.body;
    assert!(
        page.contains("sold out") && !page.contains("Parmentier <i>"),
        "{page}"
    );
}

#[tokio::test]
async fn two_presses_add_one_thing() {
    let (site, mut browser) = kitchen_with_menu().await;
    let section = [("name", "Plats")];
    let item = [("name", "Parmentier"), ("price", "13.50")];
    for _ in 0..2 {
        let path = "/restaurant/poireau/menu/sections";
        let answer = browser.post(path, &section).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let answer = add(&site, &mut browser, &item).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let counts = (sections(&site).await.len(), items(&site).await.len());
    assert_eq!(counts, (1, 1));
    assert!(site.told.take().is_empty());
}

#[tokio::test]
async fn another_restaurant_s_item_does_not_exist_here() {
    let (site, mut browser) = kitchen_with_menu().await;
    let item = items(&site).await.remove(0);
    let made = site.site.app.db.write(move |c| {
        let mut other = restaurant::of_handle(c, HANDLE)?.unwrap();
        other.id = TextValue::parse("other").unwrap();
        other.handle = "other".into();
        restaurant::insert(c, &other)?;
        let mut foreign = item.clone();
        foreign.id = TextValue::parse("foreign").unwrap();
        foreign.restaurant_id = other.id;
        menu_item::insert(c, &foreign)
    });
    made.await.unwrap();
    let path = "/restaurant/poireau/menu/items/foreign";
    assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND);
    for part in ["remove", "move", "sold-out"] {
        let answer = browser
            .post(&format!("{path}/{part}"), &[("sold-out", "yes")])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
    }
    assert_eq!(
        browser.get("/restaurant/other/menu").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        browser
            .get("/restaurant/poireau/menu/items/..%2f..")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_profile_is_written_and_shown() {
    let (site, mut browser) = kitchen_with_menu().await;
    let answer = browser
        .post("/restaurant/poireau/listing", &[("listed", "yes")])
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("opening hours first"));

    let answer = browser.post("/restaurant/poireau/profile", PROFILE).await;
    assert_eq!(
        answer.location(),
        "/restaurant/poireau/profile",
        "{}",
        answer.body
    );
    let row = site.restaurant_row().await;
    assert_eq!(
        (row.country.as_str(), row.minimum, row.hue.as_str()),
        ("LI", 1500, "green")
    );
    assert!((row.latitude - 47.142).abs() < 1e-9 && row.delivers && !row.collects);
    assert!(site.told.take().is_empty(), "nobody knows it yet");
    let page = browser.get("/restaurant/poireau/profile").await.body;
    assert!(
        page.contains("m-casing") && page.contains("data-spot"),
        "there is something to set the marker by: {page}"
    );
    assert!(!page.contains("<script>alert"), "{page}");

    browser
        .post("/restaurant/poireau/listing", &[("listed", "yes")])
        .await;
    browser
        .post("/restaurant/poireau/listing", &[("listed", "yes")])
        .await;
    assert_eq!(site.told.take(), ["restaurant_opened"]);
    assert_eq!(site.restaurant_row().await.state, RestaurantState::Listed);
    browser
        .post("/restaurant/poireau/busy", &[("busy", "yes")])
        .await;
    browser
        .post("/restaurant/poireau/listing", &[("listed", "no")])
        .await;
    assert!(site.restaurant_row().await.busy_until.is_some());
    assert_eq!(site.told.take().first(), Some(&"restaurant_changed"));
}

#[rstest]
#[case("ordering-delay", "soon", "0 to 2880")]
#[case("ordering-delay", "2881", "0 to 2880")]
#[case("opening-hours", "", "Say when you are open")]
#[case("opening-hours", "daily from ten", "not understood")]
#[case("opening-hours", "<script>alert(1)</script>", "not understood")]
#[case("website", "javascript:alert(1)", "no web address")]
#[case("phone", "call me", "no telephone number")]
#[case("country", "Liechtenstein", "two letters")]
#[case("lat", "91", "Set the marker")]
#[case("lon", "NaN", "Set the marker")]
#[case("minimum", "-1", "not below zero")]
#[case("ways", "none", "at least one way")]
#[case("hue", "#f00", "Choose one of those offered")]
#[case("reach", "99999999", "Choose one of those offered")]
#[tokio::test]
async fn a_profile_that_cannot_be(
    #[case] field: &str,
    #[case] value: &str,
    #[case] sentence: &str,
) {
    let (site, mut browser) = kitchen().await;
    let before = site.restaurant_row().await;
    let answer = browser
        .post("/restaurant/poireau/profile", &profile_with(field, value))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(sentence), "{}", answer.body);
    assert!(!answer.body.contains("<script>alert"));
    assert_eq!(site.restaurant_row().await, before);
}

#[tokio::test]
async fn an_address_the_map_does_not_know_needs_the_marker() {
    let (site, mut browser) = kitchen().await;
    let before = site.restaurant_row().await;
    let (lat, lon) = (
        format!("{:.6}", before.latitude),
        format!("{:.6}", before.longitude),
    );
    let mut fields = profile_with("lat", &lat);
    fields.retain(|(name, _)| *name != "lon");
    fields.push(("lon", &lon));
    let answer = browser.post("/restaurant/poireau/profile", &fields).await;
    assert!(
        answer.body.contains("The map does not know this address"),
        "{}",
        answer.body
    );
    fields.push(("position", "marker"));
    let answer = browser.post("/restaurant/poireau/profile", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        site.restaurant_row().await.zone,
        before.zone,
        "it did not move"
    );
    fields.push(("reach", "1000"));
    browser.post("/restaurant/poireau/profile", &fields).await;
    assert!(site.restaurant_row().await.zone.len() < before.zone.len());
}

#[tokio::test]
async fn closing_has_an_end_and_a_reason() {
    let (site, mut browser) = kitchen().await;
    let path = "/restaurant/poireau/close";
    for (fields, status) in [
        (vec![], StatusCode::UNPROCESSABLE_ENTITY),
        (
            vec![("until", "day"), ("day", "2020-01-01")],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            vec![("until", "day"), ("day", "2099-01-01")],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            vec![("until", "today"), ("reason", "<b>fête</b>")],
            StatusCode::SEE_OTHER,
        ),
    ] {
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.status, status, "{fields:?}");
        let kept = fields
            .get(1)
            .is_none_or(|(_, value)| answer.body.contains(value));
        assert!(kept || status == StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let page = browser.get("/restaurant/poireau/profile").await.body;
    assert!(
        page.contains("No orders until") && !page.contains("<b>fête"),
        "{page}"
    );
    browser.post("/restaurant/poireau/reopen", &[]).await;
    assert_eq!(site.restaurant_row().await.closed_until, None);
}

#[tokio::test]
async fn a_special_is_published_corrected_once_and_taken_back() {
    let (site, mut browser) = kitchen_with_menu().await;
    let page = "/restaurant/poireau/specials";
    let fields = [
        ("title", "Poireaux <fumés>"),
        ("description", "au foin"),
        ("price", "13.50"),
        ("day", "2026-11-27"),
        ("time", "22:00"),
    ];
    let hidden = browser.post(page, &fields).await;
    assert!(
        hidden.body.contains("Only a restaurant that is shown"),
        "{}",
        hidden.body
    );

    browser.post("/restaurant/poireau/profile", PROFILE).await;
    browser
        .post("/restaurant/poireau/listing", &[("listed", "yes")])
        .await;
    site.told.take();
    for _ in 0..2 {
        assert_eq!(browser.post(page, &fields).await.location(), page);
    }
    assert_eq!(
        site.told.take(),
        ["special_published"],
        "two presses are one special"
    );
    let shown = browser.get(page).await.body;
    assert!(
        shown.contains("until 22:00") && !shown.contains("<fumés>"),
        "{shown}"
    );

    let row = running(&site).await.remove(0);
    assert_eq!(row.ends_at.to_rfc3339(), "2026-11-27T21:00:00Z");
    let one = format!("{page}/{}", row.id);
    assert_eq!(browser.get(&one).await.status, StatusCode::OK);
    let mut corrected = fields;
    corrected[0].1 = "Poireaux";
    assert_eq!(browser.post(&one, &corrected).await.location(), page);
    corrected[0].1 = "Fenouil";
    let again = browser.post(&one, &corrected).await;
    assert!(again.body.contains("corrected before"), "{}", again.body);
    assert_eq!(browser.get(&one).await.status, StatusCode::CONFLICT);
    for _ in 0..2 {
        browser.post(&format!("{one}/take-back"), &[]).await;
    }
    assert_eq!(site.told.take(), ["special_edited", "special_removed"]);
    assert!(running(&site).await.is_empty());
}

async fn running(site: &TestSite) -> Vec<special::Special> {
    let now = site.site.app.clock.now();
    site.read(move |c| {
        let row = restaurant::of_handle(c, HANDLE)?.unwrap();
        special::list_current_of(c, &row.id, now)
    })
    .await
}

#[rstest]
#[case("title", "", "still empty")]
#[case("price", "-1", "not below zero")]
#[case("day", "soon", "Choose the day")]
#[case("time", "25:99", "Write the time")]
#[case("day", "2026-11-26", "lies in the past")]
#[case("day", "2026-12-26", "seven days at most")]
#[case("item", "nobody's", "Choose one of those offered")]
#[tokio::test]
async fn a_special_that_cannot_be(
    #[case] field: &str,
    #[case] value: &str,
    #[case] sentence: &str,
) {
    let (site, mut browser) = kitchen_with_menu().await;
    browser.post("/restaurant/poireau/profile", PROFILE).await;
    browser
        .post("/restaurant/poireau/listing", &[("listed", "yes")])
        .await;
    let fields = [
        ("title", "Poireaux"),
        ("day", "2026-11-27"),
        ("time", "22:00"),
    ];
    let mut fields: Vec<_> = fields
        .into_iter()
        .filter(|(name, _)| *name != field)
        .collect();
    fields.push((field, value));
    let answer = browser.post("/restaurant/poireau/specials", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(sentence), "{}", answer.body);
    assert!(running(&site).await.is_empty());
}

#[tokio::test]
async fn a_dispatcher_turns_switches_but_edits_nothing() {
    let (site, _) = kitchen_with_menu().await;
    site.person("idriss", &[Role::Dispatcher]).await;
    let mut idriss = site.signed_in("idriss").await;
    assert_eq!(
        idriss
            .post("/restaurant/poireau/busy", &[("busy", "yes")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        idriss.get("/restaurant/poireau/profile").await.status,
        StatusCode::FORBIDDEN
    );
    let visitor = site.browser().get("/restaurant/poireau/menu").await;
    assert_eq!(
        visitor.location(),
        "/sign-in?back=%2Frestaurant%2Fpoireau%2Fmenu"
    );
}

#[tokio::test]
async fn a_second_press_of_up_or_down_moves_nothing_further() {
    let (site, mut browser) = kitchen_with_menu().await;
    for name in ["Second", "Third"] {
        browser
            .post("/restaurant/poireau/menu/sections", &[("name", name)])
            .await;
    }
    let last = sections(&site).await.remove(2);
    let path = format!("/restaurant/poireau/menu/sections/{}", last.id);
    for _ in 0..2 {
        let fields = [("way", "up"), ("from", "2")];
        browser.post(&format!("{path}/move"), &fields).await;
    }
    assert_eq!(sections(&site).await[1].id, last.id);
    let page = browser.get("/restaurant/poireau/menu").await;
    assert!(page.body.contains("name=\"from\" value=\"2\""));

    let refused = browser.post(&path, &[("name", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("still empty"), "{}", refused.body);
    let renamed = browser.post(&path, &[("name", "Desserts")]).await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER);
}
