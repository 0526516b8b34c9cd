//! HTML that others wrote, made harmless once, before it is stored.

/// Paragraphs, emphasis, lists and links; no pictures, no styles, nothing that runs.
pub fn clean(html: &str) -> String {
    ammonia::Builder::empty()
        .tags(
            [
                "p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "a", "span",
            ]
            .into_iter()
            .collect(),
        )
        .clean_content_tags(["script", "style", "svg", "math"].into_iter().collect())
        .tag_attributes(
            [("a", ["href"].into_iter().collect())]
                .into_iter()
                .collect(),
        )
        .url_schemes(["https", "http"].into_iter().collect())
        .link_rel(Some("nofollow noopener noreferrer ugc"))
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_of_strangers_is_harmless() {
        let dirty = "<p onclick=\"x()\">Plat <strong>du jour</strong><script>alert(1)</script>\
            <img src=x onerror=alert(1)><svg onload=alert(1)></svg>\
            <a href=\"javascript:alert(1)\">a</a><a href=\"https://lyon.example/\" style=\"x\">b</a></p>";
        assert_eq!(
            clean(dirty),
            "<p>Plat <strong>du jour</strong><a rel=\"nofollow noopener noreferrer ugc\">a</a>\
             <a href=\"https://lyon.example/\" rel=\"nofollow noopener noreferrer ugc\">b</a></p>"
        );
    }
}
