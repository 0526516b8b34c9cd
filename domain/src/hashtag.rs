//! Hashtags: words by which people elsewhere find a special.

/// The most hashtags of one special; more look like advertising, and some servers refuse posts that have many.
pub const MOST: usize = 5;
/// The most characters of one hashtag.
pub const LENGTH: usize = 40;

/// Why hashtags are not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashtagProblem {
    /// Too many.
    #[error("at most {MOST} hashtags")]
    TooMany,
    /// Too long.
    #[error("a hashtag can be at most {LENGTH} characters long")]
    TooLong,
    /// A sign that no server takes for a part of a hashtag, or nothing but digits.
    #[error(
        "{0:?} is no hashtag: it has letters, digits and underscores only, and one letter at least"
    )]
    NotATag(String),
}

/// Reads hashtags as people write them: with or without `#`, between spaces or commas. The same one in other letters counts once; what was written
/// first stays.
pub fn parse_list(text: &str) -> Result<Vec<String>, HashtagProblem> {
    let mut tags: Vec<String> = Vec::new();
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    for word in words {
        let tag = word.trim_start_matches('#');
        if tag.is_empty() {
            continue;
        }
        if tag.chars().count() > LENGTH {
            return Err(HashtagProblem::TooLong);
        }
        if !is_tag(tag) {
            return Err(HashtagProblem::NotATag(tag.to_owned()));
        }
        if tags.iter().any(|known| folded(known) == folded(tag)) {
            continue;
        }
        if tags.len() == MOST {
            return Err(HashtagProblem::TooMany);
        }
        tags.push(tag.to_owned());
    }
    Ok(tags)
}

/// Whether a text is a hashtag, without its `#`.
pub fn is_tag(text: &str) -> bool {
    text.chars().count() <= LENGTH
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && text.chars().any(char::is_alphabetic)
}

/// A hashtag as it is compared and stands in addresses: `#PlatDuJour` and `#platdujour` are the same.
pub fn folded(tag: &str) -> String {
    tag.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn hashtags_are_read_as_people_write_them() {
        let tags = parse_list(" #PlatDuJour, lyon;#Été_2026  #platdujour ").unwrap();
        assert_eq!(tags, ["PlatDuJour", "lyon", "Été_2026"]);
        assert_eq!(parse_list(" , # "), Ok(Vec::new()));
    }

    #[rstest]
    #[case("a b c d e f", HashtagProblem::TooMany)]
    #[case(&"x".repeat(41), HashtagProblem::TooLong)]
    #[case("2026", HashtagProblem::NotATag("2026".into()))]
    #[case("a-b", HashtagProblem::NotATag("a-b".into()))]
    #[case("<b>", HashtagProblem::NotATag("<b>".into()))]
    fn what_is_no_hashtag_is_refused(#[case] text: &str, #[case] problem: HashtagProblem) {
        assert_eq!(parse_list(text), Err(problem));
    }
}
