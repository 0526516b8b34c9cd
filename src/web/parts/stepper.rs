//! A small number: a field with a minus and a plus beside it when there is script.

use askama::Template;

use crate::i18n::Words;

/// A number with buttons.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/stepper.html")]
pub struct Stepper {
    /// The words.
    pub w: Words,
    /// The name of the field.
    pub name: String,
    /// What is counted.
    pub label: String,
    /// The number.
    pub value: u32,
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

super::html!(Stepper);
