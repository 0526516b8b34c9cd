//! French spacing: the translator types plain spaces, the page gets no-break ones.

use std::borrow::Cow;

/// Puts no-break spaces before `: ; ! ? » %` and `€`, and after `«`.
pub(super) fn french(text: &str) -> Cow<'_, str> {
    const NARROW: [(&str, &str); 4] = [
        (" ;", "\u{202f};"),
        (" !", "\u{202f}!"),
        (" ?", "\u{202f}?"),
        (" %", "\u{202f}%"),
    ];
    const WIDE: [(&str, &str); 4] = [
        (" :", "\u{a0}:"),
        (" »", "\u{a0}»"),
        ("« ", "«\u{a0}"),
        (" €", "\u{a0}€"),
    ];
    let mut spaced = Cow::Borrowed(text);
    for (plain, kept) in NARROW.into_iter().chain(WIDE) {
        if spaced.contains(plain) {
            spaced = Cow::Owned(spaced.replace(plain, kept));
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::french;

    #[test]
    fn punctuation_keeps_its_word() {
        assert_eq!(
            french("« Oui » : 4 € ?"),
            "«\u{a0}Oui\u{a0}»\u{a0}: 4\u{a0}€\u{202f}?"
        );
        assert!(matches!(
            french("rien à faire."),
            std::borrow::Cow::Borrowed(_)
        ));
    }
}
