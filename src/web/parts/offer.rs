//! A delivery that one co-op offers to others, or that is offered to us.

use askama::Template;

use super::{Act, Hue, Ring, Select, Tag, Task};

/// What one co-op answered to our offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferAnswer {
    /// The co-op.
    pub coop: String,
    /// The answer.
    pub answer: Tag,
}

/// A delivery offer. Area, never an address. Declining looks as easy as taking.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/offer_card.html")]
pub struct OfferCard {
    /// The hue of the offering co-op's bag.
    pub hue: Hue,
    /// Who offers what.
    pub title: String,
    /// The fixed price.
    pub price: String,
    /// What the rider gets of it.
    pub price_note: String,
    /// How long it stands.
    pub ring: Option<Ring>,
    /// The stops.
    pub tasks: Vec<Task>,
    /// With whom.
    pub with: Option<Select>,
    /// Taking it; its form holds the select.
    pub take: Option<Act>,
    /// Passing.
    pub pass: Option<Act>,
    /// The answers to ours.
    pub answers: Vec<OfferAnswer>,
}

impl OfferCard {
    /// For tests and previews.
    pub fn sample(w: crate::i18n::Words) -> Self {
        let riders = [super::Offered::new("m", "Maëlle, 12:47")];
        Self {
            hue: Hue::Brick,
            title: "Les Sonnettes".into(),
            price: "6,40 €".into(),
            price_note: "5,40 €".into(),
            ring: Some(Ring::sample(w)),
            tasks: vec![
                Task::pickup("12:48", "Au Fenouil Bavard, Pontcassis"),
                Task::dropoff("13:00–13:15", "Les Tanneries, 2,1 km"),
            ],
            with: Some(
                Select::new("courier", "Courier", riders)
                    .id("offer-1")
                    .quiet(),
            ),
            take: Some(Act::new("/dispatch/offers/1/take", "OK").go().small()),
            pass: Some(Act::new("/dispatch/offers/1/pass", "–").small()),
            answers: vec![OfferAnswer {
                coop: "La Grande Rustine".into(),
                answer: Tag::new("12:37", super::Tone::Ok),
            }],
        }
    }
}

super::html!(OfferCard);
