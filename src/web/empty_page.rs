//! A page on which nothing is yet: one sentence and a way out, never a dead end.

use askama::Template;

use super::page::Frame;
use super::parts::{Empty, Hue, Link};
use crate::i18n::Lang;

/// An empty page.
#[derive(Debug, Clone, Template)]
#[template(path = "empty.html")]
pub struct EmptyPage {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// What is not there, and where to go.
    pub empty: Empty,
}

impl EmptyPage {
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let home = Link::new("/", frame.w.say("door-discover"));
        Self {
            title: frame.w.say("door-following").into_owned(),
            empty: Empty::new(Hue::Plum, "bell", "…").text("…").link(home),
            frame,
        }
    }
}
