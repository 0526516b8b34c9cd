//! A picture that a restaurant put here, with its words.

use askama::Template;
use musette_domain::TextValue;

use crate::store::media::Media;

/// A picture; its size is said, so that nothing moves when it comes.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/picture.html")]
pub struct Picture {
    /// Where it is.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
    /// How it lies: a class of the style sheet, or none.
    pub class: &'static str,
}

impl Picture {
    /// A picture of ours.
    pub fn new(row: &Media) -> Self {
        Self {
            src: path(row.id.as_str()),
            alt: row.alt.clone(),
            width: row.width,
            height: row.height,
            class: "",
        }
    }
    /// As the sign beside a name.
    #[must_use]
    pub fn sign(self) -> Self {
        Self {
            class: "sign",
            ..self
        }
    }
    /// For tests and previews.
    pub fn sample() -> Self {
        Self {
            src: path("0193"),
            alt: "Un plat <fumant> de \"poireaux\"".into(),
            width: 1_600,
            height: 1_200,
            class: "",
        }
    }
}

/// Where a picture is.
pub fn path(id: &str) -> String {
    format!("/media/{id}")
}

super::html!(Picture);
