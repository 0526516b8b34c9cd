//! Buttons: an act is a form of one button, a link is a button that only leads somewhere.

use askama::Template;

use crate::web::form::FormKey;

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Like most buttons.
    #[default]
    Plain,
    /// The one main button in view.
    Go,
    /// Quiet, underlined.
    Bare,
    /// Quiet and red, for what destroys or refuses.
    Stop,
    /// Yellow: the hand-over of the moment.
    Now,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "btn",
            Self::Go => "btn go",
            Self::Bare | Self::Stop => "btn bare",
            Self::Now => "btn sun",
        }
    }
}

/// A form with one button and what it posts.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/act.html")]
pub struct Act {
    /// Where it posts.
    pub action: String,
    /// The verb on the button.
    pub label: String,
    /// What only a screen reader says after the label, when several buttons have the same words.
    pub spoken: Option<String>,
    /// Hidden fields.
    pub fields: Vec<(&'static str, String)>,
    /// The key that makes a second press harmless.
    pub key: Option<FormKey>,
    /// The look.
    pub look: Look,
    /// An icon before the label.
    pub icon: Option<&'static str>,
    /// As wide as its place.
    pub full: bool,
    /// Small.
    pub small: bool,
    /// The courier's: 72 px high.
    pub huge: bool,
}

impl Act {
    /// A button that posts to `action`.
    pub fn new(action: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            label: label.into(),
            spoken: None,
            fields: Vec::new(),
            key: None,
            look: Look::Plain,
            icon: None,
            full: false,
            small: false,
            huge: false,
        }
    }
    /// With this look.
    #[must_use]
    pub fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }
    /// As the main button.
    #[must_use]
    pub fn go(self) -> Self {
        self.look(Look::Go)
    }
    /// With an icon.
    #[must_use]
    pub fn icon(self, icon: &'static str) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }
    /// With words for screen readers after the label.
    #[must_use]
    pub fn spoken(self, spoken: impl Into<String>) -> Self {
        Self {
            spoken: Some(spoken.into()),
            ..self
        }
    }
    /// With a hidden field.
    #[must_use]
    pub fn field(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.push((name, value.into()));
        self
    }
    /// With a key against double presses.
    #[must_use]
    pub fn key(self, key: FormKey) -> Self {
        Self {
            key: Some(key),
            ..self
        }
    }
    /// As wide as its place.
    #[must_use]
    pub fn full(self) -> Self {
        Self { full: true, ..self }
    }
    /// Small.
    #[must_use]
    pub fn small(self) -> Self {
        Self {
            small: true,
            ..self
        }
    }
    /// For a gloved thumb.
    #[must_use]
    pub fn huge(self) -> Self {
        Self {
            huge: true,
            full: true,
            ..self
        }
    }

    /// The hidden fields and the button alone, for a form that holds more.
    pub fn inner(&self) -> ActInner<'_> {
        ActInner { act: self }
    }

    fn classes(&self) -> String {
        let mut classes = self.look.class().to_owned();
        for (has, class) in [
            (self.full, " full"),
            (self.small, " small"),
            (self.huge, " hd huge"),
        ] {
            if has {
                classes.push_str(class);
            }
        }
        classes
    }
}

/// What stands in the form of an [`Act`].
#[derive(Debug, Template)]
#[template(path = "parts/act_inner.html")]
pub struct ActInner<'a> {
    act: &'a Act,
}

/// A link that looks like a button.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/link.html")]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// The words.
    pub label: String,
    /// The look.
    pub look: Look,
    /// An icon before the label.
    pub icon: Option<&'static str>,
}

impl Link {
    /// A link with plain look.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            look: Look::Plain,
            icon: None,
        }
    }
    /// With this look.
    #[must_use]
    pub fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }
    /// With an icon.
    #[must_use]
    pub fn icon(self, icon: &'static str) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }
}

super::html!(Act, ActInner<'_>, Link);
