//! Plain texts that people write: trimmed, of bounded length, without control characters. Markup is no matter here: pages escape it.

use std::borrow::Cow;

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

/// A stranger's text without what shows nothing and deceives: control characters but line breaks and tabs, characters that turn the writing direction,
/// and ones without width that make two names look the same. Joiners stay: Persian and emoji need them.
pub fn without_tricks(text: &str) -> Cow<'_, str> {
    let deceives =
        |c: char| turns_direction(c) || hides(c) || (c.is_control() && !matches!(c, '\n' | '\t'));
    if text.chars().any(deceives) {
        Cow::Owned(text.chars().filter(|c| !deceives(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A stranger's name on one line, without tricks.
pub fn shown_name(text: &str) -> String {
    let plain = without_tricks(text);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a word of a name has letters of two alphabets that look alike, such as a Cyrillic `а` in a Latin name: then it may pretend to be another's.
pub fn mixes_alphabets(name: &str) -> bool {
    name.split(|c: char| !c.is_alphabetic()).any(|word| {
        let mut alphabets = word.chars().filter_map(alphabet);
        let first = alphabets.next();
        alphabets.any(|other| Some(other) != first)
    })
}

/// The alphabet of a letter, of those whose letters look alike.
const fn alphabet(c: char) -> Option<u8> {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(0),
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(1),
        '\u{400}'..='\u{52F}' => Some(2),
        '\u{530}'..='\u{58F}' => Some(3),
        '\u{13A0}'..='\u{13FF}' | '\u{AB70}'..='\u{ABBF}' => Some(4),
        _ => None,
    }
}

/// Characters without width that are not needed to write any language.
const fn hides(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}'
    )
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

    #[rstest]
    #[case("Chez Mireille", "Chez Mireille")]
    #[case(" Chez\n\tMireille ", "Chez Mireille")]
    #[case("Chez \u{202E}ellieriM", "Chez ellieriM")]
    #[case("Mi\u{200B}rei\u{FEFF}lle\u{E0041}", "Mireille")]
    #[case("\u{202E}\u{2066}", "")]
    #[case("👩\u{200D}🍳 Küche", "👩\u{200D}🍳 Küche")]
    fn names_of_strangers(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(shown_name(text), shown);
    }

    #[rstest]
    #[case("Chez Mireille", false)]
    #[case("Crêperie Łódź", false)]
    #[case("Кафе Пушкин", false)]
    #[case("Café Пушкин", false)]
    #[case("寿司 Bar", false)]
    #[case("寿司Bar", false)]
    #[case("Mirеille", true)]
    #[case("Αcme", true)]
    #[case("Pаypаl", true)]
    fn names_of_two_alphabets(#[case] name: &str, #[case] mixes: bool) {
        assert_eq!(mixes_alphabets(name), mixes, "{name}");
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
