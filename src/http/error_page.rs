//! Refusals as pages: whatever a handler, a layer or the router itself refuses, a person reads a sentence in their language and finds a way out.

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::Site;
use super::error::{Carried, Error, Kind};
use super::frame::{self, Reader};
use super::negotiate;
use crate::web::error_page::ErrorPage;

/// The layer that makes pages of refusals. Requests that ask for JSON or for events keep the plain answer.
pub async fn error_pages(State(site): State<Site>, request: Request, next: Next) -> Response {
    let wants_page = negotiate::wants_page(request.headers());
    let method = request.method().clone();
    let reader = Reader::of(
        &method,
        request.headers(),
        request.uri(),
        request.extensions(),
    );
    let response = next.run(request).await;
    let refused = response.status().is_client_error() || response.status().is_server_error();
    if !refused || !wants_page || is_page(&response) {
        return response;
    }
    let error = response.extensions().get::<Carried>().cloned();
    let kind = error.as_ref().map(|Carried(error)| error.kind());
    if kind == Some(Kind::Unauthorized) && matches!(method, Method::GET | Method::HEAD) {
        return Redirect::to(&sign_in_url(&reader.path)).into_response();
    }
    let frame = frame::of_error(&site, &reader).await;
    let words = frame.w;
    let mut page = ErrorPage::new(frame, response.status());
    if let Some(sentence) = error.and_then(|Carried(error)| error.sentence(words)) {
        page = page.text(sentence);
    }
    let mut answer = page.answer();
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

/// Where somebody signs in who wanted to see `path`.
pub fn sign_in_url(path: &str) -> String {
    let back: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("/sign-in?back={back}")
}

/// Whether the answer is a page already, such as a form with its errors.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// What answers where no route does.
pub async fn no_such_page() -> Error {
    Error::not_found()
}

/// What answers after a panic: it is logged by the runtime's own hook, and the person gets the page of a 500.
pub fn after_panic(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    Error::internal(format!("a handler panicked: {text}")).into_response()
}

/// What answers after the time for a request is over.
pub const TIMED_OUT: StatusCode = StatusCode::SERVICE_UNAVAILABLE;
