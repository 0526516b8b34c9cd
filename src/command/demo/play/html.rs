//! Reads what a browser would of a page: its forms, its links, its texts.
//!
//! Only for our own pages, which are well-formed: a tag is `<name attribute="value">`, and nothing but text stands between tags.

use std::collections::BTreeMap;

/// A tag or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// `<name …>`.
    Open {
        /// Its name in small letters.
        name: String,
        /// Its attributes, references written out.
        attributes: BTreeMap<String, String>,
    },
    /// `</name>`.
    Close(String),
    /// What stands between.
    Text(String),
}

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// An element with everything in it.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    pieces: &'a [Piece],
}

/// A form as it stands in the page, filled with what the page has filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledForm {
    /// Where it goes; empty: to the page itself.
    pub action: String,
    /// Whether it is sent by POST.
    pub post: bool,
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// What its buttons say.
    pub says: String,
}

impl FilledForm {
    /// Fills a field, in place of what stood there.
    #[must_use]
    pub fn having(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.into()));
        self
    }
    /// What stands in a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(known, _)| known == name)?;
        Some(&field.1)
    }
}

/// Takes a page apart.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        if !text.is_empty() {
            pieces.push(Piece::Text(unescape(text)));
        }
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some(end) = end_of_tag(tag) else { break };
        let (tag, after) = tag.split_at(end);
        rest = after.strip_prefix('>').unwrap_or(after);
        pieces.extend(piece(tag.trim_start_matches('<')));
    }
    if !rest.is_empty() && !rest.contains('<') {
        pieces.push(Piece::Text(unescape(rest)));
    }
    pieces
}

/// Where the `>` of a tag stands; one in quotation marks does not count.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices()
        .find(|(_, c)| match (quote, *c) {
            (None, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            (Some(open), c) if c == open => {
                quote = None;
                false
            }
            (None, '>') => true,
            _ => false,
        })
        .map(|(at, _)| at)
}

fn piece(tag: &str) -> Option<Piece> {
    if let Some(name) = tag.strip_prefix('/') {
        return Some(Piece::Close(name.trim().to_ascii_lowercase()));
    }
    if tag.starts_with('!') {
        return None;
    }
    let split = tag.find([' ', '\n', '\t', '\r', '/']).unwrap_or(tag.len());
    let (name, rest) = tag.split_at(split);
    Some(Piece::Open {
        name: name.to_ascii_lowercase(),
        attributes: attributes(rest),
    })
}

