//! Who gets through which guard, with routes of the test's own behind the real extractors.

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::{Request, StatusCode};
use axum::routing::get;
use musette_domain::role::Role;
use rstest::rstest;
use tower::ServiceExt;

use crate::http::testing::{PROXY, TestSite};
use crate::http::{
    Administrator, ClientAddress, Courier, Dispatcher, Site, Staff, error_page, session,
};

fn guarded(site: &Site) -> Router {
    Router::new()
        .route("/courier", get(async |_: Courier| "in"))
        .route("/dispatch", get(async |_: Dispatcher| "in"))
        .route("/coop", get(async |_: Administrator| "in"))
        .route("/restaurant", get(async |_: Staff| "in"))
        .layer(axum::middleware::from_fn_with_state(
            site.clone(),
            error_page::error_pages,
        ))
        .layer(session::layer(site))
        .with_state(site.clone())
}

async fn status(router: &Router, path: &str, cookie: Option<&str>) -> StatusCode {
    let mut request = Request::get(path).header("accept", "text/html");
    if let Some(cookie) = cookie {
        request = request.header("cookie", format!("session={cookie}"));
    }
    let request = request.body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap().status()
}

#[rstest]
#[case(&[], [403, 403, 403, 403])]
#[case(&[Role::Courier], [200, 403, 403, 403])]
#[case(&[Role::Dispatcher], [200, 200, 403, 200])]
#[case(&[Role::Administrator], [200, 200, 200, 200])]
#[case(&[Role::Restaurant], [403, 403, 403, 403])]
#[tokio::test]
async fn roles_open_doors(#[case] roles: &[Role], #[case] expected: [u16; 4]) {
    let site = TestSite::new().await;
    site.person("camille", roles).await;
    let browser = site.signed_in("camille").await;
    let router = guarded(&site.site);
    for (path, expected) in ["/courier", "/dispatch", "/coop", "/restaurant"]
        .iter()
        .zip(expected)
    {
        let cookie = browser.cookies["session"].as_str();
        assert_eq!(
            status(&router, path, Some(cookie)).await,
            expected,
            "{path}"
        );
        assert_eq!(
            status(&router, path, None).await,
            StatusCode::SEE_OTHER,
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_taken_is_taken_at_once() {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[Role::Courier]).await;
    let browser = site.signed_in("camille").await;
    let router = guarded(&site.site);
    let cookie = browser.cookies["session"].as_str();
    assert_eq!(
        status(&router, "/courier", Some(cookie)).await,
        StatusCode::OK
    );
    let taken = site
        .site
        .app
        .db
        .write(move |c| crate::store::user_role::delete(c, &camille, Role::Courier));
    taken.await.unwrap();
    assert_eq!(
        status(&router, "/courier", Some(cookie)).await,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_restaurant_s_people_edit_theirs_only() {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    site.person("idriss", &[Role::Restaurant]).await;
    site.restaurant(&camille).await;
    let mut own = site.signed_in("camille").await;
    assert_eq!(
        own.get("/restaurant/poireau/menu").await.status,
        StatusCode::OK
    );
    assert_eq!(
        own.get("/restaurant/nobody/menu").await.status,
        StatusCode::NOT_FOUND
    );
    let mut other = site.signed_in("idriss").await;
    assert_eq!(
        other.get("/restaurant/poireau/menu").await.status,
        StatusCode::FORBIDDEN
    );
    let answer = other
        .post("/restaurant/poireau/menu/sections", &[("name", "Mine")])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn limits_count_people_and_not_the_proxy_that_is_named() {
    let site = TestSite::new().await;
    let client = async |peer: &str| {
        let peer: std::net::SocketAddr = format!("{peer}:4000").parse().unwrap();
        let request = Request::get("/")
            .header("x-forwarded-for", "198.51.100.1, 203.0.113.9")
            .extension(ConnectInfo(peer));
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        ClientAddress::from_request_parts(&mut parts, &site.site)
            .await
            .map(|client| client.to_string())
            .unwrap_or_default()
    };
    assert_eq!(client(PROXY).await, "203.0.113.9");
    assert_eq!(client("127.0.0.1").await, "127.0.0.1");
    assert_eq!(client("192.0.2.7").await, "192.0.2.7");
}
