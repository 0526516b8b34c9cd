//! The media types of ActivityPub: which we send, which we take.

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE};

/// What we send.
pub const ACTIVITY_JSON: &str = "application/activity+json";
/// What we ask for.
pub const ACCEPTED: &str = "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

/// Whether a document of this `Content-Type` is one of ActivityPub: `application/activity+json`, or `application/ld+json` with its profile.
///
/// Anything else may be a file that somebody uploaded there.
pub fn is_document(content_type: &str) -> bool {
    let (essence, parameters) = split(content_type);
    match essence.as_str() {
        "application/activity+json" => true,
        "application/ld+json" => has_profile(parameters),
        _ => false,
    }
}

/// Whether an inbox takes this `Content-Type`: as [`is_document`], and `application/ld+json` without a profile.
pub fn is_activity(content_type: &str) -> bool {
    matches!(
        split(content_type).0.as_str(),
        "application/activity+json" | "application/ld+json"
    )
}

/// Whether a request asks for ActivityPub rather than a page: it names one of the two types in `Accept` before `text/html`.
pub fn wants_activity(headers: &HeaderMap) -> bool {
    for value in headers.get_all(ACCEPT) {
        let Ok(text) = value.to_str() else { continue };
        for part in text.split(',') {
            let (essence, _) = split(part);
            match essence.as_str() {
                "application/activity+json" | "application/ld+json" => return true,
                "text/html" | "application/xhtml+xml" => return false,
                _ => {}
            }
        }
    }
    false
}

/// The `Content-Type` of a message, if it is text.
pub fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok())
}

fn split(text: &str) -> (String, &str) {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    (essence.trim().to_ascii_lowercase(), parameters)
}

fn has_profile(parameters: &str) -> bool {
    parameters
        .split_once("profile=")
        .is_some_and(|(_, value)| value.contains("https://www.w3.org/ns/activitystreams"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_what_only_looks_like_one() {
        for fine in [
            "application/activity+json",
            "Application/Activity+JSON; charset=utf-8",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
        ] {
            assert!(is_document(fine), "{fine}");
        }
        for other in [
            "application/ld+json",
            "application/json",
            "text/html",
            "image/png",
            "",
        ] {
            assert!(!is_document(other), "{other}");
        }
        assert!(is_activity("application/ld+json"));
        assert!(!is_activity("application/json"));
    }

    #[test]
    fn a_browser_gets_the_page() {
        let asks = |accept: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, accept.parse().unwrap());
            wants_activity(&headers)
        };
        assert!(asks("application/activity+json"));
        assert!(asks(
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\", text/html;q=0.1"
        ));
        assert!(!asks(
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        ));
        assert!(!asks("*/*"));
        assert!(!wants_activity(&HeaderMap::new()));
    }
}
