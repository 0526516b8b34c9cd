//! Plain texts that people write: trimmed, of bounded length, without control characters. Markup is no matter here: pages escape it.

/// The most characters of a name.
pub const NAME: usize = 100;
/// The most characters of a description.
pub const DESCRIPTION: usize = 1_000;
/// The most characters of a note.
pub const NOTE: usize = 300;

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Nothing but space.
    #[error("please fill this in")]
    Empty,
    /// Too long.
    #[error("this can be at most {limit} characters long; it has {found}")]
    TooLong {
        /// The limit.
        limit: usize,
        /// How many there are.
        found: usize,
    },
    /// Has a control character.
    #[error("this contains characters that cannot be shown; please type it again")]
    Control,
}

/// A name: one line, not empty, at most [`NAME`] characters.
pub fn name(text: &str) -> Result<String, TextProblem> {
    required(text).and_then(|text| plain(text, NAME, false))
}

/// A description: may be empty and have lines, at most [`DESCRIPTION`] characters.
pub fn description(text: &str) -> Result<String, TextProblem> {
    plain(text, DESCRIPTION, true)
}

/// A note: may be empty and have lines, at most [`NOTE`] characters.
pub fn note(text: &str) -> Result<String, TextProblem> {
    plain(text, NOTE, true)
}

fn required(text: &str) -> Result<&str, TextProblem> {
    if text.trim().is_empty() {
        Err(TextProblem::Empty)
    } else {
        Ok(text)
    }
}

/// Characters that show nothing and turn the writing direction of what follows.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn plain(text: &str, limit: usize, lines: bool) -> Result<String, TextProblem> {
    let text = text.trim().replace("\r\n", "\n");
    let found = text.chars().count();
    if found > limit {
        return Err(TextProblem::TooLong { limit, found });
    }
    let refused =
        |c: char| turns_direction(c) || (c.is_control() && !(lines && matches!(c, '\n' | '\t')));
    if text.chars().any(refused) {
        return Err(TextProblem::Control);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("  Zur Post ", Ok("Zur Post".to_owned()))]
    #[case("<b>Zur Post</b>", Ok("<b>Zur Post</b>".to_owned()))]
    #[case(" \t", Err(TextProblem::Empty))]
    #[case("a\nb", Err(TextProblem::Control))]
    #[case("a\u{0}b", Err(TextProblem::Control))]
    #[case("a\u{202E}b", Err(TextProblem::Control))]
    #[case(&"é".repeat(100), Ok("é".repeat(100)))]
    #[case(&"x".repeat(10_000), Err(TextProblem::TooLong { limit: 100, found: 10_000 }))]
    fn names(#[case] text: &str, #[case] result: Result<String, TextProblem>) {
        assert_eq!(name(text), result);
    }

    #[test]
    fn notes_may_have_lines_and_be_empty() {
        assert_eq!(
            note("second floor\r\nleft"),
            Ok("second floor\nleft".to_owned())
        );
        assert_eq!(note(" "), Ok(String::new()));
        assert_eq!(
            description(&"x".repeat(1_001)),
            Err(TextProblem::TooLong {
                limit: 1_000,
                found: 1_001
            })
        );
    }
}
