//! What is refused, how it looks, and that nothing of the inside shows.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::get;

use crate::http::router;
use crate::http::testing::TestSite;

#[tokio::test]
async fn a_page_that_is_not_there_is_a_page() {
    let site = TestSite::new().await;
    let answer = site.browser().get("/no-such-page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("This page is not on the menu"));
    assert!(answer.body.contains("Les Mollets"));
}

#[tokio::test]
async fn who_wants_json_gets_a_problem() {
    let site = TestSite::new().await;
    let request = Request::get("/no-such-page").header("accept", "application/json");
    let answer = site
        .browser()
        .send(request.body(Body::empty()).unwrap())
        .await;
    assert_eq!(
        answer.headers[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let expected = serde_json::json!({
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "It has moved, or it never existed.",
    });
    assert_eq!(problem, expected);
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let site = TestSite::new().await;
    site.person("camille", &[]).await;
    let mut browser = site.signed_in("camille").await;
    let answer = browser
        .post_from("https://evil.example", "/sign-out", &[])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        answer.body.contains("came from another site"),
        "{}",
        answer.body
    );
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_wrong_method_the_wrong_kind_and_too_much_are_said() {
    let site = TestSite::new().await;
    let mut browser = site.browser();
    let answer = browser.get("/sign-out").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(
        answer.body.contains("cannot be done here"),
        "{}",
        answer.body
    );

    let json = Request::post("/sign-in").header("content-type", "application/json");
    let answer = browser
        .send(json.body(Body::from("{ no json")).unwrap())
        .await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(answer.body.contains("<h1>"), "{}", answer.body);

    let long = "x".repeat(70_000);
    let answer = browser.post("/sign-in", &[("email", &long)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("That was too much"), "{}", answer.body);
}

#[tokio::test]
async fn broken_cookies_and_queries_are_nobody() {
    let site = TestSite::new().await;
    let mut browser = site.browser();
    for cookie in ["x", "AAAAAAAAAAAAAAAAAAAAAA", "%00%ff", "ééé"] {
        let request = Request::get("/account").header("cookie", format!("session={cookie}"));
        let answer = browser.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.location(), "/sign-in?back=%2Faccount", "{cookie}");
    }
    let answer = browser.get("/sign-in?back=https://evil.example").await;
    assert!(
        answer.body.contains("name=\"back\" value=\"/\""),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn health_is_for_machines() {
    let site = TestSite::new().await;
    let answer = site.browser().get("/health").await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "ok\n")
    );
}

#[tokio::test]
async fn links_after_a_refused_form_lead_to_the_page_it_stood_on() {
    let site = TestSite::new().await;
    let mut browser = site.browser();
    let follow = |referer: Option<&str>| {
        let request = Request::post("/follow")
            .header("accept", "text/html")
            .header("host", "vaduz.localhost:7101")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = match referer {
            Some(page) => request.header("referer", page),
            None => request,
        };
        request.body(Body::from("target=x")).unwrap()
    };
    for (referer, back) in [
        (
            Some("http://vaduz.localhost:7101/@poireau?x=1"),
            "%2F%40poireau%3Fx%3D1",
        ),
        (Some("https://evil.example/@poireau"), "%2F"),
        (None, "%2F"),
    ] {
        let answer = browser.send(follow(referer)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let link = format!("/sign-in?back={back}\"");
        assert!(answer.body.contains(&link), "{referer:?}: {}", answer.body);
        assert!(!answer.body.contains("%2Ffollow"), "{}", answer.body);
    }
    for (path, to) in [("/cart/lines", "/cart"), ("/follow-from", "/")] {
        assert_eq!(browser.get(path).await.location(), to, "{path}");
    }
}

#[tokio::test]
async fn a_panic_while_another_server_is_answered_is_one_answer_and_not_the_end() {
    async fn broken() -> &'static str {
        panic!("as a test")
    }
    let site = TestSite::new().await;
    let federated = Router::new()
        .route("/ap/broken", get(broken))
        .route("/ap/whole", get(|| async { "whole" }));
    let router = router::of_site(&site.site, federated);
    for (path, status) in [
        ("/ap/broken", StatusCode::INTERNAL_SERVER_ERROR),
        ("/ap/whole", StatusCode::OK),
        ("/ap/broken", StatusCode::INTERNAL_SERVER_ERROR),
        ("/health", StatusCode::OK),
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = tower::ServiceExt::oneshot(router.clone(), request).await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        let body = axum::body::to_bytes(answer.into_body(), 10_000)
            .await
            .unwrap();
        assert!(
            !String::from_utf8_lossy(&body).contains("as a test"),
            "{path}"
        );
    }
}