fn attributes(mut rest: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\t', '\r', '/']);
        if rest.is_empty() {
            return found;
        }
        let end = rest
            .find(['=', ' ', '\n', '\t', '\r'])
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end.max(1).min(rest.len()));
        let Some(value) = after.strip_prefix('=') else {
            found.insert(name.to_ascii_lowercase(), String::new());
            rest = after;
            continue;
        };
        let quoted = value
            .strip_prefix('"')
            .and_then(|v| v.split_once('"'))
            .or_else(|| value.strip_prefix('\'').and_then(|v| v.split_once('\'')));
        let (value, after) = quoted
            .unwrap_or_else(|| value.split_at(value.find([' ', '\n']).unwrap_or(value.len())));
        found.insert(name.to_ascii_lowercase(), unescape(value));
        rest = after;
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        if let Some((c, after)) =
            reference.and_then(|(name, after)| Some((character(name)?, after)))
        {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

impl<'a> Element<'a> {
    /// The whole page.
    pub fn page(pieces: &'a [Piece]) -> Self {
        Self { pieces }
    }

    /// The attributes of the element itself.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        match self.pieces.first()? {
            Piece::Open { attributes, .. } => attributes.get(name).map(String::as_str),
            _ => None,
        }
    }

    /// Every element below of which this holds, outer ones first.
    pub fn all(
        &self,
        wanted: impl Fn(&str, &BTreeMap<String, String>) -> bool,
    ) -> Vec<Element<'a>> {
        let inner = self.pieces;
        inner
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| match piece {
                Piece::Open { name, attributes } if wanted(name, attributes) => {
                    let rest = inner.get(at..)?;
                    let end = end_of(name, rest);
                    Some(Element {
                        pieces: rest.get(..end)?,
                    })
                }
                _ => None,
            })
            .collect()
    }

    /// Every element below with this name.
    pub fn named(&self, name: &str) -> Vec<Element<'a>> {
        self.all(|found, _| found == name)
    }

    /// Every element below with this attribute, and with this value if one is given.
    pub fn having(&self, attribute: &str, value: Option<&str>) -> Vec<Element<'a>> {
        self.all(|_, attributes| match (attributes.get(attribute), value) {
            (Some(found), Some(value)) => found == value,
            (Some(_), None) => true,
            (None, _) => false,
        })
    }

    /// The texts in it, single spaces between words.
    pub fn text(&self) -> String {
        let mut words = Vec::new();
        for piece in self.pieces {
            if let Piece::Text(text) = piece {
                words.extend(text.split_whitespace());
            }
        }
        words.join(" ")
    }

    /// The forms in it, with what the page has filled in.
    pub fn forms(&self) -> Vec<FilledForm> {
        self.named("form").iter().map(Element::form).collect()
    }

    fn form(&self) -> FilledForm {
        let buttons: Vec<String> = self.named("button").iter().map(Element::text).collect();
        FilledForm {
            action: self.attribute("action").unwrap_or_default().to_owned(),
            post: self
                .attribute("method")
                .is_some_and(|method| method.eq_ignore_ascii_case("post")),
            fields: self.fields(),
            says: buttons.join(" | "),
        }
    }

    fn fields(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        let controls = self.all(|name, attributes| {
            matches!(name, "input" | "select" | "textarea") && attributes.contains_key("name")
        });
        for control in controls {
            let Some(Piece::Open { name, attributes }) = control.pieces.first() else {
                continue;
            };
            if attributes.contains_key("disabled") {
                continue;
            }
            let kind = attributes.get("type").map_or("text", String::as_str);
            let value = match (name.as_str(), kind) {
                ("input", "checkbox" | "radio") if !attributes.contains_key("checked") => continue,
                ("input", "checkbox" | "radio") => attributes
                    .get("value")
                    .cloned()
                    .unwrap_or_else(|| "on".into()),
                ("input", "submit" | "button" | "image") => continue,
                ("input", _) => attributes.get("value").cloned().unwrap_or_default(),
                ("select", _) => match control.chosen() {
                    Some(value) => value,
                    None => continue,
                },
                _ => control.text(),
            };
            let name = attributes.get("name").cloned().unwrap_or_default();
            fields.push((name, value));
        }
        fields
    }

    /// The option of a select that is chosen: the marked one, else the first.
    fn chosen(&self) -> Option<String> {
        let options = self.named("option");
        let marked = options
            .iter()
            .find(|option| option.attribute("selected").is_some());
        let option = marked.or_else(|| options.first())?;
        let value = option.attribute("value").map(str::to_owned);
        Some(value.unwrap_or_else(|| option.text()))
    }
}

/// How many pieces an element has, its tags included.
fn end_of(name: &str, pieces: &[Piece]) -> usize {
    if VOID.contains(&name) {
        return 1;
    }
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open { name: found, .. } if found == name => depth += 1,
            Piece::Close(found) if found == name => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    pieces.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><body data-page="board"><!-- <form> -->
        <h1>Caf&eacute; &amp; B&#252;hne</h1>
        <form method="post" action="/orders/1/accept?x=1&amp;y=2" novalidate>
          <input type="hidden" name="key" value="a&quot;b"><input type=checkbox name=cash checked>
          <input type="radio" name="way" value="a"><input type="radio" name="way" value="b" checked>
          <select name="slot"><option value="1">one</option><option value="2" selected>two</option></select>
          <textarea name="note"> hello </textarea><input name="off" disabled value="x">
          <button class="btn" title="a > b">Accept <b>now</b></button>
        </form><form action="/search"><input name="q"></form></body></html>"#;

    #[test]
    fn a_form_is_read_as_a_browser_fills_it() {
        let pieces = pieces(PAGE);
        let page = Element::page(&pieces);
        let forms = page.forms();
        assert_eq!(forms.len(), 2);
        let form = forms[0].clone();
        assert_eq!(form.action, "/orders/1/accept?x=1&y=2");
        assert!(form.post && !forms[1].post);
        assert_eq!(form.says, "Accept now");
        let fields: Vec<(&str, &str)> = form
            .fields
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(
            fields,
            [
                ("key", "a\"b"),
                ("cash", "on"),
                ("way", "b"),
                ("slot", "2"),
                ("note", "hello")
            ]
        );
        let form = form.having("way", "a");
        assert_eq!(form.value("way"), Some("a"));
        assert_eq!(form.value("off"), None);
    }

    #[test]
    fn texts_and_attributes_are_found() {
        let pieces = pieces(PAGE);
        let page = Element::page(&pieces);
        assert_eq!(page.named("h1")[0].text(), "Caf&eacute; & Bühne");
        assert_eq!(page.having("data-page", Some("board")).len(), 1);
        assert_eq!(
            page.having("title", None)[0].attribute("title"),
            Some("a > b")
        );
    }
}
