//! `GET /about`: who runs this, what it costs, who decides. The page to link when somebody asks.

use askama::Template;
use musette_domain::{Currency, Money};

use super::page::{Door, Frame};
use super::parts::{Hue, Origin, Relation, Shares};
use crate::i18n::Lang;

/// A co-op with which ours trades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Its bag and name.
    pub origin: Origin,
    /// Its own pages.
    pub href: String,
    /// How many of its restaurants we show.
    pub restaurants: u32,
}

/// The page about the co-op.
#[derive(Debug, Clone, Template)]
#[template(path = "about.html")]
pub struct AboutPage {
    /// The frame.
    pub frame: Frame,
    /// What a delivery costs before the first kilometre.
    pub base_fee: String,
    /// What each started kilometre costs.
    pub km_fee: String,
    /// What restaurants keep of the price of the food.
    pub restaurant_share: String,
    /// A typical order, shared out.
    pub example: Option<Shares>,
    /// Where the charter is.
    pub charter: Option<String>,
    /// Co-ops with which ours trades.
    pub neighbours: Vec<Neighbour>,
    /// The co-op's Fediverse address.
    pub handle: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its mail address.
    pub mail: Option<String>,
    /// Where its office is.
    pub address: Option<String>,
    /// Where the source code of this very version is (AGPL-3.0, section 13).
    pub source: String,
    /// The version.
    pub version: String,
}

impl AboutPage {
    /// The telephone number as a link wants it (RFC 3966): without spaces.
    fn dialled(phone: &str) -> String {
        phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect()
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang).behind(Door::Coop);
        let (w, format) = (frame.w, frame.format);
        let eur = |minor| Money::new(minor, Currency::EUR);
        let origin = Origin::new(w, Hue::Brick, Relation::Of, "Les Sonnettes, Pontcassis");
        Self {
            base_fee: format.money(eur(340)),
            km_fee: format.money(eur(80)),
            restaurant_share: format.permille(900),
            example: Shares::new(w, format, eur(2799), eur(390), eur(381)).ok(),
            charter: Some("https://montbraquet.example/charter".into()),
            neighbours: vec![Neighbour {
                origin,
                href: "https://pontcassis.example/".into(),
                restaurants: 21,
            }],
            handle: "@coop@montbraquet.example".into(),
            phone: Some("+33 1 99 00 00 00".into()),
            mail: Some("desk@montbraquet.example".into()),
            address: Some("2, impasse du Frein-Moteur, Montbraquet".into()),
            source: "https://montbraquet.example/source".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            frame,
        }
    }
}
