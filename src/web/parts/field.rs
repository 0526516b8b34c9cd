//! A field of a form: label above, hint under it, error under the hint, input last and kept.

use askama::Template;

use crate::i18n::Words;
use crate::web::form::{Form, FormErrors};

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A line of text.
    #[default]
    Text,
    /// Several lines; how many are shown.
    Area(u8),
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A password. Never shown again.
    Password,
    /// A whole number.
    Number,
    /// An amount or another number with decimals, read by the server in the reader's way of writing.
    Decimal,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time of day, such as `2026-11-20T18:30`.
    Moment,
    /// Words to search for.
    Search,
    /// A web address.
    Url,
    /// A picture of the person's own. Never shown again: browsers do not keep it.
    Picture,
}

impl Kind {
    const fn input(self) -> &'static str {
        match self {
            Self::Text | Self::Area(_) | Self::Decimal | Self::Number => "text",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Password => "password",
            Self::Date => "date",
            Self::Time => "time",
            Self::Moment => "datetime-local",
            Self::Search => "search",
            Self::Url => "url",
            Self::Picture => "file",
        }
    }
    /// What a file may be.
    const fn accept(self) -> Option<&'static str> {
        match self {
            Self::Picture => Some("image/jpeg,image/png,image/webp"),
            _ => None,
        }
    }
    const fn mode(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Tel => Some("tel"),
            Self::Number => Some("numeric"),
            Self::Decimal => Some("decimal"),
            Self::Search => Some("search"),
            Self::Url => Some("url"),
            _ => None,
        }
    }
}

/// A field with its label.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    w: Words,
    name: &'static str,
    id: String,
    label: String,
    kind: Kind,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    autocomplete: &'static str,
    most: Option<usize>,
    optional: bool,
    lang: Option<String>,
}

impl Field {
    /// A field; its name is also its id.
    pub fn new(w: Words, name: &'static str, label: impl Into<String>) -> Self {
        Self {
            w,
            name,
            id: name.to_owned(),
            label: label.into(),
            kind: Kind::Text,
            value: String::new(),
            hint: None,
            error: None,
            autocomplete: "off",
            most: None,
            optional: false,
            lang: None,
        }
    }
    /// What it takes.
    #[must_use]
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
    /// With an id of its own, when the name stands several times on a page.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..self
        }
    }
    /// What stands in it.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }
    /// What the person wrote, and what is wrong with it.
    #[must_use]
    pub fn kept(self, form: &Form, errors: &FormErrors) -> Self {
        Self {
            value: form.raw(self.name).to_owned(),
            error: errors.sentence(self.w, self.name),
            ..self
        }
    }
    /// What is wrong with it.
    #[must_use]
    pub fn errors(self, errors: &FormErrors) -> Self {
        Self {
            error: errors.sentence(self.w, self.name),
            ..self
        }
    }
    /// A sentence under the label.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
    /// What the browser may fill in (HTML `autocomplete`), such as `email` or `address-line1`.
    #[must_use]
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self {
            autocomplete,
            ..self
        }
    }
    /// How many characters fit.
    #[must_use]
    pub fn most(self, most: usize) -> Self {
        Self {
            most: Some(most),
            ..self
        }
    }
    /// It may stay empty, and says so.
    #[must_use]
    pub fn optional(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }
    /// The language of what is written in it.
    #[must_use]
    pub fn lang(self, lang: impl Into<String>) -> Self {
        Self {
            lang: Some(lang.into()),
            ..self
        }
    }

    fn rows(&self) -> Option<u8> {
        match self.kind {
            Kind::Area(rows) => Some(rows),
            _ => None,
        }
    }
    fn shown(&self) -> &str {
        if matches!(self.kind, Kind::Password | Kind::Picture) {
            ""
        } else {
            &self.value
        }
    }
    /// The ids of hint and error, which describe the field.
    fn described(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-h", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-e", self.id));
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

super::html!(Field);
