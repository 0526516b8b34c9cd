//! Signing up, in and out; sessions; the password.

use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_domain::TextValue;

use crate::http::testing::{PASSWORD, TestSite};
use crate::store::{session, user_account, user_role};

#[tokio::test]
async fn a_person_signs_up_and_out_and_in() {
    let site = TestSite::new().await;
    let mut browser = site.browser();
    let fields = [
        ("name", "<b>Camille</b>"),
        ("email", "Camille@Example.org"),
        ("phone", "+423 123 45 67"),
        ("password", PASSWORD),
        ("back", "/account"),
    ];
    let answer = browser.post("/sign-up", &fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/account")
    );
    let page = browser.get("/account").await.body;
    assert!(
        page.contains("&lt;b&gt;Camille") || page.contains("&#60;b&#62;Camille"),
        "{page}"
    );
    assert!(page.contains("camille@example.org") && !page.contains("<b>Camille"));
    assert!(page.contains("This browser") && !page.contains("Test/1 <b>"));

    assert_eq!(browser.post("/sign-out", &[]).await.location(), "/");
    assert!(browser.cookies.is_empty());
    assert_eq!(
        browser.get("/account").await.location(),
        "/sign-in?back=%2Faccount"
    );

    let fields = [
        ("email", "CAMILLE@example.org"),
        ("password", PASSWORD),
        ("back", "/account"),
    ];
    assert_eq!(
        browser.post("/sign-in", &fields).await.location(),
        "/account"
    );
    let row = site
        .read(|c| user_account::by_email(c, "camille@example.org"))
        .await
        .unwrap();
    let roles = site.read(move |c| user_role::of_user(c, &row.id)).await;
    assert_eq!(roles, [musette_domain::role::Role::Customer]);
}

#[tokio::test]
async fn what_does_not_fit_is_said_and_kept() {
    let site = TestSite::new().await;
    let mut browser = site.browser();
    let long = "x".repeat(10_000);
    let fields = [
        ("name", long.as_str()),
        ("email", "no"),
        ("phone", "call me"),
        ("password", "short"),
    ];
    let answer = browser.post("/sign-up", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for sentence in [
        "At most 100 characters fit",
        "no mail address",
        "no telephone number",
        "at least 10 characters",
    ] {
        assert!(answer.body.contains(sentence), "{sentence}");
    }
    assert!(answer.body.contains("value=\"call me\""));
    assert!(
        !answer.body.contains("value=\"short\""),
        "a password is never shown again"
    );
    assert!(browser.cookies.is_empty());

    site.person("camille", &[]).await;
    let fields = [
        ("name", "Camille"),
        ("email", "CAMILLE@example.org"),
        ("password", "un autre mot de passe"),
    ];
    let answer = browser.post("/sign-up", &fields).await;
    assert!(answer.body.contains("already"), "{}", answer.body);
    assert!(browser.cookies.is_empty());
    let twice = [fields[0], fields[1], ("password", PASSWORD)];
    let answer = browser.post("/sign-up", &twice).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "who presses twice is in"
    );
}

#[tokio::test]
async fn a_wrong_password_and_a_wrong_address_are_the_same() {
    let site = TestSite::new().await;
    site.person("camille", &[]).await;
    let mut browser = site.browser();
    let wrong = browser
        .post(
            "/sign-in",
            &[
                ("email", "camille@example.org"),
                ("password", "wrong password"),
            ],
        )
        .await;
    let nobody = browser
        .post(
            "/sign-in",
            &[
                ("email", "nobody@example.org"),
                ("password", "wrong password"),
            ],
        )
        .await;
    let huge = "x".repeat(10_000);
    let long = browser
        .post(
            "/sign-in",
            &[("email", "camille@example.org"), ("password", &huge)],
        )
        .await;
    for answer in [&wrong, &nobody, &long] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer
                .body
                .contains("Mail address or password is not right")
        );
    }
    assert_eq!(wrong.body.replace("camille@", "nobody@"), nobody.body);
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn guessing_is_slowed_down_an_account_at_a_time() {
    let site = TestSite::new().await;
    site.person("camille", &[]).await;
    site.person("idriss", &[]).await;
    let mut browser = site.browser();
    let guess = [
        ("email", "Camille@example.org"),
        ("password", "wrong password"),
    ];
    let mut answers = Vec::new();
    for _ in 0..9 {
        answers.push(browser.post("/sign-in", &guess).await);
    }
    let last = answers.pop().unwrap();
    assert!(
        answers
            .iter()
            .all(|answer| answer.status == StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.headers.contains_key("retry-after"));
    assert!(last.body.contains("A little slower"));
    site.signed_in("idriss").await;
}

#[tokio::test]
async fn the_cookie_is_not_in_the_database_and_changes_at_signing_in() {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    let browser = site.signed_in("camille").await;
    let token = browser.cookies["session"].clone();
    assert_eq!(token.len(), 22);
    let now = site.site.app.clock.wire();
    let rows = site.read(move |c| session::of_user(c, &camille, now)).await;
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].id.contains(&token) && !rows[0].data.contains(&token));

    // A session that somebody planted is not the one that is signed in.
    let mut planted = site.browser();
    planted
        .cookies
        .insert("session".into(), "AAAAAAAAAAAAAAAAAAAAAA".into());
    planted
        .post(
            "/sign-in",
            &[("email", "camille@example.org"), ("password", PASSWORD)],
        )
        .await;
    assert_ne!(planted.cookies["session"], "AAAAAAAAAAAAAAAAAAAAAA");
}

