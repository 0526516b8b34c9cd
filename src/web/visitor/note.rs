//! What other servers' notes say: cleaned HTML for a page, plain words for a title.

use ammonia::Builder;

use crate::i18n::Markup;

/// The elements of a note that a page keeps. Pictures, headings and the rest would let a note look like the page around it.
const KEPT: [&str; 12] = [
    "p", "br", "a", "b", "strong", "i", "em", "ul", "ol", "li", "span", "del",
];

/// A note for a page.
pub fn html(content: &str) -> Markup {
    let mut builder = Builder::default();
    builder
        .tags(KEPT.into())
        .link_rel(Some("nofollow noopener noreferrer"));
    Markup::sanitised(&builder.clean(content).to_string())
}

/// A note's words without any markup, at most so many characters.
pub fn words(content: &str, most: usize) -> String {
    let spaced = content.replace("<br", " <br").replace("</p>", " </p>");
    let bare = Builder::empty().clean(&spaced).to_string();
    let plain = bare
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= most {
        return plain;
    }
    let mut short: String = plain.chars().take(most).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_words_and_loses_its_tricks() {
        let note = "<p>Knöpfle &amp; Salat</p><script>alert(1)</script><img src=x onerror=alert(1)><h1 style=\"color:red\">!</h1>";
        let html = html(note).to_string();
        assert!(html.contains("Knöpfle &amp; Salat"), "{html}");
        for trick in ["<script", "<img", "onerror", "style=", "<h1"] {
            assert!(!html.contains(trick), "{html}");
        }
        assert_eq!(
            words("<p>Knöpfle &amp; <b>Salat</b></p><p>heute</p>", 50),
            "Knöpfle & Salat heute"
        );
        assert_eq!(words("abcdef", 3), "abc…");
    }
}
