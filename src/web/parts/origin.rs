//! Provenance: a co-op's bag in its hue, and its name. Beside every remote restaurant, basket, ticket and job.

use askama::Template;

use super::Hue;
use crate::i18n::{Markup, Words};

/// What the co-op has to do with the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Just the co-op.
    Of,
    /// "from …".
    From,
    /// "a restaurant of …".
    RestaurantOf,
    /// "cooked by …".
    CookedBy,
    /// "delivered by …".
    DeliveredBy,
    /// "a customer of …".
    CustomerOf,
    /// "your order goes to …".
    OrderGoesTo,
}

/// The bag and the name.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/origin.html")]
pub struct Origin {
    /// The hue of the bag.
    pub hue: Hue,
    /// The sentence, with the co-op's name in it.
    pub text: Markup,
}

impl Origin {
    /// The provenance `coop` (name, and town where it helps), in words that fit the `relation`.
    pub fn new(w: Words, hue: Hue, relation: Relation, coop: &str) -> Self {
        let coop = [("coop", coop)];
        let text = match relation {
            Relation::Of => w.rich("origin-of", &coop),
            Relation::From => w.rich("origin-from", &coop),
            Relation::RestaurantOf => w.rich("origin-restaurant-of", &coop),
            Relation::CookedBy => w.rich("origin-cooked-by", &coop),
            Relation::DeliveredBy => w.rich("origin-delivered-by", &coop),
            Relation::CustomerOf => w.rich("origin-customer-of", &coop),
            Relation::OrderGoesTo => w.rich("origin-order-goes-to", &coop),
        };
        Self { hue, text }
    }
}

super::html!(Origin);
