use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_templates::fluent_bundle::FluentResource;
use rstest::rstest;

use super::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` that end in one of `endings`.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, endings, found);
        } else if endings
            .iter()
            .any(|e| path.extension().is_some_and(|x| x == *e))
        {
            found.push(path);
        }
    }
}

/// The file and the keys it defines, of one language.
fn defined(lang: Lang) -> BTreeMap<String, Vec<String>> {
    let folder = root().join("templates/locales").join(lang.text());
    let mut paths = Vec::new();
    files(&folder, &["ftl"], &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let source = fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if let Err((_, faults)) = FluentResource::try_new(source.clone()) {
                panic!("{}: {faults:?}", path.display());
            }
            let mut found: Vec<String> = keys(&source).map(str::to_owned).collect();
            found.sort();
            (name, found)
        })
        .collect()
}

#[test]
fn every_language_has_the_same_keys_in_the_same_files() {
    let english = defined(Lang::En);
    for lang in Lang::ALL {
        let other = defined(*lang);
        assert_eq!(
            english.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        for (file, keys) in &english {
            let theirs: BTreeSet<_> = other[file].iter().collect();
            let ours: BTreeSet<_> = keys.iter().collect();
            let missing: Vec<_> = ours.difference(&theirs).collect();
            let extra: Vec<_> = theirs.difference(&ours).collect();
            assert!(missing.is_empty(), "{lang}/{file} lacks {missing:?}");
            assert!(extra.is_empty(), "{lang}/{file} has besides {extra:?}");
            assert_eq!(ours.len(), keys.len(), "{file} defines a key twice");
        }
    }
}

#[test]
fn every_file_is_included_and_no_key_is_in_two_files() {
    let mut seen = BTreeMap::new();
    for (file, keys) in defined(Lang::En) {
        for key in keys {
            assert!(
                BOOK_EN.bundle.has_message(&key),
                "{file} is not included: {key}"
            );
            if let Some(other) = seen.insert(key.clone(), file.clone()) {
                panic!("{key} is in {other} and in {file}");
            }
        }
    }
}

#[test]
fn every_language_takes_the_same_arguments() {
    let names = |source: &str| -> BTreeMap<String, BTreeSet<String>> {
        let mut found = BTreeMap::new();
        let mut key = String::new();
        for line in source.lines() {
            if let Some(next) = keys(line).next() {
                next.clone_into(&mut key);
            }
            let names = line.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
                rest[..end.unwrap_or(rest.len())].to_owned()
            });
            found
                .entry(key.clone())
                .or_insert_with(BTreeSet::new)
                .extend(names);
        }
        found
    };
    for (english, french) in EN.iter().zip(FR) {
        let (english, french) = (names(english), names(french));
        for (key, ours) in &english {
            assert_eq!(Some(ours), french.get(key), "arguments of {key}");
        }
    }
}

/// The keys that `text` asks for: the literal after `say(`, `with(`, `count(`, `count_with(`, `rich(` or `fill(`.
fn asked(text: &str) -> BTreeSet<String> {
    const CALLS: [&str; 6] = ["say(", "with(", "count(", "count_with(", "rich(", "fill("];
    let mut found = BTreeSet::new();
    for call in CALLS {
        for (at, _) in text.match_indices(&format!(".{call}")) {
            let rest = text[at + call.len() + 1..].trim_start();
            if let Some(literal) = rest.strip_prefix('"').and_then(|r| r.split('"').next()) {
                found.insert(literal.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_key_that_is_asked_for_exists_and_every_key_is_asked_for() {
    let known: BTreeSet<String> = defined(Lang::En).into_values().flatten().collect();
    let mut paths = Vec::new();
    files(&root().join("src"), &["rs"], &mut paths);
    files(
        &root().join("templates"),
        &["html", "txt", "svg"],
        &mut paths,
    );
    let mut unused = known.clone();
    for path in paths {
        // Tests make up keys.
        let all = fs::read_to_string(&path).unwrap();
        let text = all.split("#[cfg(test)]\nmod tests {").next().unwrap();
        if path.ends_with("i18n/tests.rs") || path.ends_with("i18n.rs") {
            continue;
        }
        for key in asked(text) {
            let word = key.contains('-') && !key.contains([' ', '{', '/', '.']);
            let said = text.contains(&format!(".say(\"{key}\""))
                || path.starts_with(root().join("templates"));
            assert!(
                known.contains(&key) || !(word || said),
                "{}: no message {key}",
                path.display()
            );
        }
        unused.retain(|key| !text.contains(&format!("\"{key}\"")));
    }
    assert!(unused.is_empty(), "nobody asks for {unused:#?}");
}

#[rstest]
#[case(Some("fr"), Some("en"), Lang::Fr)]
#[case(Some("xx"), Some("fr-CH, en;q=0.8"), Lang::Fr)]
#[case(None, Some("de, en;q=0.5, fr;q=0.9"), Lang::Fr)]
#[case(None, Some("fr;q=0, en;q=0.1"), Lang::En)]
#[case(None, Some(";;;q=,,"), Lang::Fr)]
#[case(None, None, Lang::Fr)]
fn the_person_chooses_then_the_browser_then_the_coop(
    #[case] cookie: Option<&str>,
    #[case] header: Option<&str>,
    #[case] expected: Lang,
) {
    assert_eq!(Lang::choose(cookie, header, Lang::Fr), expected);
}

#[test]
fn numbers_choose_plurals() {
    let (en, fr) = (Words::new(Lang::En), Words::new(Lang::Fr));
    let key = "about-neighbour-restaurants";
    assert_eq!(en.count(key, 1), "1 restaurant");
    assert_eq!(en.count(key, 2_usize), "2 restaurants");
    assert_eq!(fr.count(key, 0), "0 cuisine");
    assert_eq!(fr.count(key, 3), "3 cuisines");
}

#[test]
fn no_isolation_marks() {
    let text = Words::new(Lang::En).with("origin-from", &[("coop", "<b>")]);
    assert!(!text.contains(['\u{2068}', '\u{2069}']), "{text:?}");
}

#[test]
fn rich_messages_escape_their_arguments() {
    let html = Words::new(Lang::En).rich("origin-from", &[("coop", "<script>\"'")]);
    assert!(!html.as_str().contains("<script>"), "{html}");
    assert!(!html.as_str().contains('"'), "{html}");
}

#[test]
fn a_missing_key_shows_itself() {
    let words = Words::new(Lang::En);
    assert_eq!(words.say("no-such-key"), "no-such-key");
}
