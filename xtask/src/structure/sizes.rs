//! How large files are.

use super::Source;

/// A file over this is not one operation any more.
const TOO_LARGE: usize = 800;

/// Files that are too large. Generated tables are exempt.
pub fn check(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|s| !s.path.ends_with("store/schema.rs"))
        .filter_map(|source| {
            let lines = source.text.lines().count();
            (lines > TOO_LARGE)
                .then(|| format!("{}: {lines} lines; {TOO_LARGE} is the limit", source.path))
        })
        .collect()
}

/// Prints the median and the largest files.
pub fn list(sources: &[Source]) {
    let mut lines: Vec<(usize, &str)> = sources
        .iter()
        .map(|s| (s.text.lines().count(), s.path.as_str()))
        .collect();
    lines.sort_unstable_by(|a, b| b.cmp(a));
    let median = lines.get(lines.len() / 2).map_or(0, |(n, _)| *n);
    println!("structure: median file {median} lines; the largest:");
    for (count, path) in lines.iter().take(8) {
        println!("  {count:>5} {path}");
    }
}
