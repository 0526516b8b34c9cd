//! Whether a page is live: the time of the last news, and a link for when it is not.

use askama::Template;

use crate::i18n::Words;

/// The source of a page's news. Without script, or when the stream breaks, it is the time of the page and a link.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/live_state.html")]
pub struct LiveState {
    /// The words.
    pub w: Words,
    /// The event stream.
    pub stream: String,
    /// The page itself.
    pub page: String,
    /// When the page was made.
    pub as_of: String,
}

impl LiveState {
    /// News of `page` come from `stream`; the page was made at the time of day `as_of`.
    pub fn new(
        w: Words,
        stream: impl Into<String>,
        page: impl Into<String>,
        as_of: impl Into<String>,
    ) -> Self {
        Self {
            w,
            stream: stream.into(),
            page: page.into(),
            as_of: as_of.into(),
        }
    }
}

super::html!(LiveState);
