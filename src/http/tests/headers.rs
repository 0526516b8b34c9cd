//! What every answer carries, and what cookies say.

use axum::http::{StatusCode, header};

use crate::http::testing::TestSite;

#[tokio::test]
async fn every_page_is_strict() {
    let site = TestSite::new().await;
    let answer = site.browser().get("/sign-in").await;
    assert_eq!(answer.status, StatusCode::OK);
    let names = [
        "content-security-policy",
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "permissions-policy",
        "cross-origin-opener-policy",
        "cache-control",
    ];
    let shown = names.map(|name| {
        let value = answer
            .headers
            .get(name)
            .map_or("none", |value| value.to_str().unwrap());
        format!("{name}: {value}")
    });
    insta::assert_snapshot!(shown.join("\n"), @r"
    content-security-policy: default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
    x-content-type-options: nosniff
    x-frame-options: DENY
    referrer-policy: strict-origin-when-cross-origin
    permissions-policy: geolocation=(self), camera=(), microphone=()
    cross-origin-opener-policy: same-origin
    cache-control: private, no-cache
    ");
    assert!(answer.headers.contains_key("x-request-id"));
    assert!(
        !answer
            .headers
            .contains_key(header::STRICT_TRANSPORT_SECURITY)
    );
}

#[tokio::test]
async fn looking_leaves_no_cookie() {
    let site = TestSite::new().await;
    let mut browser = site.browser();
    browser.get("/sign-in").await;
    browser.get("/no-such-page").await;
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_the_host() {
    let site = TestSite::at("https://vaduz.example").await;
    site.person("camille", &[]).await;
    let mut browser = site.browser();
    let fields = [
        ("email", "camille@example.org"),
        ("password", crate::http::testing::PASSWORD),
    ];
    let answer = browser.post("/sign-in", &fields).await;
    assert!(
        answer
            .headers
            .contains_key(header::STRICT_TRANSPORT_SECURITY)
    );
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let attributes = cookie.split_once(';').unwrap().1;
    assert!(cookie.starts_with("__Host-session="));
    insta::assert_snapshot!(attributes, @" HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=2592000");
}

#[tokio::test]
async fn the_look_is_a_cookie() {
    let site = TestSite::new().await;
    let mut browser = site.browser();
    let answer = browser
        .post(
            "/look",
            &[("theme", "sun"), ("lang", "fr"), ("back", "/sign-in")],
        )
        .await;
    assert_eq!(answer.location(), "/sign-in");
    let page = browser.get("/sign-in").await.body;
    assert!(
        page.contains("<html lang=\"fr\" data-theme=\"sun\">"),
        "{page}"
    );
}
