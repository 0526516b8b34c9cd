//! Notices, empty places and the offline strip.

use askama::Template;

use super::{Act, Hue, Link, Tone};
use crate::i18n::Markup;

/// What happened, what it means for money or food, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/notice.html")]
pub struct Notice {
    /// The tint.
    pub tone: Tone,
    /// The icon.
    pub icon: &'static str,
    /// What happened.
    pub title: String,
    /// What it means.
    pub text: Option<Markup>,
    /// Ways on.
    pub links: Vec<Link>,
    /// Things to do.
    pub acts: Vec<Act>,
}

impl Notice {
    /// A notice; its icon follows the tint.
    pub fn new(tone: Tone, title: impl Into<String>) -> Self {
        let icon = match tone {
            Tone::Plain | Tone::Now => "info",
            Tone::Ok => "check",
            Tone::Warn | Tone::Stop => "warn",
        };
        Self {
            tone,
            icon,
            title: title.into(),
            text: None,
            links: Vec::new(),
            acts: Vec::new(),
        }
    }
    /// With another icon.
    #[must_use]
    pub fn icon(self, icon: &'static str) -> Self {
        Self { icon, ..self }
    }
    /// With what it means.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.markup(Markup::text(text))
    }
    /// With what it means, as [`Words::rich`](crate::i18n::Words::rich) makes it.
    #[must_use]
    pub fn markup(self, text: Markup) -> Self {
        Self {
            text: Some(text),
            ..self
        }
    }
    /// With a way on.
    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.links.push(link);
        self
    }
    /// With something to do.
    #[must_use]
    pub fn act(mut self, act: Act) -> Self {
        self.acts.push(act);
        self
    }
}

/// A place where nothing is yet: a patch, one sentence, one way out.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    /// The hue of the patch.
    pub hue: Hue,
    /// What is on it.
    pub icon: &'static str,
    /// The sentence.
    pub title: String,
    /// A second one.
    pub text: Option<String>,
    /// Ways out.
    pub links: Vec<Link>,
}

impl Empty {
    /// An empty place.
    pub fn new(hue: Hue, icon: &'static str, title: impl Into<String>) -> Self {
        Self {
            hue,
            icon,
            title: title.into(),
            text: None,
            links: Vec::new(),
        }
    }
    /// With a second sentence.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        Self {
            text: Some(text.into()),
            ..self
        }
    }
    /// With a way out.
    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.links.push(link);
        self
    }
}

/// The dark bar under the header: offline since when, what is kept.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/strip.html")]
pub struct Strip {
    /// The icon.
    pub icon: &'static str,
    /// The sentence.
    pub text: String,
}

super::html!(Notice, Empty, Strip);
