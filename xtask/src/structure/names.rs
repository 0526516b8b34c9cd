//! Names that say nothing.

use super::Source;

const SAY_NOTHING: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "manager", "misc", "mod",
];

/// Files whose name does not say what is in them.
pub fn check(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter_map(|source| {
            let mut parts = source.path.trim_end_matches(".rs").split('/');
            let empty = parts.find(|part| SAY_NOTHING.contains(part))?;
            Some(format!(
                "{}: `{empty}` does not say what is in it",
                source.path
            ))
        })
        .collect()
}
