//! The opening badge: colour, shape and words agree.

use askama::Template;

/// Whether a restaurant takes orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// ● Open.
    Open,
    /// ◐ Opens later.
    Soon,
    /// ■ Open, but full.
    Full,
    /// ○ Closed.
    Closed,
    /// ◆ Its co-op does not answer.
    Unreachable,
}

impl Opening {
    const fn state(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Soon => "soon",
            Self::Full => "full",
            Self::Closed => "closed",
            Self::Unreachable => "off",
        }
    }
}

/// The badge with its words: "Open until 14:00".
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/badge.html")]
pub struct Badge {
    /// The state.
    pub opening: Opening,
    /// The words.
    pub text: String,
}

impl Badge {
    /// A badge.
    pub fn new(opening: Opening, text: impl Into<String>) -> Self {
        Self {
            opening,
            text: text.into(),
        }
    }
}

super::html!(Badge);
