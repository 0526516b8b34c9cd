//! What holds on all pages at once.

use axum::http::StatusCode;
use musette_domain::TextValue;
use musette_domain::role::Role;

use crate::http::testing::Browser;
use crate::store::remote_coop::{self, RemoteCoop};
use crate::store::{partner, restaurant};
use crate::web::test_day::{TestDay, partner_row};

/// Markup that would be seen if it were not text.
const EVIL: &str = "<b onclick=x>Evil</b>";

/// Every text that a page shows and a form or a neighbour wrote.
#[tokio::test]
async fn markup_in_the_texts_of_a_co_op_is_text_on_every_page() {
    let mut day = TestDay::new().await;
    day.site.person("ada", &[Role::Administrator]).await;
    let mut ada = day.site.signed_in("ada").await;
    let profile = [
        ("name", EVIL),
        ("place", EVIL),
        ("about", EVIL),
        ("time-zone", "Europe/Vaduz"),
        ("language", "en"),
        ("hue", ""),
    ];
    let saved = ada.post("/coop/profile", &profile).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let new = [("name", EVIL), ("handle", "evil")];
    let made = ada.post("/coop/restaurants", &new).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let made = day.site.read(|c| restaurant::of_handle(c, "evil")).await;
    let made = made.unwrap();
    assert_eq!(made.name, EVIL);
    let fields = [("restaurant", made.id.as_str()), ("email", EVIL)];
    ada.post("/coop/restaurants/claim", &fields).await;
    neighbour(&day).await;
    let host = ada.post("/coop/partners", &[("host", EVIL)]).await;
    is_text(&host.body, "a host that is none");

    day.at_the_door().await;
    let reason = day.plan("delivered-without-pin", &[("reason", EVIL)]).await;
    assert_eq!(reason.status, StatusCode::SEE_OTHER, "{}", reason.body);
    assert_eq!(day.delivery().await.vouched.as_deref(), Some(EVIL));

    let mut seen = 0;
    for path in [
        "/",
        "/about",
        "/coop/partners",
        "/coop/agreements",
        "/coop/ledger",
        "/coop/prices",
        "/coop/restaurants",
        "/coop/profile",
        "/account",
    ] {
        seen += shown(&mut ada, path).await;
    }
    for path in ["/dispatch", "/coop/partners"] {
        seen += shown(&mut day.dispatch, path).await;
    }
    seen += shown(&mut day.ride, "/courier").await;
    seen += shown(&mut day.board, "/restaurant/poireau").await;
    let mut stranger = day.site.browser();
    for path in ["/", "/about", "/sign-in", "/where"] {
        seen += shown(&mut stranger, path).await;
    }
    assert!(seen > 10, "the texts were shown {seen} times");
}

/// A neighbour whose co-op has such a name.
async fn neighbour(day: &TestDay) {
    let now = day.site.site.app.clock.now();
    let mut row = partner_row(now);
    row.name = EVIL.into();
    row.place = EVIL.into();
    let coop = RemoteCoop {
        actor_id: row.coop_id.clone(),
        host: row.host.clone(),
        name: EVIL.into(),
        place: EVIL.into(),
        hue: row.hue.clone(),
        desk_id: Some(row.desk_id.clone()),
        restaurants_url: None,
        latitude: None,
        longitude: None,
        timezone: None,
        fetched_at: now,
        walked_at: None,
        gone_at: None,
        neighbours_url: None,
        depth: 0,
        found_via: None,
    };
    let written = day.site.site.app.db.write(move |c| {
        partner::insert(c, &row)?;
        remote_coop::insert(c, &coop)
    });
    written.await.unwrap();
}

/// Reads a page; says how often the text is on it, as text.
async fn shown(browser: &mut Browser, path: &str) -> usize {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    is_text(&page.body, path);
    page.body.matches("Evil").count()
}

fn is_text(html: &str, path: &str) {
    assert!(!html.contains("<b onclick"), "{path}: {html}");
}
