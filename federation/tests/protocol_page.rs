//! docs/PROTOCOL.md shows the documents as the fixtures have them, and every term of the open tier.
//!
//! After a fixture or a term has changed: `cargo test -p musette-federation --test protocol_page -- --ignored` writes the page anew.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use musette_federation::context;
use serde_json::Value;

fn page_file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/PROTOCOL.md")
}

/// A fixture without what all documents of its kind share.
fn fixture(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/musette");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json")))
        .unwrap_or_else(|why| panic!("{name}: {why}"));
    let mut value: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
    value.remove("@context");
    format!(
        "```json\n{}\n```\n",
        serde_json::to_string_pretty(&value).unwrap()
    )
}

/// Our terms in open documents, and what each is.
fn terms() -> String {
    let mut all = BTreeMap::new();
    for (kind, context) in [
        ("actor", context::actor()),
        ("actor", context::extras()),
        ("Note", context::approved_note()),
        ("menu", context::menu()),
        ("Event", context::event()),
        ("FeaturedCollection", context::featured_collection()),
    ] {
        for part in context
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_object)
        {
            for (term, meaning) in part {
                let (id, more) = match meaning {
                    Value::String(id) => (id.clone(), String::new()),
                    other => (
                        other["@id"].as_str().unwrap_or_default().to_owned(),
                        ["@type", "@container"]
                            .iter()
                            .filter_map(|key| other.get(key).and_then(Value::as_str))
                            .flat_map(|text| [" ", text])
                            .collect(),
                    ),
                };
                // Prefixes are named in the text.
                if !id.ends_with(['#', '/']) {
                    let of = all.entry(term.clone()).or_insert((id, more, Vec::new()));
                    of.2.push(kind);
                }
            }
        }
    }
    let mut table = String::from("| term | is | in |\n|---|---|---|\n");
    for (term, (id, more, kinds)) in all {
        let _ = writeln!(table, "| `{term}` | `{id}`{more} | {} |", kinds.join(", "));
    }
    table
}

/// The page with what stands after each mark written anew.
fn written(page: &str) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let mark = line
            .strip_prefix("<!-- ")
            .and_then(|rest| rest.strip_suffix(" -->"));
        let Some(mark) = mark else { continue };
        // What stands there now: a block of JSON or a table, after at most one empty line.
        lines.next_if(|line| line.is_empty());
        if lines.peek().is_some_and(|line| *line == "```json") {
            while lines.next_if(|line| *line != "```").is_some() {}
            lines.next();
        } else {
            while lines.next_if(|line| line.starts_with('|')).is_some() {}
        }
        let new = if mark == "terms" {
            terms()
        } else {
            fixture(mark)
        };
        out.push('\n');
        out.push_str(&new);
        if lines.peek().is_some_and(|line| !line.is_empty()) {
            out.push('\n');
        }
    }
    out
}

#[test]
fn the_page_is_as_the_fixtures_and_the_context_are() {
    let page = std::fs::read_to_string(page_file()).unwrap();
    assert!(
        page.matches("```json").count() >= 4,
        "the page has lost its documents"
    );
    let right = written(&page);
    let wrong = page
        .lines()
        .zip(right.lines())
        .find(|(is, should)| is != should);
    assert!(
        page == right,
        "docs/PROTOCOL.md is not as fixtures and terms are (see the head of this file): {wrong:?}"
    );
}

#[test]
#[ignore = "writes docs/PROTOCOL.md anew"]
fn write_the_page_anew() {
    let page = std::fs::read_to_string(page_file()).unwrap();
    std::fs::write(page_file(), written(&page)).unwrap();
}
