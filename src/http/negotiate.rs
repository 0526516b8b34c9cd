//! Whether a refusal is told as a page.

use axum::http::{HeaderMap, header};

/// The media types of an `Accept` header without their parameters.
fn accepted(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(header::ACCEPT).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| part.split(';').next().unwrap_or_default().trim())
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
    #[case("text/html,application/xhtml+xml,*/*;q=0.8", true)]
    #[case("application/activity+json", false)]
    #[case(
        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\", text/html;q=0.1",
        true
    )]
    #[case("*/*", true)]
    #[case("application/json", false)]
    #[case("text/event-stream", false)]
    fn pages(#[case] accept: &str, #[case] page: bool) {
        assert_eq!(wants_page(&headers(accept)), page);
    }

    #[test]
    fn who_says_nothing_reads_pages() {
        assert!(wants_page(&HeaderMap::new()));
    }
}
