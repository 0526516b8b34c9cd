//! Addresses as people type them, made comparable: small letters, no accents, abbreviations written out.

/// A text in small ASCII letters as far as that goes: ä and é become a and e, ß becomes ss, æ ae, œ oe, ø o.
///
/// German speakers also write ae for ä; [`tokens`] takes care of that.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ť' | 'ţ' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            // Combining marks, as some keyboards write them after the letter.
            '\u{300}'..='\u{36F}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The words of an address, each in its comparable form: `Äulestr. 12b` and `aeulestrasse 12 B` have the same.
pub fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words: Vec<String> = Vec::new();
    for part in folded.split(|c: char| !c.is_alphanumeric()) {
        if part.is_empty() || words.len() >= 12 {
            continue;
        }
        let word = written_out(part);
        // A house number's letter may stand apart: "12 b".
        match words.last_mut() {
            Some(last)
                if word.len() == 1
                    && word.bytes().all(|b| b.is_ascii_lowercase())
                    && last.bytes().all(|b| b.is_ascii_digit()) =>
            {
                last.push_str(&word);
            }
            _ => words.push(word),
        }
    }
    words
}

/// An address or a street as it is kept for searching: its tokens with single spaces.
pub fn normalise(text: &str) -> String {
    tokens(text).join(" ")
}

fn written_out(word: &str) -> String {
    let whole = match word {
        "st" => "sankt".to_owned(),
        "av" | "ave" => "avenue".to_owned(),
        "bd" | "blvd" => "boulevard".to_owned(),
        "pl" => "platz".to_owned(),
        "r" => "rue".to_owned(),
        "str" => "strasse".to_owned(),
        "ch" => "chemin".to_owned(),
        other => match other.strip_suffix("str") {
            Some(stem) if stem.len() > 2 => format!("{stem}strasse"),
            _ => other.to_owned(),
        },
    };
    // Everybody writes ä as a, or as ae; both become a, so that each finds the other.
    whole
        .replace("ae", "a")
        .replace("oe", "o")
        .replace("ue", "u")
}

/// How well an address fits what was typed: 0 for not at all, more for better. Both as [`normalise`] gives them.
///
/// Every typed word must begin a word of the address; whole words count more, and so does a first word that fits the first.
pub fn score(typed: &str, address: &str) -> u32 {
    let words: Vec<&str> = address.split(' ').collect();
    let mut total = 0;
    for (place, part) in typed.split(' ').filter(|part| !part.is_empty()).enumerate() {
        let best = words
            .iter()
            .enumerate()
            .map(|(at, word)| {
                let near = u32::from(place == 0 && at == 0) * 2;
                if *word == part {
                    10 + near
                } else if word.starts_with(part) {
                    5 + near
                } else {
                    0
                }
            })
            .max()
            .unwrap_or(0);
        if best == 0 {
            return 0;
        }
        total += best;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Äulestr. 12b", "Aeulestrasse 12 B")]
    #[case("Äulestraße 12b", "aulestrasse 12b")]
    #[case("St. Luzi-Strasse 5", "sankt luzistr 5")]
    #[case("Hauptstr 3, Vaduz", "HAUPTSTRASSE 3 Vaduz")]
    #[case("12 Rue de l'E\u{301}glise", "12 r. de l’église")]
    fn are_the_same(#[case] one: &str, #[case] other: &str) {
        let join = |text| normalise(text).replace(' ', "");
        assert_eq!(join(one), join(other));
    }

    #[test]
    fn the_better_address_scores_higher() {
        let typed = normalise("Äulestr. 1");
        let exact = score(&typed, &normalise("Äulestrasse 1 Vaduz"));
        let longer = score(&typed, &normalise("Äulestrasse 12 Vaduz"));
        let other = score(&typed, &normalise("Herrengasse 1 Vaduz"));
        assert!(exact > longer && longer > other);
        assert_eq!(other, 0);
        assert_eq!(score("", "anything"), 0);
    }

    #[test]
    fn hostile_lengths_are_bounded() {
        assert_eq!(tokens(&"x ".repeat(10_000)).len(), 12);
    }
}
