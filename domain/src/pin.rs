//! What is said at the counter and at the door: the pickup code and the customer's PIN. How they are kept secret is not decided here.

/// How often either may be tried.
pub const MAX_TRIES: u32 = 5;

/// The answer to somebody who said a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is wrong; so many tries are left.
    Wrong {
        /// How many tries are left.
        left: u32,
    },
    /// It was tried too often; a person has to decide.
    Locked,
}

/// Judges a try. `failed_before` counts the wrong tries so far; a right code does not open what is locked.
pub const fn judge(failed_before: u32, right: bool) -> Verdict {
    if failed_before >= MAX_TRIES {
        Verdict::Locked
    } else if right {
        Verdict::Right
    } else if failed_before + 1 >= MAX_TRIES {
        Verdict::Locked
    } else {
        Verdict::Wrong {
            left: MAX_TRIES - failed_before - 1,
        }
    }
}

/// A customer's PIN: four digits, from four random bytes.
pub fn pin(random: [u8; 4]) -> String {
    format!("{:04}", u32::from_be_bytes(random) % 10_000)
}

/// A PIN as it was typed: the digits alone, if there are four.
pub fn typed_pin(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Signs that cannot be misheard for one another.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Words that can be called across a kitchen.
const WORDS: &[&str; 64] = &[
    "ACORN", "AGAVE", "ANISE", "APPLE", "BASIL", "BEET", "BERRY", "BREAD", "CHARD", "CHIVE",
    "CITRUS", "CLOVE", "COCOA", "CORN", "CRUMB", "CURRY", "DATE", "DILL", "DOUGH", "FENNEL", "FIG",
    "FLOUR", "GARLIC", "GINGER", "GRAPE", "GUAVA", "HAZEL", "HERB", "HONEY", "KALE", "KIWI",
    "LEEK", "LEMON", "LENTIL", "LIME", "MANGO", "MAPLE", "MELON", "MINT", "NUTMEG", "OLIVE",
    "ONION", "OREGANO", "PAPAYA", "PEACH", "PEAR", "PECAN", "PEPPER", "PLUM", "POPPY", "QUINCE",
    "RADISH", "RHUBARB", "RICE", "SAFFRON", "SAGE", "SESAME", "SORREL", "SPINACH", "SQUASH",
    "THYME", "TURNIP", "VANILLA", "WALNUT",
];

/// A pickup code such as `K7-PLUM`, from three random bytes. With [`MAX_TRIES`] tries a guess succeeds once in thirteen thousand jobs.
pub fn pickup_code(random: [u8; 3]) -> String {
    let [first, second, word] = random;
    let sign = |byte: u8| {
        SIGNS
            .get(usize::from(byte % 32))
            .map_or('0', |b| char::from(*b))
    };
    let word = WORDS.get(usize::from(word % 64)).copied().unwrap_or("PLUM");
    format!("{}{}-{word}", sign(first), sign(second))
}

/// A code as it was typed or heard, made comparable: capital letters and digits; I and L read as 1, O as 0.
pub fn comparable(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(32)
        .map(|c| match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        })
        .collect()
}

/// Whether two codes say the same. Looks at every sign, however early one differs.
pub fn same_code(one: &str, other: &str) -> bool {
    let (one, other) = (comparable(one), comparable(other));
    let differences = one
        .bytes()
        .zip(other.bytes())
        .fold(0_u8, |found, (a, b)| found | (a ^ b));
    !one.is_empty() && one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_tries_and_no_more() {
        assert_eq!(judge(0, true), Verdict::Right);
        assert_eq!(judge(0, false), Verdict::Wrong { left: 4 });
        assert_eq!(judge(3, false), Verdict::Wrong { left: 1 });
        assert_eq!(judge(4, true), Verdict::Right);
        assert_eq!(judge(4, false), Verdict::Locked);
        assert_eq!(judge(5, true), Verdict::Locked);
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        assert_eq!(pickup_code([20, 7, 48]), "M7-PLUM");
        assert!(same_code("K7-PLUM", " k7 plum"));
        assert!(same_code("00-OLIVE", "OO-0L1VE"));
        assert!(!same_code("K7-PLUM", "K7-PEAR"));
        assert!(!same_code("", ""));
        assert!(!same_code("K7-PLUM", "K7-PLUMS"));
        for word in 0..=255 {
            let code = pickup_code([word, word, word]);
            assert!(same_code(&code, &code.to_lowercase()));
        }
    }

    #[test]
    fn pins_have_four_digits() {
        assert_eq!(pin([0, 0, 0, 7]), "0007");
        assert_eq!(pin([0xff; 4]).len(), 4);
        assert_eq!(typed_pin(" 48 21"), Some("4821".to_owned()));
        assert_eq!(typed_pin("48a1"), None);
        assert_eq!(typed_pin("48211"), None);
        assert_eq!(typed_pin("４８２１"), None);
    }
}