#[tokio::test]
async fn a_revoked_session_is_out_at_once() {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    let mut lost = site.signed_in("camille").await;
    let mut here = site.signed_in("camille").await;
    let now = site.site.app.clock.wire();
    let user = camille.clone();
    let rows = site.read(move |c| session::of_user(c, &user, now)).await;
    let page = here.get("/account").await.body;
    let other = rows
        .iter()
        .find(|row| page.contains(&format!("value=\"{}\"", row.id)))
        .unwrap();
    let answer = here
        .post("/account/sessions/revoke", &[("session", &other.id)])
        .await;
    assert_eq!(answer.location(), "/account");
    assert!(
        here.get("/account")
            .await
            .body
            .contains("That browser is signed out.")
    );
    assert!(
        !here
            .get("/account")
            .await
            .body
            .contains("That browser is signed out."),
        "said once"
    );
    assert_eq!(
        lost.get("/account").await.location(),
        "/sign-in?back=%2Faccount"
    );

    // Nobody revokes another person's.
    site.person("idriss", &[]).await;
    let mut idriss = site.signed_in("idriss").await;
    let rows = site.read(move |c| session::of_user(c, &camille, now)).await;
    idriss
        .post("/account/sessions/revoke", &[("session", &rows[0].id)])
        .await;
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn sessions_end_thirty_days_after_the_last_visit() {
    let site = TestSite::new().await;
    site.person("camille", &[]).await;
    let mut browser = site.signed_in("camille").await;
    for _ in 0..3 {
        site.clock.forward(TimeDelta::days(20));
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    }
    site.clock.forward(TimeDelta::days(31));
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    let now = site.site.app.clock.wire();
    let gone = site
        .site
        .app
        .db
        .write(move |c| session::forget_expired(c, now))
        .await;
    assert_eq!(gone.unwrap(), 1);
}

#[tokio::test]
async fn a_new_password_signs_the_others_out() {
    let site = TestSite::new().await;
    site.person("camille", &[]).await;
    let mut other = site.signed_in("camille").await;
    let mut here = site.signed_in("camille").await;
    let wrong = here
        .post("/account/password", &[("old", "wrong"), ("new", "short")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("This is not your password."));
    let right = here
        .post(
            "/account/password",
            &[("old", PASSWORD), ("new", "un autre mot de passe")],
        )
        .await;
    assert_eq!(right.location(), "/account");
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
    assert_eq!(other.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_disabled_account_is_nobody() {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    let mut browser = site.signed_in("camille").await;
    let id = camille.as_str().to_owned();
    let disabled = site.site.app.db.write(move |c| {
        let row = user_account::find(c, &TextValue::parse(&id).unwrap())?;
        user_account::save(
            c,
            &user_account::UserAccount {
                disabled: true,
                ..row
            },
        )
    });
    disabled.await.unwrap();
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    let fields = [("email", "camille@example.org"), ("password", PASSWORD)];
    assert_eq!(
        browser.post("/sign-in", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn the_language_of_the_pages_is_that_of_the_letters() {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    let mut browser = site.browser();
    browser.post("/look", &[("lang", "fr")]).await;
    let mut browser = site.signed_in("camille").await;
    let locale = async |site: &TestSite| {
        let id = camille.clone();
        site.read(move |c| user_account::find(c, &id)).await.locale
    };
    assert_eq!(locale(&site).await, None);
    for (field, value) in [("lang", "fr"), ("theme", "sun"), ("lang", "tlh")] {
        browser.post("/look", &[(field, value)]).await;
        assert_eq!(locale(&site).await.as_deref(), Some("fr"));
    }
}

#[tokio::test]
async fn a_person_deletes_the_account_with_the_password() {
    let site = TestSite::new().await;
    site.person("camille", &[]).await;
    let mut browser = site.signed_in("camille").await;
    let page = browser.get("/account").await;
    assert!(page.body.contains("href=\"/account/delete\""));
    assert_eq!(browser.get("/account/delete").await.status, 200);
    let wrong = browser.post("/account/delete", &[("password", "no")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = browser
        .post("/account/delete", &[("password", PASSWORD)])
        .await;
    assert_eq!(gone.location(), "/", "{}", gone.body);
    let row = site
        .read(|c| user_account::by_email(c, "camille@example.org"))
        .await;
    assert!(row.is_none());
    assert_eq!(
        browser.get("/account").await.location(),
        "/sign-in?back=%2Faccount"
    );
}
