//! Events through the real router.

use axum::http::StatusCode;
use musette_domain::role::Role;
use rstest::rstest;

use crate::store::event;
use crate::web::test_day::TestDay;

const EVIL: &str = "<b onclick=x>Tasting</b>";

fn form<'a>(title: &'a str, from: &'a str, to: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("title", title),
        ("description", "Bring a <glass>."),
        ("from", from),
        ("to", to),
        ("place", ""),
        ("address", ""),
    ]
}

/// A day some days after the site's clock says, as a form has it.
fn day(of: &TestDay, ahead: i64) -> String {
    let at = of
        .site
        .site
        .app
        .clock
        .now()
        .plus(chrono::TimeDelta::days(ahead));
    at.to_utc().format("%Y-%m-%d").to_string()
}

#[tokio::test]
async fn an_evening_is_announced_once_changed_and_cancelled() {
    let mut it = TestDay::new().await;
    let (from, to) = (
        format!("{}T19:00", day(&it, 3)),
        format!("{}T22:00", day(&it, 3)),
    );
    for _ in 0..2 {
        let answer = it
            .board
            .post("/restaurant/poireau/events", &form(EVIL, &from, &to))
            .await;
        assert_eq!(
            answer.location(),
            "/restaurant/poireau/events",
            "{}",
            answer.body
        );
    }
    let restaurant = it.site.restaurant_row().await.id;
    let now = it.site.site.app.clock.now();
    let rows = it
        .site
        .read(move |c| event::upcoming_of(c, Some(&restaurant), now))
        .await;
    assert_eq!(rows.len(), 1, "pressed twice");
    assert_eq!(it.site.told.take(), ["event_published"]);
    let id = rows[0].id.to_string();
    let mut anybody = it.site.browser();
    for path in ["/events".to_owned(), format!("/events/{id}")] {
        let page = anybody.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body.contains("Tasting") && !page.body.contains("<b onclick"),
            "{path}"
        );
    }
    let edit = format!("/restaurant/poireau/events/{id}");
    assert!(it.board.get(&edit).await.body.contains(&from));
    let later = format!("{}T23:00", day(&it, 3));
    let answer = it
        .board
        .post(&edit, &form("Tasting night", &from, &later))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let cancel = format!("{edit}/cancel");
    for _ in 0..2 {
        assert_eq!(
            it.board.post(&cancel, &[]).await.status,
            StatusCode::SEE_OTHER
        );
    }
    assert_eq!(it.site.told.take(), ["event_changed", "event_changed"]);
    let page = anybody.get(&format!("/events/{id}")).await.body;
    assert!(
        page.contains("does not take place") && page.contains("EventCancelled"),
        "{page}"
    );
    assert_eq!(it.board.get(&edit).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn who_invites_is_who_may() {
    let mut it = TestDay::new().await;
    it.site.person("ada", &[Role::Administrator]).await;
    let mut ada = it.site.signed_in("ada").await;
    let (from, to) = (
        format!("{}T19:00", day(&it, 3)),
        format!("{}T22:00", day(&it, 3)),
    );
    let fields = form("Assembly", &from, &to);
    for other in [&mut it.board, &mut it.ride, &mut it.dispatch] {
        let answer = other.post("/coop/events", &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let answer = it.ride.post("/restaurant/poireau/events", &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = ada.post("/coop/events", &fields).await;
    assert_eq!(answer.location(), "/coop/events", "{}", answer.body);
    let now = it.site.site.app.clock.now();
    let rows = it
        .site
        .read(move |c| event::upcoming_of(c, None, now))
        .await;
    // An event of the co-op is not the restaurant's to change.
    let path = format!("/restaurant/poireau/events/{}", rows[0].id);
    assert_eq!(
        it.board.post(&path, &fields).await.status,
        StatusCode::NOT_FOUND
    );
    let path = format!("{path}/cancel");
    assert_eq!(
        it.board.post(&path, &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[rstest]
#[case::no_title("", 3, "19:00", 3, "22:00", "still empty")]
#[case::too_long_a_title(&"x".repeat(10_000), 3, "19:00", 3, "22:00", "At most")]
#[case::over("A", -3, "19:00", -3, "22:00", "over already")]
#[case::backwards("A", 3, "19:00", 3, "18:00", "before it begins")]
#[case::for_weeks("A", 3, "19:00", 30, "18:00", "at most 14 days")]
#[case::in_two_years("A", 700, "19:00", 700, "20:00", "within a year")]
#[case::no_time("A", 3, "", 3, "22:00", "Write a day and a time")]
#[tokio::test]
async fn what_is_wrong_is_said_and_kept(
    #[case] title: &str,
    #[case] first: i64,
    #[case] from: &str,
    #[case] last: i64,
    #[case] to: &str,
    #[case] sentence: &str,
) {
    let mut it = TestDay::new().await;
    let (from, to) = (
        format!("{}T{from}", day(&it, first)),
        format!("{}T{to}", day(&it, last)),
    );
    let fields = form(title, &from, &to);
    let answer = it.board.post("/restaurant/poireau/events", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(sentence), "{}", answer.body);
    assert!(answer.body.contains("Bring a &#60;glass&#62;."));
    assert!(it.site.told.take().is_empty());
}
