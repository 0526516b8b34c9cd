//! Just enough of HTML to read what a page offers: tags, their attributes, and forms as a browser without scripts would send them.

use std::collections::BTreeMap;

/// A tag with its attributes.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// `input`, `/form`.
    pub name: String,
    /// Attributes, without entities.
    pub attributes: BTreeMap<String, String>,
}

impl Tag {
    /// An attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A form with the fields it would send untouched.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it goes; empty: to the page it stands on.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
}

/// All tags in order.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_ascii_alphabetic() || first == '/' {
            let (tag, after) = tag(rest);
            found.push(tag);
            rest = after;
        }
    }
    found
}

/// One tag; `rest` begins with its name.
fn tag(rest: &str) -> (Tag, &str) {
    let end = rest
        .find(|c: char| c.is_whitespace() || c == '>')
        .unwrap_or(rest.len());
    let mut tag = Tag {
        name: rest[..end].to_ascii_lowercase(),
        ..Tag::default()
    };
    let mut rest = rest[end..].trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '>' {
            return (tag, &rest[1..]);
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '>' || c == '=')
            .unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inner = quote.map_or(after, |_| &after[1..]);
            let end = match quote {
                Some(quote) => inner.find(quote),
                None => inner.find(|c: char| c.is_whitespace() || c == '>'),
            };
            let end = end.unwrap_or(inner.len());
            value = &inner[..end];
            rest = inner[end..].trim_start_matches(['"', '\'']).trim_start();
        } else if end == 0 {
            rest = rest.get(1..).unwrap_or_default().trim_start();
            continue;
        }
        tag.attributes.insert(name, plain(value));
    }
    (tag, rest)
}

/// Text without entities.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end < 10);
        let Some(end) = end else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let code = match &rest[1..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            other => other
                .strip_prefix('#')
                .and_then(|number| match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                })
                .and_then(char::from_u32),
        };
        match code {
            Some(letter) => out.push(letter),
            None => out.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    out + rest
}

/// Every form that is sent by POST, with what it would send untouched.
pub fn forms(html: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut inside = false;
    let mut select: Option<String> = None;
    for tag in tags(html) {
        match tag.name.as_str() {
            "form" => {
                inside = tag
                    .get("method")
                    .is_some_and(|m| m.eq_ignore_ascii_case("post"));
                if inside {
                    let action = tag.get("action").unwrap_or_default().to_owned();
                    let fields = Vec::new();
                    forms.push(Form { action, fields });
                }
            }
            "/form" => inside = false,
            "select" => select = tag.get("name").map(str::to_owned),
            "/select" => select = None,
            "option" if inside => {
                if let (Some(name), Some(form)) = (&select, forms.last_mut()) {
                    let first = !form.fields.iter().any(|(known, _)| known == name);
                    let chosen = tag.attributes.contains_key("selected");
                    if first || chosen {
                        form.fields.retain(|(known, _)| known != name);
                        let value = tag.get("value").unwrap_or_default().to_owned();
                        form.fields.push((name.clone(), value));
                    }
                }
            }
            "input" if inside => {
                let kind = tag.get("type").unwrap_or("text");
                let chosen = match kind {
                    "radio" | "checkbox" => tag.attributes.contains_key("checked"),
                    "submit" | "button" => false,
                    _ => true,
                };
                let disabled = tag.attributes.contains_key("disabled");
                if let (Some(name), Some(form), true) =
                    (tag.get("name"), forms.last_mut(), chosen && !disabled)
                {
                    let value = tag.get("value").unwrap_or_default().to_owned();
                    form.fields.push((name.to_owned(), value));
                }
            }
            _ => {}
        }
    }
    forms
}

#[test]
fn forms_are_read_as_a_browser_would_send_them() {
    let html = r#"<p title="a > b">x<form class=x method="post" action="/a?b=1&amp;c=2"><input type="hidden" name="k" value="&#34;v&quot;">
        <input name=t><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
        <select name="s"><option value="x">X<option value="y" selected>Y</select><input type="checkbox" name="c"></form>
        <form action="/get"><input name="q"></form>"#;
    let forms = forms(html);
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].action, "/a?b=1&c=2");
    let fields: Vec<_> = forms[0]
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(fields, [("k", "\"v\""), ("t", ""), ("r", "2"), ("s", "y")]);
}
