//! A restaurant in a list. The name is the only link and covers the card.

use askama::Template;

use super::{Badge, Cloth, Opening, Origin, Relation};
use crate::i18n::Words;

/// A restaurant in a list.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/restaurant_card.html")]
pub struct RestaurantCard {
    /// The words.
    pub w: Words,
    /// The name.
    pub name: String,
    /// The language of the restaurant's text, if it is not the page's.
    pub lang: Option<String>,
    /// Its page.
    pub href: String,
    /// What it cooks, in words.
    pub cuisine: String,
    /// The cloth.
    pub cloth: Cloth,
    /// Whether it takes orders.
    pub badge: Badge,
    /// The window in which it would arrive.
    pub window: Option<String>,
    /// What the bike costs.
    pub fee: Option<String>,
    /// How far by bike.
    pub distance: Option<String>,
    /// Instead of a window and a fee: collection only, out of the area, only to read.
    pub note: Option<String>,
    /// Whose it is.
    pub origin: Option<Origin>,
}

impl RestaurantCard {
    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        let hue = super::Hue::Brick;
        Self {
            w,
            name: "Au Fenouil <Bavard>".into(),
            lang: Some("fr".into()),
            href: "/@fenouil-bavard@pontcassis.example".into(),
            cuisine: "Cuisine du Sud, plats mijotés".into(),
            cloth: Cloth::of("@fenouil-bavard@pontcassis.example"),
            badge: Badge::new(Opening::Open, w.with("open-until", &[("time", "14:00")])),
            window: Some("12:55–13:15".into()),
            fee: Some("6,40 €".into()),
            distance: Some("4,3 km".into()),
            note: None,
            origin: Some(Origin::new(
                w,
                hue,
                Relation::Of,
                "Les Sonnettes, Pontcassis",
            )),
        }
    }
}

super::html!(RestaurantCard);
