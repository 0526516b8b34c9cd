//! docs/BENCHMARKS.md: what stands between the markers is replaced, everything else is written by people.

use std::path::Path;

use anyhow::Context as _;

/// Replaces the sections that were measured.
pub fn write(root: &Path, sections: &[(&'static str, String)]) -> anyhow::Result<()> {
    let path = root.join("docs/BENCHMARKS.md");
    let mut text = std::fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    for (name, content) in sections {
        text = replaced(&text, name, content)
            .with_context(|| format!("{} has no markers for `{name}`", path.display()))?;
    }
    std::fs::write(&path, text)?;
    println!("wrote docs/BENCHMARKS.md");
    Ok(())
}

/// The text with other content between `<!-- bench:name -->` and `<!-- /bench:name -->`.
fn replaced(text: &str, name: &str, content: &str) -> Option<String> {
    let (before, rest) = text.split_once(&format!("<!-- bench:{name} -->"))?;
    let (_, after) = rest.split_once(&format!("<!-- /bench:{name} -->"))?;
    Some(format!(
        "{before}<!-- bench:{name} -->\n{content}\n<!-- /bench:{name} -->{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let text = "A\n<!-- bench:size -->\nold\n<!-- /bench:size -->\nB\n";
        let new = replaced(text, "size", "new").unwrap();
        assert_eq!(
            new,
            "A\n<!-- bench:size -->\nnew\n<!-- /bench:size -->\nB\n"
        );
        assert_eq!(replaced(&new, "size", "new").unwrap(), new);
        assert!(replaced(text, "idle", "new").is_none());
    }
}
