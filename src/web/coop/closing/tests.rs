//! Closing for good, through the real router.

use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_domain::role::Role;

use crate::http::testing::TestSite;
use crate::store::coop;

const PAGE: &str = "/coop/closing";

#[tokio::test]
async fn a_closing_is_announced_shown_everywhere_and_taken_back() {
    let site = TestSite::new().await;
    site.person("ada", &[Role::Administrator]).await;
    site.person("dora", &[Role::Dispatcher]).await;
    let (mut ada, mut dora) = (site.signed_in("ada").await, site.signed_in("dora").await);
    assert_eq!(dora.get(PAGE).await.status, StatusCode::FORBIDDEN);
    assert_eq!(dora.post(PAGE, &[]).await.status, StatusCode::FORBIDDEN);
    let name = site.read(coop::own).await.name;
    let today = site.site.app.clock.now().to_utc().date_naive();
    let day = |days| (today + TimeDelta::days(days)).to_string();
    let (soon, far, right) = (day(20), day(900), day(40));
    for (day, typed, sentence) in [
        ("", name.as_str(), "which day is the last"),
        ("soon", &name, "which day is the last"),
        (&soon, &name, "at least 30 days away"),
        (&far, &name, "at most two years away"),
        (&right, "<b>", "to confirm."),
    ] {
        let answer = ada.post(PAGE, &[("day", day), ("name", typed)]).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{sentence}"
        );
        assert!(
            answer.body.contains(sentence),
            "{sentence}: {}",
            answer.body
        );
        assert!(!answer.body.contains("value=\"<b>"));
    }
    assert!(site.told.take().is_empty());
    for _ in 0..2 {
        let form = [("day", right.as_str()), ("name", name.as_str())];
        assert_eq!(ada.post(PAGE, &form).await.location(), PAGE);
    }
    assert_eq!(site.told.take(), ["coop_closing"]);
    let banner = "This co-op closes for good after";
    for page in ["/", "/about"] {
        assert!(
            site.browser().get(page).await.body.contains(banner),
            "{page}"
        );
    }
    assert!(ada.get(PAGE).await.body.contains("We go on after all"));
    for _ in 0..2 {
        let answer = ada.post(&format!("{PAGE}/take-back"), &[]).await;
        assert_eq!(answer.location(), PAGE);
    }
    assert_eq!(site.told.take(), ["coop_closing"]);
    assert!(!site.browser().get("/").await.body.contains(banner));
}
