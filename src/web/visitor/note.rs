//! What other servers' notes say: cleaned HTML for a page, plain words for a title.

use crate::i18n::Markup;

/// A note for a page.
pub fn html(content: &str) -> Markup {
    Markup::sanitised(content)
}

/// A note's title and what is left below it: its first paragraph or line, or, where that is long, its first words above the whole.
pub fn split(content: &str, most: usize) -> (String, Option<Markup>) {
    let ends = ["</p>", "<br"].map(|end| content.find(end));
    if let Some(end) = ends.into_iter().flatten().min() {
        let (first, rest) = content.split_at(end);
        let title = words(first, usize::MAX);
        if !title.is_empty() && title.chars().count() <= most {
            // What ended the title must not begin what is left as an empty paragraph.
            let rest = rest.strip_prefix("</p>").map_or_else(
                || format!("<p>{}", rest.split_once('>').map_or("", |(_, after)| after)),
                str::to_owned,
            );
            let below = !words(&rest, 1).is_empty();
            return (title, below.then(|| html(&rest)));
        }
    }
    let title = words(content, most);
    let whole = title.ends_with('…').then(|| html(content));
    (title, whole)
}

/// A note's words without any markup, at most so many characters.
fn words(content: &str, most: usize) -> String {
    let spaced = content.replace("<br", " <br").replace("</p>", " </p>");
    let plain = crate::services::html::words(&spaced);
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
        assert_eq!(words("<p>Sou\u{202E}p</p>", 9), "Soup");
    }

    #[test]
    fn the_first_line_is_the_title() {
        let note = "<p><strong>Pumpkin soup</strong></p><p>With <a href=\"https://a.example\">seeds</a></p>";
        let (title, below) = split(note, 80);
        assert_eq!(title, "Pumpkin soup");
        let below = below.unwrap().to_string();
        assert_eq!(
            below,
            "<p>With <a href=\"https://a.example\" rel=\"nofollow noopener noreferrer ugc\">seeds</a></p>"
        );
        let (title, below) = split("<p>Soup<br />today</p>", 80);
        assert_eq!(
            (title.as_str(), below.unwrap().to_string().as_str()),
            ("Soup", "<p>today</p>")
        );
        assert!(split("<p>Soup</p>", 80).1.is_none());
        let (title, below) = split("<p>Soup of the day</p><p>warm</p>", 4);
        assert_eq!(title, "Soup…");
        assert!(below.unwrap().to_string().contains("warm"));
    }
}
