//! What a request wants to have: a page, a document of ActivityPub, or events.

use axum::http::{HeaderMap, header};

/// The media types of ActivityPub documents (ActivityPub 3.2).
const ACTIVITY: [&str; 2] = ["application/activity+json", "application/ld+json"];

/// The media types of an `Accept` header without their parameters.
fn accepted(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(header::ACCEPT).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| part.split(';').next().unwrap_or_default().trim())
}

/// Whether the reader is a server of the Fediverse: it names an ActivityPub type before any page.
pub fn wants_activity(headers: &HeaderMap) -> bool {
    let first = accepted(headers).find(|kind| *kind == "text/html" || ACTIVITY.contains(kind));
    first.is_some_and(|kind| kind != "text/html")
}

/// Whether a refusal should be a page: unless only JSON or an event stream is taken.
pub fn wants_page(headers: &HeaderMap) -> bool {
    let mut kinds = accepted(headers).peekable();
    let none = kinds.peek().is_none();
    none || kinds.any(|kind| matches!(kind, "text/html" | "text/*" | "*/*"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn headers(accept: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())])
    }

    #[rstest]
    #[case("text/html,application/xhtml+xml,*/*;q=0.8", false, true)]
    #[case("application/activity+json", true, false)]
    #[case(
        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\", text/html;q=0.1",
        true,
        true
    )]
    #[case("*/*", false, true)]
    #[case("application/json", false, false)]
    #[case("text/event-stream", false, false)]
    fn kinds(#[case] accept: &str, #[case] activity: bool, #[case] page: bool) {
        assert_eq!(wants_activity(&headers(accept)), activity);
        assert_eq!(wants_page(&headers(accept)), page);
    }

    #[test]
    fn who_says_nothing_reads_pages() {
        assert!(wants_page(&HeaderMap::new()));
        assert!(!wants_activity(&HeaderMap::new()));
    }
}
