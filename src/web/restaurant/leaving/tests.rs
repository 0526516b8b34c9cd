//! Moving and leaving, through the real router.

use axum::http::StatusCode;
use musette_domain::role::Role;

use crate::http::testing::{Browser, HANDLE, TestSite};
use crate::store::local_actor::{self, ActorKind, LocalActor};
use crate::store::restaurant::{self, RestaurantState};
use crate::store::restaurant_staff;

const PAGE: &str = "/restaurant/poireau/leaving";

/// A restaurant of Camille's that others know, and her browser.
async fn kitchen() -> (TestSite, Browser) {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    let id = site.restaurant(&camille).await;
    let actor = LocalActor {
        id: site.site.app.urls.restaurant(HANDLE),
        name: HANDLE.into(),
        kind: ActorKind::Restaurant,
        restaurant_id: Some(id),
        rsa_private: Vec::new(),
        rsa_public: String::new(),
        ed25519_private: Vec::new(),
        ed25519_public: String::new(),
        created_at: site.site.app.clock.now(),
        gone_at: None,
        moved_to: None,
        moved_at: None,
        also_known_as: Vec::new(),
    };
    let written = site
        .site
        .app
        .db
        .write(move |c| local_actor::insert(c, &actor));
    written.await.unwrap();
    let browser = site.signed_in("camille").await;
    (site, browser)
}

async fn actor(site: &TestSite) -> LocalActor {
    let found = site.read(|c| local_actor::find_by_name(c, HANDLE)).await;
    found.unwrap()
}

#[tokio::test]
async fn only_its_own_people_decide() {
    let (site, mut camille) = kitchen().await;
    assert_eq!(camille.get(PAGE).await.status, StatusCode::OK);
    site.person("dora", &[Role::Courier]).await;
    let mut dora = site.signed_in("dora").await;
    assert_eq!(dora.get(PAGE).await.status, StatusCode::FORBIDDEN);
    for part in ["alias", "alias/remove", "move", "remove"] {
        let answer = dora.post(&format!("{PAGE}/{part}"), &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{part}");
    }
    assert_eq!(
        dora.get(&format!("{PAGE}/export")).await.status,
        StatusCode::FORBIDDEN
    );
    let file = camille.get(&format!("{PAGE}/export")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers["content-type"], "application/x-tar");
    assert_eq!(file.headers["cache-control"], "private, no-store");
    assert_eq!(file.body, "archive");
}

#[tokio::test]
async fn old_accounts_are_named_and_taken_away() {
    let (site, mut camille) = kitchen().await;
    let path = format!("{PAGE}/alias");
    for (typed, sentence) in [("", "still empty"), ("<b>nobody", "This is no account")] {
        let answer = camille.post(&path, &[("alias", typed)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(
            answer.body.contains(sentence),
            "{sentence}: {}",
            answer.body
        );
        assert!(!answer.body.contains("<b>nobody"));
    }
    for _ in 0..2 {
        let answer = camille.post(&path, &[("alias", "mimi@new.example")]).await;
        assert_eq!(answer.location(), PAGE);
    }
    assert_eq!(
        actor(&site).await.also_known_as,
        ["https://new.example/ap/r/mimi"]
    );
    assert_eq!(site.told.take(), ["restaurant_changed"]);
    let page = camille.get(PAGE).await;
    assert!(page.body.contains("https://new.example/ap/r/mimi"));
    for _ in 0..2 {
        let alias = [("alias", "https://new.example/ap/r/mimi")];
        let answer = camille.post(&format!("{path}/remove"), &alias).await;
        assert_eq!(answer.location(), PAGE);
    }
    assert!(actor(&site).await.also_known_as.is_empty());
    assert_eq!(site.told.take(), ["restaurant_changed"]);
}

#[tokio::test]
async fn a_move_needs_the_new_account_and_the_handle_in_words() {
    let (site, mut camille) = kitchen().await;
    let path = format!("{PAGE}/move");
    for (home, handle, sentence) in [
        ("", HANDLE, "still empty"),
        ("nobody", HANDLE, "This is no account"),
        ("mimi@other.example", HANDLE, "does not name this one yet"),
        ("mimi@new.example", "", "handle to confirm the move"),
        ("mimi@new.example", "mimi", "handle to confirm the move"),
    ] {
        let form = [("home", home), ("move-handle", handle)];
        let answer = camille.post(&path, &form).await;
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
    }
    assert!(site.told.take().is_empty());
    let form = [("home", "mimi@new.example"), ("move-handle", "@Poireau")];
    assert_eq!(camille.post(&path, &form).await.location(), PAGE);
    assert_eq!(site.told.take(), ["restaurant_moved"]);
    let page = camille.get(PAGE).await;
    assert!(
        page.body
            .contains("has moved to https://new.example/ap/r/mimi"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("name=\"home\""));
    // Whoever comes by reads where it went.
    let mut visitor = site.browser();
    let page = visitor.get("/@poireau").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("href=\"https://new.example/ap/r/mimi\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_removal_needs_the_handle_in_words() {
    let (site, mut camille) = kitchen().await;
    let path = format!("{PAGE}/remove");
    for typed in ["", "mimi", "poireaux"] {
        let answer = camille.post(&path, &[("remove-handle", typed)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(
            answer.body.contains("handle to confirm that it is to go"),
            "{typed}"
        );
    }
    let answer = camille.post(&path, &[("remove-handle", HANDLE)]).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(site.told.take(), ["restaurant_removed"]);
    let row = site.restaurant_row().await;
    assert_eq!(row.state, RestaurantState::Left);
    assert!(actor(&site).await.gone_at.is_some());
    let staff = site
        .read(move |c| restaurant_staff::of_restaurant(c, &row.id))
        .await;
    assert!(staff.is_empty());
    let page = site.browser().get("/@poireau").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("is gone"), "{}", page.body);
    let all = site.read(restaurant::list_listed).await;
    assert!(
        all.iter().all(|row| row.handle != HANDLE),
        "{:?}",
        all.len()
    );
}
