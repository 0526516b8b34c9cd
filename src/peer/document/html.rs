//! The little HTML that stands in our documents. All of it comes from plain text, escaped.

pub use crate::services::text_html::{escape, paragraphs};

/// A link.
pub fn link(to: &str, shown: &str) -> String {
    format!(
        "<a href=\"{}\" rel=\"nofollow noopener\">{}</a>",
        escape(to),
        escape(shown)
    )
}

/// A hashtag as every server of the Fediverse writes it.
pub fn hashtag(to: &str, tag: &str) -> String {
    format!(
        "<a href=\"{}\" class=\"mention hashtag\" rel=\"tag\">#<span>{}</span></a>",
        escape(to),
        escape(tag)
    )
}
