//! Plain text on its way to and from HTML: what people here write, and the names that people elsewhere give themselves.

/// Whether cleaned HTML shows no word at all: markup, spaces and line breaks alone.
pub fn says_nothing(cleaned: &str) -> bool {
    let mut within = false;
    let text = cleaned.replace("&nbsp;", " ");
    !text.chars().any(|c| {
        match c {
            '<' => within = true,
            '>' => within = false,
            _ => return !within && !c.is_whitespace() && !is_unseen(c),
        }
        false
    })
}

/// Characters that take part in a text without being seen: joiners and marks of direction.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Plain text as HTML: a paragraph for each block of lines, everything that HTML would read escaped.
pub fn as_html(text: &str) -> String {
    text.split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
        .map(|block| ["<p>", &escaped(block).replace('\n', "<br>"), "</p>"].concat())
        .collect()
}

/// The text that [`as_html`] made this HTML of.
pub fn of_html(html: &str) -> String {
    let text = html.replace("</p><p>", "\n\n").replace("<br>", "\n");
    let text = text.trim_start_matches("<p>").trim_end_matches("</p>");
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let plain = |text: String, (sign, c): (&str, &str)| text.replace(sign, c);
    signs.into_iter().fold(text.to_owned(), plain)
}

/// Text for use inside HTML and inside attributes in double or single quotation marks.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A name that somebody elsewhere gave themselves, fit for a line: no control characters, nothing that turns the direction of what follows, at most
/// `most` characters; empty if nothing is left.
pub fn line(text: &str, most: usize) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !is_unseen(*c))
        .collect();
    let words: Vec<_> = plain.split_whitespace().collect();
    words.join(" ").chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::html::clean;

    #[test]
    fn markup_without_words_says_nothing() {
        for html in [
            "",
            "<p></p>",
            "<p>&nbsp; <br></p>",
            "<img src=x>",
            "\u{200B}",
        ] {
            assert!(says_nothing(&clean(html)), "{html}");
        }
        for html in ["a", "<p>&nbsp;é</p>", "&lt;", "🚲", "<a href=\"x\">.</a>"] {
            assert!(!says_nothing(&clean(html)), "{html}");
        }
    }

    #[test]
    fn text_becomes_paragraphs() {
        assert_eq!(
            as_html(" Merci <b>\nà demain\n\n\n\nL'équipe "),
            "<p>Merci &lt;b&gt;<br>à demain</p><p>L&#39;équipe</p>"
        );
        assert_eq!(as_html(" \n\n "), "");
        for text in ["Merci <b>\nà demain\n\nL'équipe", "&amp;lt; \"<p>\"", ""] {
            assert_eq!(of_html(&as_html(text)), text);
        }
    }

    #[test]
    fn names_stay_on_their_line() {
        assert_eq!(line("An\u{202E}na\n  <b>", 50), "Anna <b>");
        assert_eq!(line("abcdef", 3), "abc");
        assert_eq!(line("\u{200B}\u{7}", 9), "");
    }
}
