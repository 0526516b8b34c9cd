//! A line of a menu: allergens in the open, price, and how to have it.

use askama::Template;

use super::{Act, Tag};
use crate::i18n::Words;

/// How a dish can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Buy {
    /// Not now: closed, or only to read.
    No,
    /// Sold out; the words say until when.
    SoldOut(String),
    /// It goes into the basket at once.
    Add(Act),
}

/// A dish on a menu.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/dish.html")]
pub struct Dish {
    /// The words.
    pub w: Words,
    /// An id, to come back to.
    pub id: String,
    /// The name.
    pub name: String,
    /// The language of the restaurant's text, if it is not the page's.
    pub lang: Option<String>,
    /// The description.
    pub text: Option<String>,
    /// The allergens in words, with commas; empty for none declared.
    pub allergens: String,
    /// Tags: vegetarian, special.
    pub tags: Vec<Tag>,
    /// The price.
    pub price: String,
    /// How to have it.
    pub buy: Buy,
}

impl Dish {
    fn sold_out(&self) -> Option<&str> {
        match &self.buy {
            Buy::SoldOut(text) => Some(text),
            _ => None,
        }
    }

    /// For tests and previews.
    pub fn sample(w: Words, buy: Buy) -> Self {
        Self {
            w,
            id: "parmentier".into(),
            name: "Parmentier de poireaux fumés".into(),
            lang: Some("fr".into()),
            text: Some("Purée de pommes de terre au beurre demi-sel <demi-sel>.".into()),
            allergens: super::allergen::list(w, ["milk", "celery"]),
            tags: vec![Tag::new(w.say("vegetarian"), super::Tone::Ok).icon("leaf")],
            price: "13,50 €".into(),
            buy,
        }
    }
}

super::html!(Dish);
