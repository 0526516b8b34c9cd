//! Plain text that people wrote, as HTML: the same paragraphs and lists in our documents, feeds and pages.

/// Plain text as HTML: a paragraph for each block of lines, a list where lines begin with a dash, a star or a dot.
pub fn paragraphs(text: &str) -> String {
    text.split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
        .map(block)
        .collect()
}

/// One block: its lines, of which some may be a list.
fn block(text: &str) -> String {
    let mut html = String::new();
    let mut lines: Vec<String> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(item) = list_item(line) {
            flush(&mut html, &mut lines, "<p>", "<br>", "</p>");
            items.push(escape(item));
        } else {
            flush(&mut html, &mut items, "<ul><li>", "</li><li>", "</li></ul>");
            lines.push(escape(line));
        }
    }
    flush(&mut html, &mut lines, "<p>", "<br>", "</p>");
    flush(&mut html, &mut items, "<ul><li>", "</li><li>", "</li></ul>");
    html
}

fn flush(html: &mut String, parts: &mut Vec<String>, open: &str, between: &str, close: &str) {
    if !parts.is_empty() {
        *html += &[open, &parts.join(between), close].concat();
        parts.clear();
    }
}

/// What stands behind the mark of a list.
fn list_item(line: &str) -> Option<&str> {
    let item = ["- ", "* ", "• ", "– "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))?
        .trim();
    (!item.is_empty()).then_some(item)
}

/// Text for use inside HTML, quotation marks included.
pub fn escape(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_make_a_list_and_nothing_is_markup() {
        assert_eq!(
            paragraphs("Today:\n- soup <b>\n* bread & oil\n\nUntil it is gone,\nwarm."),
            "<p>Today:</p><ul><li>soup &lt;b&gt;</li><li>bread &amp; oil</li></ul><p>Until it is gone,<br>warm.</p>"
        );
        assert_eq!(paragraphs("-10 °C\n-"), "<p>-10 °C<br>-</p>");
        assert_eq!(paragraphs(" \n\n "), "");
    }
}
