//! What a part says by colour: always together with words.

use std::fmt;

use askama::Template;

/// How a part is tinted. Yellow is "now" or "here", red is trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// No tint.
    #[default]
    Plain,
    /// Done, open, adopted.
    Ok,
    /// Late soon, full, differs.
    Warn,
    /// Error, allergy, late, unreachable.
    Stop,
    /// Now, here.
    Now,
}

impl Tone {
    const fn attribute(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Ok => " data-s=\"ok\"",
            Self::Warn => " data-s=\"warn\"",
            Self::Stop => " data-s=\"stop\"",
            Self::Now => " data-s=\"now\"",
        }
    }
}

/// Prints the attribute with a space before it: `<p class="tag"{{ tone }}>`.
impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.attribute())
    }
}
impl askama::FastWritable for Tone {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        dest.write_str(self.attribute()).map_err(Into::into)
    }
}

/// A word or two in a tinted box.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/tag.html")]
pub struct Tag {
    /// The words.
    pub text: String,
    /// The tint.
    pub tone: Tone,
    /// An icon before the words, such as `leaf`.
    pub icon: Option<&'static str>,
}

impl Tag {
    /// A tag of these words and this tint.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
            icon: None,
        }
    }
    /// The same tag with an icon.
    #[must_use]
    pub fn icon(self, icon: &'static str) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }
}

super::html!(Tone, Tag);
