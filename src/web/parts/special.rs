//! A special of the day: what is left, or until when. In order of arrival, never ranked.

use askama::Template;

use super::{Act, Link, Origin, Picture};
use crate::i18n::{Markup, Words};

/// A special on a shelf, in the feed, or on the restaurant's page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/special_card.html")]
pub struct SpecialCard {
    /// The words.
    pub w: Words,
    /// The title.
    pub title: String,
    /// Where it leads, unless it stands on the restaurant's page.
    pub href: Option<String>,
    /// The language of the restaurant's text, if it is not the page's.
    pub lang: Option<String>,
    /// The restaurant, unless it stands on its page.
    pub restaurant: Option<String>,
    /// The photo.
    pub photo: Option<Picture>,
    /// Hashtags: where each leads, and its words.
    pub hashtags: Vec<(String, String)>,
    /// The text, sanitised.
    pub text: Option<Markup>,
    /// The allergens in words, with commas; `None` where they are not shown.
    pub allergens: Option<String>,
    /// The price.
    pub price: Option<String>,
    /// "6 left", "until 14:00".
    pub left: Option<String>,
    /// When it was posted: for machines and for people.
    pub posted: Option<(String, String)>,
    /// How many replies everybody may read, and where; `None` where there are none.
    pub replies: Option<(String, String)>,
    /// Whether it is still to be had: yellow.
    pub now: bool,
    /// Whose restaurant, if not ours.
    pub origin: Option<Origin>,
    /// Buttons that lead on.
    pub links: Vec<Link>,
    /// Adding it.
    pub add: Option<Act>,
}

impl SpecialCard {
    /// A special with its title and nothing else.
    pub fn new(w: Words, title: impl Into<String>) -> Self {
        Self {
            w,
            title: title.into(),
            href: None,
            lang: None,
            restaurant: None,
            photo: None,
            hashtags: Vec::new(),
            text: None,
            allergens: None,
            price: None,
            left: None,
            posted: None,
            replies: None,
            now: true,
            origin: None,
            links: Vec::new(),
            add: None,
        }
    }
    /// With how many replies everybody may read on the special's page.
    #[must_use]
    pub fn replies(mut self, page: String, count: usize) -> Self {
        self.replies = (count > 0).then(|| {
            let said = self.w.count("replies-count", count);
            (format!("{page}#replies"), said)
        });
        self
    }
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self {
            href: Some("/@poireau-masque".into()),
            restaurant: Some("Le Poireau Masqué".into()),
            photo: Some(Picture::sample()),
            hashtags: vec![("/tags/poireaux".into(), "#Poireaux".into())],
            text: Some(Markup::sanitised(
                "Fumés au foin <script>x</script><b>cette nuit</b>.",
            )),
            allergens: Some(super::allergen::list(w, ["milk", "eggs"])),
            price: Some("13,50 €".into()),
            left: Some("6".into()),
            posted: Some(("2026-11-12T10:42:00+01:00".into(), "10:42".into())),
            ..Self::new(w, "Parmentier de poireaux fumés, œuf coulant")
        }
        .replies("/@poireau-masque/1".into(), 7)
    }
}

super::html!(SpecialCard);
