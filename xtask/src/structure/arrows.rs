//! Who may import whom.

use std::path::Path;

use serde_json::Value;

use super::Source;

/// The rooms of `src/` and the rooms that each may use. `command` wires everything and may use all.
const ROOMS: &[(&str, &[&str])] = &[
    ("store", &[]),
    ("services", &["app"]),
    ("config", &["store"]),
    ("url", &[]),
    ("i18n", &["services"]),
    ("app", &["store", "config", "services", "url"]),
    (
        "flow",
        &["app", "store", "services", "config", "url", "i18n"],
    ),
    (
        "peer",
        &["app", "flow", "store", "config", "url", "services"],
    ),
    (
        "http",
        &[
            "app", "flow", "store", "config", "url", "i18n", "web", "api", "services", "peer",
        ],
    ),
    (
        "web",
        &[
            "app", "flow", "store", "services", "url", "http", "i18n", "config",
        ],
    ),
    (
        "api",
        &["app", "flow", "store", "services", "url", "http", "i18n"],
    ),
    ("job", &["app", "flow", "store", "services", "url", "i18n"]),
    ("command", &["*"]),
];

/// Crates from outside that only some rooms may use.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("diesel", &["store"]),
    ("diesel_migrations", &["store"]),
    ("activitypub_federation", &["peer"]),
    ("musette_federation", &["peer"]),
    ("axum", &["http", "web", "api", "peer", "command"]),
    ("tower_sessions", &["http", "web", "command"]),
    ("anyhow", &["command"]),
];

/// Crates that the members without I/O may use, beside themselves.
const PURE: &[(&str, &[&str])] = &[
    (
        "federation",
        &[
            "aws-lc-rs",
            "base64",
            "chrono",
            "http-signature-normalization",
            "serde",
            "serde_json",
            "thiserror",
            "url",
        ],
    ),
    (
        "domain",
        &[
            "chrono",
            "chrono-tz",
            "h3o",
            "idna",
            "iso_currency",
            "opening-hours",
            "serde",
            "thiserror",
        ],
    ),
];

/// Arrows in `src/` that are not on the map.
pub fn check(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources {
        if is_test(&source.path) {
            continue;
        }
        let Some(room) = room(&source.path) else {
            continue;
        };
        let allowed = ROOMS.iter().find(|(r, _)| *r == room).map(|(_, a)| *a);
        let Some(allowed) = allowed else {
            wrong.push(format!(
                "{}: the room `{room}` is not on the map",
                source.path
            ));
            continue;
        };
        for (number, line) in code_lines(&source.text) {
            for used in names_after(line, "crate::") {
                let known = ROOMS.iter().any(|(r, _)| *r == used);
                if known && used != room && !allowed.contains(&used) && !allowed.contains(&"*") {
                    wrong.push(format!(
                        "{}:{number}: `{room}` may not use `{used}`",
                        source.path
                    ));
                }
            }
            for (name, rooms) in OUTSIDE {
                let used = uses_crate(line, name);
                if used && !rooms.contains(&room) {
                    wrong.push(format!(
                        "{}:{number}: only {} may use `{name}`",
                        source.path,
                        rooms.join(", ")
                    ));
                }
            }
        }
    }
    wrong
}

/// Dependencies of the members without I/O that are not on the map.
pub fn check_members(root: &Path) -> anyhow::Result<Vec<String>> {
    let metadata = super::metadata(root)?;
    let mut wrong = Vec::new();
    let list = |value: &Value, field: &str| {
        let list = value.get(field).and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let text = |value: &Value, field: &str| {
        let text = value.get(field).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    for package in list(&metadata, "packages") {
        let name = text(&package, "name");
        let Some((_, allowed)) = PURE.iter().find(|(p, _)| format!("musette-{p}") == name) else {
            continue;
        };
        for dependency in list(&package, "dependencies") {
            let dev = text(&dependency, "kind") == "dev";
            let used = text(&dependency, "name");
            if !dev && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{name} may not depend on `{used}`"));
            }
        }
    }
    Ok(wrong)
}

/// Files that hold only tests, or what tests are made of, may use anything.
fn is_test(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    path.contains("/tests/") || file.starts_with("test")
}

/// The room of a file in `src/`: `src/store/orders.rs` and `src/store.rs` are in `store`.
fn room(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("src/")?;
    let first = rest.split('/').next()?;
    let room = first.strip_suffix(".rs").unwrap_or(first);
    (room != "lib" && room != "main").then_some(room)
}

/// Lines of code, without comments and without what follows `#[cfg(test)]` (tests may use anything).
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

/// The identifiers that directly follow `prefix` in a line, also inside `crate::{a, b}`.
fn names_after<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let ident = |s: &'a str| {
        let end = s
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(s.len());
        s.get(..end).unwrap_or_default()
    };
    line.match_indices(prefix)
        .filter(|(at, _)| !line.get(..*at).unwrap_or_default().ends_with('$'))
        .flat_map(|(at, _)| {
            let rest = line.get(at + prefix.len()..).unwrap_or_default();
            match rest.strip_prefix('{') {
                Some(list) => list.split([',', '}']).map(|s| ident(s.trim())).collect(),
                None => vec![ident(rest)],
            }
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn uses_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let after = line.get(at + name.len()..).unwrap_or_default();
        let starts =
            !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '"');
        starts
            && (after.starts_with("::")
                || (before.trim_end().ends_with("use") && after.starts_with(';')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source {
            path: path.into(),
            text: text.into(),
        }
    }

    #[test]
    fn an_arrow_that_is_not_on_the_map_is_found() {
        let wrong = check(&[source(
            "src/web/customer/cart.rs",
            "use crate::peer::fetch;\n",
        )]);
        assert_eq!(
            wrong,
            ["src/web/customer/cart.rs:1: `web` may not use `peer`"]
        );
    }

    #[test]
    fn arrows_in_braces_are_found() {
        let wrong = check(&[source(
            "src/flow/order.rs",
            "use crate::{app::App, web::page};\n",
        )]);
        assert_eq!(wrong, ["src/flow/order.rs:1: `flow` may not use `web`"]);
    }

    #[test]
    fn only_the_store_speaks_diesel() {
        let wrong = check(&[source("src/job/mail.rs", "use diesel::prelude::*;\n")]);
        assert_eq!(wrong, ["src/job/mail.rs:1: only store may use `diesel`"]);
    }

    #[test]
    fn comments_and_tests_are_free() {
        let text = "// crate::peer is not used\n#[cfg(test)]\nmod tests { use crate::peer; }\n";
        assert!(check(&[source("src/web/page.rs", text)]).is_empty());
    }
}
