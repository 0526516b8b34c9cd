//! Hand-over codes: one to show, one to write down, one to type with gloves.

use askama::Template;

use super::{Act, Look};
use crate::i18n::Words;
use crate::web::form::FormKey;

/// One large number with the sentence where to say it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/give_code.html")]
pub struct GiveCode {
    /// Where to say or show it.
    pub title: String,
    /// The code.
    pub code: String,
    /// What is handed over.
    pub note: Option<String>,
}

/// A field for a code, and the button that hands over.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/code_form.html")]
pub struct CodeForm {
    /// The id of the field; several stand on a page.
    pub id: String,
    /// The label.
    pub label: String,
    /// The button; its action and fields are the form's.
    pub act: Act,
    /// What is wrong with the code that was tried.
    pub error: Option<String>,
}

/// The key pad of the courier; without script a numeric field.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/pin_pad.html")]
pub struct PinPad {
    /// The words.
    pub w: Words,
    /// Whose code.
    pub title: String,
    /// Where it posts.
    pub action: String,
    /// What makes a second press harmless.
    pub key: Option<FormKey>,
    /// What is wrong with the code that was tried.
    pub error: Option<String>,
    /// Where one goes who has no code.
    pub no_code: Option<String>,
    /// How many digits.
    pub digits: u8,
}

impl PinPad {
    /// The id of the form, for the button at the thumb: `<button form="pin">`.
    pub const FORM: &'static str = "pin";
    /// The name of the field.
    pub const FIELD: &'static str = "pin";

    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self {
            w,
            title: "Camille".into(),
            action: "/courier/tasks/1/deliver".into(),
            key: None,
            error: None,
            no_code: Some("/courier/tasks/1/no-code".into()),
            digits: 4,
        }
    }
}

impl CodeForm {
    /// For tests and previews.
    pub fn sample() -> Self {
        Self {
            id: "code41".into(),
            label: "Code".into(),
            act: Act::new("/restaurant/orders/41/hand-over", "OK")
                .look(Look::Now)
                .full(),
            error: Some("1234?".into()),
        }
    }
}

super::html!(GiveCode, CodeForm, PinPad);
