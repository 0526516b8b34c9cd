//! Style sheets, scripts and pictures, served from memory under names that carry a hash of their content.
//!
//! A page links `/assets/css/tokens.<hash>.css`, so a browser may keep it for good: the next release has another name.
//! Debug builds read the files from disk at each request.

use std::sync::LazyLock;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use memory_serve::{CacheControl, Manifest, MemoryServe};

/// Where assets live.
const PREFIX: &str = "/assets";

static URLS: LazyLock<Manifest> = LazyLock::new(|| files().manifest());

#[expect(
    unused_qualifications,
    reason = "the generated list names its types in full"
)]
fn files() -> MemoryServe {
    memory_serve::load!()
        .index_file(None)
        .enable_hashed_routes(true)
        .cache_control(CacheControl::Short)
}

/// The URL of an asset by its path below `assets/`, such as `css/tokens.css`.
///
/// A path that does not exist gives its plain URL, which answers 404; a test looks for such paths in the templates.
pub fn url(path: &str) -> String {
    let plain = format!("/{path}");
    format!("{PREFIX}{}", URLS.get(&plain).unwrap_or(&plain))
}

/// Whether there is an asset of this path.
pub fn exists(path: &str) -> bool {
    URLS.get(&format!("/{path}")).is_some()
}

/// The routes of assets, and of the two files that browsers and robots ask for by name.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .nest_service(PREFIX, files().into_router::<()>())
        .route("/favicon.svg", get(favicon))
        .route("/favicon.ico", get(favicon))
        .route("/robots.txt", get(robots))
}

async fn favicon() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=604800"),
    ];
    (headers, include_str!("../../assets/icons/mark.svg"))
}

/// Search engines may read what everybody may read, and nothing that belongs to one person.
async fn robots() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let mut text = String::from("User-agent: *\n");
    for path in [
        "orders",
        "account",
        "restaurant",
        "dispatch",
        "courier",
        "coop/",
        "cart",
        "look",
    ] {
        text.push_str("Disallow: /");
        text.push_str(path);
        text.push('\n');
    }
    (headers, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    async fn ask(path: &str) -> axum::response::Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        router::<()>().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_style_sheet_has_a_hashed_name_and_an_etag() {
        let url = url("css/tokens.css");
        assert_ne!(url, "/assets/css/tokens.css");
        let answer = ask(&url).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.headers().contains_key(header::ETAG));
        let kind = answer.headers()[header::CONTENT_TYPE].to_str().unwrap();
        assert!(kind.starts_with("text/css"), "{kind}");
    }

    #[tokio::test]
    async fn every_asset_answers() {
        for (_, served) in URLS.iter() {
            let answer = ask(&format!("{PREFIX}{served}")).await;
            assert_eq!(answer.status(), StatusCode::OK, "{served}");
        }
    }

    #[tokio::test]
    async fn what_is_not_there_is_not_found() {
        for path in [
            "/assets/css/none.css",
            "/assets/../Cargo.toml",
            "/assets/%2e%2e/Cargo.toml",
        ] {
            assert_eq!(ask(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn browsers_and_robots_find_their_files() {
        assert_eq!(ask("/favicon.svg").await.status(), StatusCode::OK);
        assert_eq!(ask("/robots.txt").await.status(), StatusCode::OK);
    }
}
