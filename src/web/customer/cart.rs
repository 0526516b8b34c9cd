//! `/cart`: what is in it, each line to be changed, and the way to the checkout.

pub mod add;
pub mod basket;
pub mod change;
pub mod summary;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use basket::{Basket, BasketLine, Trouble};
use musette_domain::Money;
use musette_domain::cart::MAX_COUNT;
use summary::{CartSummary, Price};

use crate::http::session::Session;
use crate::http::{PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::web::format::Format;
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Act, Empty, Link, Look, Notice, Stepper, Tone, allergen};
use crate::web::visitor::place;

/// A line of the page.
struct Line {
    id: String,
    name: String,
    allergens: String,
    price: String,
    trouble: Option<String>,
    stepper: Stepper,
    remove: Act,
}

impl Line {
    fn new(w: Words, format: Format, line: &BasketLine) -> Self {
        let trouble = line.trouble.map(|trouble| match trouble {
            Trouble::SoldOut => w.say("cart-line-sold-out").into_owned(),
            Trouble::Gone => w.say("cart-line-gone").into_owned(),
        });
        let name = if line.name.is_empty() {
            w.say("cart-line-unknown").into_owned()
        } else {
            line.name.clone()
        };
        let action = format!("/cart/lines/{}", line.id);
        Self {
            stepper: Stepper {
                w,
                name: "count".into(),
                label: w.with("cart-count-of", &[("dish", name.as_str())]),
                value: u32::try_from(line.count).unwrap_or(0),
                least: 0,
                most: MAX_COUNT,
            },
            remove: Act::new(action, w.say("cart-remove"))
                .field("count", "0")
                .look(Look::Bare)
                .small()
                .spoken(&*name),
            id: line.id.to_string(),
            allergens: allergen::list(w, line.allergens.iter().map(String::as_str)),
            price: format.money(line.total()),
            name,
            trouble,
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "customer/cart.html")]
pub struct CartPage {
    frame: Frame,
    w: Words,
    restaurant: Option<Link>,
    lines: Vec<Line>,
    below: Option<Notice>,
    summary: Option<CartSummary>,
    empty: Option<Empty>,
}

impl CartPage {
    fn new(frame: Frame, basket: Option<(&Basket, Price)>) -> Self {
        let (w, format) = (frame.w, frame.format);
        let full = basket.filter(|(basket, _)| !basket.lines.is_empty());
        let empty = || {
            Empty::new(frame.coop.hue, "bag", w.say("cart-empty"))
                .text(w.say("cart-empty-text"))
                .link(Link::new("/", w.say("cart-find-food")))
        };
        Self {
            w,
            restaurant: basket.map(|(basket, _)| {
                Link::new(basket.listing.path.clone(), basket.listing.name.clone()).look(Look::Bare)
            }),
            lines: full.map_or_else(Vec::new, |(basket, _)| {
                let line = |line| Line::new(w, format, line);
                basket.lines.iter().map(line).collect()
            }),
            below: full.and_then(|(basket, _)| below_minimum(w, format, basket)),
            summary: full.map(|(basket, price)| CartSummary::new(w, format, basket, price)),
            empty: full.is_none().then(empty),
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut page = Self::new(Frame::sample(lang), None);
        let (w, format) = (page.w, page.frame.format);
        let line = BasketLine {
            id: match "0198".parse() {
                Ok(id) => id,
                Err(_) => return page,
            },
            item: "https://montbraquet.example/ap/i/1".into(),
            name: "Tartelette <masquée>".into(),
            count: 2,
            price: Money::new(480, musette_domain::Currency::EUR),
            allergens: vec!["gluten".into(), "milk".into()],
            trouble: Some(Trouble::SoldOut),
        };
        page.lines = vec![Line::new(w, format, &line)];
        page.summary = Some(CartSummary::sample(w, format));
        page.empty = None;
        page
    }
}

/// What is missing to the least that is delivered.
fn below_minimum(w: Words, format: Format, basket: &Basket) -> Option<Notice> {
    let minimum = basket.listing.minimum?;
    let missing = minimum.minus(basket.items()).ok()?;
    let args = [format.money(minimum), format.money(missing)];
    let [minimum, amount] = &args;
    let args = [("minimum", minimum.as_str()), ("missing", amount)];
    (missing.minor > 0).then(|| Notice::new(Tone::Warn, w.with("cart-below-minimum", &args)))
}

/// Shows the cart.
pub async fn show(
    State(site): State<Site>,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let basket = basket::of(&site.app, &session, &coop).await?;
    let place = place::of(&session).await?;
    let price = |basket: &Basket| Price::of(&site.app, &coop, basket, place.as_ref());
    let basket = basket.as_ref().map(|basket| (basket, price(basket)));
    Ok(page::render(&CartPage::new(frame, basket)))
}
