//! Choosing among things: radios and checkboxes as cards or chips, and selects.

use askama::Template;

use crate::i18n::Words;
use crate::web::form::FormErrors;

/// How the choices lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// Under each other, with explanations or prices.
    #[default]
    List,
    /// In a grid, for time windows.
    Slots,
    /// Short words in a row.
    Chips,
}

/// One thing to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// The value that is sent.
    pub value: String,
    /// The words.
    pub label: String,
    /// A line below.
    pub note: Option<String>,
    /// A price or a figure at the end.
    pub end: Option<String>,
    /// An icon before the words.
    pub icon: Option<&'static str>,
    /// Chosen.
    pub chosen: bool,
    /// Shown, but not to be had.
    pub disabled: bool,
}

impl Offered {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }
    /// With a line below.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }
    /// With a price or a figure at the end.
    #[must_use]
    pub fn end(self, end: impl Into<String>) -> Self {
        Self {
            end: Some(end.into()),
            ..self
        }
    }
    /// With an icon.
    #[must_use]
    pub fn icon(self, icon: &'static str) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }
    /// Chosen, if so.
    #[must_use]
    pub fn chosen(self, chosen: bool) -> Self {
        Self { chosen, ..self }
    }
    /// Not to be had, if so.
    #[must_use]
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }
}

/// A fieldset of radios, or of checkboxes.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/choice.html")]
pub struct Choice {
    /// The name of the field, and the id of the fieldset's first input.
    pub name: &'static str,
    /// The question.
    pub legend: String,
    /// Whether only screen readers need the question.
    pub quiet: bool,
    /// A hint beside the question, such as "two at most".
    pub hint: Option<String>,
    /// What is wrong.
    pub error: Option<String>,
    /// What can be chosen.
    pub offered: Vec<Offered>,
    /// How it lies.
    pub layout: Layout,
    /// Whether several can be chosen.
    pub many: bool,
}

impl Choice {
    /// A question with one answer.
    pub fn one(
        name: &'static str,
        legend: impl Into<String>,
        offered: impl IntoIterator<Item = Offered>,
    ) -> Self {
        Self {
            name,
            legend: legend.into(),
            quiet: false,
            hint: None,
            error: None,
            offered: offered.into_iter().collect(),
            layout: Layout::List,
            many: false,
        }
    }
    /// A question with any number of answers.
    pub fn many(
        name: &'static str,
        legend: impl Into<String>,
        offered: impl IntoIterator<Item = Offered>,
    ) -> Self {
        Self {
            many: true,
            ..Self::one(name, legend, offered)
        }
    }
    /// Laid out like this.
    #[must_use]
    pub fn layout(self, layout: Layout) -> Self {
        Self { layout, ..self }
    }
    /// With the question for screen readers only.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self {
            quiet: true,
            ..self
        }
    }
    /// With a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
    /// With what `errors` says of it.
    #[must_use]
    pub fn errors(self, w: Words, errors: &FormErrors) -> Self {
        Self {
            error: errors.sentence(w, self.name),
            ..self
        }
    }

    fn kind(&self) -> &'static str {
        if self.many { "checkbox" } else { "radio" }
    }
    fn class(&self) -> &'static str {
        match self.layout {
            Layout::List => "stack tight",
            Layout::Slots => "slots",
            Layout::Chips => "row",
        }
    }
}

/// A select. Its options show their label only.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/select.html")]
pub struct Select {
    /// The name of the field.
    pub name: &'static str,
    /// The id, when the name stands several times on a page.
    pub id: String,
    /// The label.
    pub label: String,
    /// Whether only screen readers need the label.
    pub quiet: bool,
    /// A hint under the label.
    pub hint: Option<String>,
    /// What is wrong.
    pub error: Option<String>,
    /// What can be chosen.
    pub offered: Vec<Offered>,
}

impl Select {
    /// A select.
    pub fn new(
        name: &'static str,
        label: impl Into<String>,
        offered: impl IntoIterator<Item = Offered>,
    ) -> Self {
        Self {
            name,
            id: name.to_owned(),
            label: label.into(),
            quiet: false,
            hint: None,
            error: None,
            offered: offered.into_iter().collect(),
        }
    }
    /// With an id of its own.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..self
        }
    }
    /// With the label for screen readers only.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self {
            quiet: true,
            ..self
        }
    }
    /// With a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
    /// With what `errors` says of it.
    #[must_use]
    pub fn errors(self, w: Words, errors: &FormErrors) -> Self {
        Self {
            error: errors.sentence(w, self.name),
            ..self
        }
    }
}

super::html!(Choice, Select);
