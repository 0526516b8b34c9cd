//! Collections elsewhere through the real router: shown to the restaurant's people, and left by them alone.

use axum::http::StatusCode;
use musette_domain::Instant;
use musette_domain::role::Role;

use crate::http::testing::{HANDLE, TestSite};
use crate::store::feature_stamp::{self, FeatureStamp};
use crate::store::restaurant;

const PAGE: &str = "/restaurant/poireau/collections";

#[tokio::test]
async fn its_people_take_the_restaurant_out_of_a_collection() {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    site.restaurant(&camille).await;
    let mut browser = site.signed_in("camille").await;
    let page = browser.get(PAGE).await;
    assert!(
        page.body.contains("No collection elsewhere"),
        "{}",
        page.body
    );
    let written = site.site.app.db.write(|c| {
        let of = restaurant::of_handle(c, HANDLE)?.unwrap();
        let row = FeatureStamp {
            id: "stamp-1".into(),
            restaurant_id: of.id,
            collection: "https://social.example/collections/1".into(),
            requester: "https://social.example/users/anna".into(),
            requester_handle: "@anna@social.example".into(),
            inbox: "https://social.example/users/anna/inbox".into(),
            host: "social.example".into(),
            stamped_at: Instant::from_millis(0),
            revoked_at: None,
        };
        feature_stamp::insert_if_absent(c, &row)
    });
    assert!(written.await.unwrap());
    site.told.take();
    let page = browser.get(PAGE).await;
    assert!(page.body.contains("@anna@social.example"), "{}", page.body);
    // Nobody else does, and nobody takes back what is not there.
    site.person("dora", &[Role::Dispatcher]).await;
    let mut dora = site.signed_in("dora").await;
    let fields = [("stamp", "stamp-1")];
    assert_eq!(dora.post(PAGE, &fields).await.status, StatusCode::FORBIDDEN);
    let visitor = site.browser().post(PAGE, &fields).await;
    assert_eq!(visitor.status, StatusCode::UNAUTHORIZED);
    let answer = browser.post(PAGE, &[("stamp", "stamp-2")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(site.told.take(), [] as [&str; 0]);
    for _ in 0..2 {
        assert_eq!(browser.post(PAGE, &fields).await.location(), PAGE);
    }
    assert_eq!(site.told.take(), ["stamp_revoked"]);
    let page = browser.get(PAGE).await;
    assert!(!page.body.contains("@anna@social.example"), "{}", page.body);
}
