//! The 14 allergens of EU law (Regulation 1169/2011, Annex II), as words.

use std::borrow::Cow;

use crate::i18n::Words;

/// The codes of all 14, in the order of the law.
pub const CODES: [&str; 14] = [
    "gluten",
    "crustaceans",
    "eggs",
    "fish",
    "peanuts",
    "soy",
    "milk",
    "nuts",
    "celery",
    "mustard",
    "sesame",
    "sulphites",
    "lupin",
    "molluscs",
];

/// The reader's word for a code. A code that is not in the list stands as it is: an unknown allergen is still shown.
pub fn word(w: Words, code: &str) -> Cow<'_, str> {
    match code {
        "gluten" => w.say("allergen-gluten"),
        "crustaceans" => w.say("allergen-crustaceans"),
        "eggs" => w.say("allergen-eggs"),
        "fish" => w.say("allergen-fish"),
        "peanuts" => w.say("allergen-peanuts"),
        "soy" | "soybeans" => w.say("allergen-soy"),
        "milk" => w.say("allergen-milk"),
        "nuts" => w.say("allergen-nuts"),
        "celery" => w.say("allergen-celery"),
        "mustard" => w.say("allergen-mustard"),
        "sesame" => w.say("allergen-sesame"),
        "sulphites" => w.say("allergen-sulphites"),
        "lupin" => w.say("allergen-lupin"),
        "molluscs" => w.say("allergen-molluscs"),
        other => Cow::Borrowed(other),
    }
}

/// The reader's words for several codes, with commas between them.
pub fn list<'a>(w: Words, codes: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<_> = codes.into_iter().map(|code| word(w, code)).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_code_has_a_word_in_every_language() {
        for lang in Lang::ALL {
            for code in CODES {
                assert!(!word(Words::new(*lang), code).contains("allergen-"));
            }
        }
        assert_eq!(
            list(Words::new(Lang::Fr), ["milk", "nuts"]),
            "lait, fruits à coque"
        );
    }
}
