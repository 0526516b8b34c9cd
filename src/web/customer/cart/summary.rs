//! What is in the cart and what it costs with the bike, beside a menu and at the bottom of a phone.

use askama::Template;
use musette_domain::Money;

use super::basket::Basket;
use crate::app::App;
use crate::flow::order::quote;
use crate::i18n::{Markup, Words};
use crate::store::coop::Coop;
use crate::web::format::Format;
use crate::web::parts::{Bill, BillLine, Origin, Relation, html};
use crate::web::visitor::place::Place;
use crate::web::visitor::ride;

/// The price of a cart as far as it is known before the checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// The dishes.
    pub items: Money,
    /// The delivery: known for our own restaurants when the reader's place is.
    pub fee: Option<Money>,
    /// Of which for whoever rides.
    pub rider: Option<Money>,
    /// Metres.
    pub metres: Option<u32>,
}

impl Price {
    /// The price of `basket` for a reader at `place`.
    pub fn of(app: &App, coop: &Coop, basket: &Basket, place: Option<&Place>) -> Self {
        let items = basket.items();
        let listing = &basket.listing;
        let trip = listing
            .position
            .zip(place)
            .and_then(|(counter, place)| ride::way(app, counter, place.position));
        let tariff = quote::tariff(coop);
        let fee = trip
            .filter(|_| listing.is_ours() && listing.reaches(place) == Some(true))
            .and_then(|trip| tariff.fee(f64::from(trip.metres)).ok());
        let rider = fee.and_then(|fee| tariff.shares(items, fee).ok());
        Self {
            items,
            fee,
            rider: rider.map(|shares| shares.courier),
            metres: trip.map(|trip| trip.metres),
        }
    }
    /// Dishes and delivery, or the dishes alone while the delivery is not known.
    pub fn total(&self) -> Money {
        let sum = self.fee.and_then(|fee| self.items.plus(fee).ok());
        sum.unwrap_or(self.items)
    }
}

/// The lines with a bill, and the way to the checkout.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "customer/cart_summary.html")]
pub struct CartSummary {
    w: Words,
    lines: Vec<(i32, String)>,
    bill: Bill,
    origin: Option<Origin>,
    order: String,
    count: i64,
    total: String,
    with_delivery: bool,
    minor: (i64, Option<i64>),
}
html!(CartSummary);

impl CartSummary {
    /// The summary of a cart that is not empty.
    pub fn new(w: Words, format: Format, basket: &Basket, price: Price) -> Self {
        let lines = basket.lines.iter();
        Self {
            w,
            lines: lines.map(|line| (line.count, line.name.clone())).collect(),
            bill: Bill::new(bill(w, format, price)),
            origin: basket.listing.origin(w, Relation::OrderGoesTo),
            order: format!("{}/order", basket.listing.path),
            count: basket.count(),
            total: format.money(price.total()),
            with_delivery: price.fee.is_some(),
            minor: (price.total().minor, price.fee.map(|fee| fee.minor)),
        }
    }

    /// The same at the bottom of a phone.
    pub fn bar(&self) -> CartBar {
        CartBar {
            w: self.w,
            order: self.order.clone(),
            count: self.count,
            total: self.total.clone(),
            with_delivery: self.with_delivery,
        }
    }

    /// For tests and previews.
    pub fn sample(w: Words, format: Format) -> Self {
        let eur = |minor| Money::new(minor, musette_domain::Currency::EUR);
        let price = Price {
            items: eur(3110),
            fee: Some(eur(460)),
            rider: Some(eur(390)),
            metres: Some(1512),
        };
        Self {
            w,
            lines: vec![(2, "Tartelette <masquée>".into())],
            bill: Bill::new(bill(w, format, price)),
            origin: None,
            order: "/@poireau-masque/order".into(),
            count: 2,
            total: format.money(price.total()),
            with_delivery: true,
            minor: (3570, Some(460)),
        }
    }
}

/// Dishes, bike, total with delivery from the first dish on.
pub fn bill(w: Words, format: Format, price: Price) -> Vec<BillLine> {
    let mut lines = vec![BillLine::new(w.say("cart-food"), format.money(price.items))];
    let what = match price.metres {
        Some(metres) => {
            let way = format.distance(metres);
            w.with("cart-bike-way", &[("way", way.as_str())])
        }
        None => w.say("cart-bike").into_owned(),
    };
    let line = BillLine::new(
        what,
        price.fee.map_or_else(String::new, |fee| format.money(fee)),
    );
    lines.push(match (price.fee, price.rider) {
        (None, _) => line.why(Markup::text(&w.say("cart-bike-at-checkout"))),
        (Some(_), None) => line,
        (Some(_), Some(rider)) => {
            let rider = format.money(rider);
            line.why(w.rich("cart-rider-share", &[("amount", rider.as_str())]))
        }
    });
    let total = format.money(price.total());
    lines.push(BillLine::total(w.say("cart-total"), total));
    lines
}

/// The bar at the bottom of a phone.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "customer/cart_bar.html")]
pub struct CartBar {
    w: Words,
    order: String,
    count: i64,
    total: String,
    with_delivery: bool,
}
html!(CartBar);
