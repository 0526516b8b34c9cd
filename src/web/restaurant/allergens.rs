//! The question which allergens are in it.

use musette_domain::TextValue;
use musette_domain::allergen::Allergen;

use crate::i18n::Words;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::parts::allergen::word;
use crate::web::parts::{Choice, Layout, Offered};

/// The name of the field.
const FIELD: &str = "allergens";

/// The fourteen of EU law, and "not stated", as boxes to tick.
pub fn choice(w: Words, form: &Form, errors: &FormErrors) -> Choice {
    let offered = Allergen::ALL.iter().map(|one| {
        let words = match one {
            Allergen::Unknown => w.say("menu-allergens-unknown"),
            known => word(w, known.text()),
        };
        Offered::new(one.text(), words).chosen(form.ticked(FIELD, one.text()))
    });
    Choice::many(FIELD, w.say("menu-allergens"), offered)
        .layout(Layout::Chips)
        .hint(w.say("menu-allergens-hint"))
        .errors(w, errors)
}

/// What was ticked.
pub fn read(form: &Form, errors: &mut FormErrors) -> Vec<Allergen> {
    let ticked: Result<Vec<_>, _> = form.all(FIELD).map(Allergen::parse).collect();
    ticked.unwrap_or_else(|_| {
        errors.add(FIELD, errors::CHOOSE);
        Vec::new()
    })
}

/// Allergens in words, with commas; empty for none of the fourteen.
pub fn words(w: Words, codes: &[String]) -> String {
    let words: Vec<_> = codes
        .iter()
        .map(|code| match code.as_str() {
            "unknown" => w.say("menu-allergens-unknown"),
            known => word(w, known),
        })
        .collect();
    words.join(", ")
}
