//! Pictures: an address, a media type and a text for those who do not see them.

use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, present};
use crate::{Malformed, limits};

/// A picture of a profile, dish or Note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Where it is.
    pub url: Url,
    /// Its media type, such as `image/webp`.
    pub media_type: Option<String>,
    /// What it shows, in words.
    pub alt: Option<String>,
}

impl Image {
    /// Writes the picture.
    pub fn to_json(&self) -> Value {
        present(json!({
            "type": "Image",
            "mediaType": self.media_type,
            "url": self.url,
            "name": self.alt,
        }))
    }

    /// Reads an `Image`, or a `Document` with an image's media type, as most of the Fediverse sends it.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("Image", value)?;
        let media_type = fields.lenient_text("mediaType", 80);
        let is_image = fields.types().any(|t| t == "Image")
            || media_type
                .as_deref()
                .is_some_and(|t| t.starts_with("image/"));
        if !is_image {
            return Err(Malformed::Type {
                expected: "Image",
                found: String::new(),
            });
        }
        Ok(Self {
            url: fields.url("url").or_else(|_| fields.url("href"))?,
            media_type,
            alt: fields
                .lenient_text("name", limits::SUMMARY)
                .or_else(|| fields.lenient_text("summary", limits::SUMMARY)),
        })
    }
}
