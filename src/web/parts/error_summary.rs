//! What is wrong with a form, above it, with links to the fields.

use askama::Template;

use crate::i18n::Words;
use crate::web::form::FormErrors;

/// The list of errors on top of a form. It gets the focus when the page has loaded.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/error_summary.html")]
pub struct ErrorSummary {
    /// The words.
    pub w: Words,
    /// Field and sentence.
    pub errors: Vec<(&'static str, String)>,
}

impl ErrorSummary {
    /// The summary of `errors`, if there are any.
    pub fn of(w: Words, errors: &FormErrors) -> Option<Self> {
        let errors: Vec<_> = errors
            .iter()
            .map(|error| (error.field, error.sentence(w)))
            .collect();
        (!errors.is_empty()).then_some(Self { w, errors })
    }
}

super::html!(ErrorSummary);
