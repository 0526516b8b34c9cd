//! What happens around every request, from the outside in, with the reason for the order.
//!
//! 1. *Trace*: everything below is measured and has the request's id.
//! 2. *Headers*: every answer has them, also those of the layers below.
//! 3. *Session*: its cookie is set on whatever the inside answers, pages of refusals included.
//! 4. *Refusals become pages*: needs the session (who is signed in), must see what everything below refuses.
//! 5. *Panics*: become a 500, and so a page.
//! 6. *Time*: a request has 30 s. Event streams have their own group of routes without this and without compression.
//! 7. *CSRF*: a foreign form is refused before anything of it is read.
//! 8. *Body*: a form has 64 KiB. Forms with a picture are a group of their own, with more time and a limit that they check themselves.
//!
//! Peers (`/ap/…`, inboxes) pass only 1, 2, 5 and a time of their own: no cookies, no CSRF, their own limits, problem documents instead of pages.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use super::Site;

/// The most bytes of a form.
pub const FORM_LIMIT: usize = 64 * 1024;
/// How long a page may take.
pub const PAGE_TIME: Duration = Duration::from_secs(30);

/// How long a form with a picture may take: a photo over a slow line.
pub const UPLOAD_TIME: Duration = Duration::from_mins(2);

/// What pages may load: only what is ours.
const POLICY: &str = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The header that names a request in the log.
static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request its id and writes one line about it: the route's pattern, never the path, which may hold a secret or a name.
pub async fn trace(State(site): State<Site>, request: Request, next: Next) -> Response {
    let id = site.app.ids.uuid();
    let route = request.extensions().get::<MatchedPath>();
    let span = tracing::info_span!(
        "request",
        instance = site.app.urls.authority(),
        request.id = id,
        http.method = %request.method(),
        http.route = route.map_or("none", MatchedPath::as_str),
    );
    let begun = site.app.clock.wire();
    let mut response = next.run(request).instrument(span.clone()).await;
    let duration_ms = site.app.clock.wire().since(begun).num_milliseconds();
    let status = response.status();
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::warn!(http.status = status.as_u16(), duration_ms, "answered");
        } else {
            tracing::debug!(http.status = status.as_u16(), duration_ms, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID.clone(), id);
    }
    response
}

/// The headers that tell a browser to be strict with our pages.
#[derive(Clone)]
pub struct Strictness {
    policy: HeaderValue,
    secure: bool,
}

impl Strictness {
    /// Nobody but us may send anything.
    pub fn new(site: &Site) -> Self {
        Self {
            policy: HeaderValue::from_static(POLICY),
            secure: site.is_secure(),
        }
    }
}

/// Sets the headers on every answer that has not set them itself.
pub async fn strict(
    State(strictness): State<Strictness>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "geolocation=(self), camera=(), microphone=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(strictness.policy);
    if strictness.secure {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
    response
}
