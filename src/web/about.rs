//! `GET /about`: who runs this, what it costs, who decides. The page to link when somebody asks.

use askama::Template;
use musette_domain::{Currency, Money};

use axum::extract::State;
use axum::response::Response;

use super::page::{self, Door, Frame};
use super::parts::{Hue, Origin, Relation, Shares};
use crate::config::instance::SOURCE;
use crate::flow::order::quote::restaurant::tariff;
use crate::http::{PageFrame, Result, Site};
use crate::i18n::Lang;
use crate::store::{self, partner, remote_restaurant};

/// A usual order: food for 30, a ride of a kilometre and a half.
const USUAL_FOOD: i64 = 3_000;
/// How long the usual ride is, in metres.
const USUAL_RIDE: f64 = 1_500.0;

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

/// `GET /about`.
pub async fn show(State(site): State<Site>, reader: PageFrame) -> Result<Response> {
    let PageFrame { frame, coop } = reader;
    let frame = frame.behind(Door::Coop);
    let (w, format) = (frame.w, frame.format);
    let partners = site
        .app
        .db
        .read(|c| {
            partner::in_state(c, partner::PartnerState::Active)?
                .into_iter()
                .map(|row| {
                    let ours = remote_restaurant::list_of_coop(c, &row.coop_id)?.len();
                    Ok((row, ours))
                })
                .collect::<store::Result<Vec<_>>>()
        })
        .await?;
    let neighbours = partners.into_iter().map(|(row, restaurants)| Neighbour {
        origin: Origin::new(
            w,
            Hue::chosen(Some(&row.hue), &row.name),
            Relation::Of,
            &format!("{}, {}", row.name, row.place),
        ),
        href: coop_page(&row.coop_id),
        restaurants: u32::try_from(restaurants).unwrap_or(u32::MAX),
    });
    let money = |minor| format.money(Money::new(minor, coop.currency));
    let food = Money::new(USUAL_FOOD, coop.currency);
    let tariff = tariff(&coop);
    let example = tariff
        .fee(USUAL_RIDE)
        .and_then(|fee| tariff.shares(food, fee))
        .ok()
        .and_then(|s| Shares::new(w, format, s.restaurant, s.courier, s.coop).ok());
    let page = AboutPage {
        base_fee: money(coop.tariff_base),
        km_fee: money(coop.tariff_per_km),
        restaurant_share: format
            .permille(u32::try_from(1000 - coop.commission).unwrap_or_default()),
        example,
        charter: None,
        neighbours: neighbours.collect(),
        handle: format!("@coop@{}", site.app.urls.authority()),
        phone: coop.phone.clone(),
        mail: coop.mail.clone(),
        address: Some(coop.place.clone()),
        source: site
            .app
            .config
            .instance
            .source
            .as_ref()
            .map_or(SOURCE, url::Url::as_str)
            .to_owned(),
        version: env!("CARGO_PKG_VERSION").into(),
        frame,
    };
    Ok(page::render(&page))
}

/// The front page of the server that an actor lives on.
fn coop_page(actor: &str) -> String {
    url::Url::parse(actor).map_or_else(
        |_| actor.to_owned(),
        |id| format!("{}/", id.origin().ascii_serialization()),
    )
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
