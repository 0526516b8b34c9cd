//! Addresses of ours with control characters in them: there is nothing at such an address, and no database is asked for it.

use axum::extract::{Extension, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::Method;

use super::Peer;
use super::noise::reason_of;
use super::problem::Problem;

/// Answers 404 when the path has control characters in it, 400 when the question behind it has.
pub async fn guard(Extension(peer): Extension<Peer>, request: Request, next: Next) -> Response {
    let uri = request.uri();
    let problem = if has_controls(uri.path()) {
        Problem::not_found("There is nothing at this address.")
    } else if uri.query().is_some_and(has_controls) {
        Problem::bad_request("The address has control characters in it; leave them out.")
    } else {
        return next.run(request).await;
    };
    if *request.method() == Method::POST {
        peer.noise.count("", reason_of(problem.status));
    }
    problem.into_response()
}

/// Whether a part of an address has ASCII control characters, which come percent-encoded.
fn has_controls(part: &str) -> bool {
    part.split('%')
        .skip(1)
        .filter_map(|after| after.get(..2))
        .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .filter_map(|digits| u8::from_str_radix(digits, 16).ok())
        .any(|byte| byte.is_ascii_control())
}

#[cfg(test)]
mod tests {
    use super::has_controls;

    #[test]
    fn control_characters_in_addresses() {
        for bad in [
            "/ap/r/%00",
            "%0a",
            "/x%2F%1f/y",
            "%7F",
            "a=%0D%0A",
            "%25%00",
        ] {
            assert!(has_controls(bad), "{bad}");
        }
        for good in [
            "/ap/r/x", "%C3%A9", "%2500", "%20", "100%", "%", "%é", "%+1", "%g0",
        ] {
            assert!(!has_controls(good), "{good}");
        }
    }
}
