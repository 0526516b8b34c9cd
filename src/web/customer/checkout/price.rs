//! What the cart costs for this wish and when it can arrive: asked of our own rules, or of the restaurant's co-op, which answers within two seconds.

use musette_domain::cart::{self, CartLine, CartProblem, Checkout};
use musette_domain::id::{MenuItemId, RestaurantId};
use musette_domain::order::Fulfilment;
use musette_domain::timing::Window;
use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Money, TextValue};

use super::wish::Wish;
use crate::app::App;
use crate::app::quotes::{NoQuote, Quote as Promise, QuoteQuestion};
use crate::flow::order::quote::{self, Place as QuotePlace, Question, Quote, QuoteRefusal};
use crate::http::Result;
use crate::web::customer::cart::basket::{Basket, BasketLine, Trouble};
use crate::web::visitor::listing::Home;

/// The price, with whatever is in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Priced {
    /// The dishes.
    pub items: Money,
    /// The delivery; none while it is not known.
    pub fee: Option<Money>,
    /// What the restaurant gets, who rides, the co-op.
    pub shares: [Money; 3],
    /// Metres by bicycle.
    pub metres: Option<u32>,
    /// The windows that can be had, earliest first.
    pub windows: Vec<Window>,
    /// What is in the way.
    pub problems: Vec<Problem>,
    /// The other co-op's promise.
    pub promise: Option<Promise>,
}

/// Something that is in the way.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// One of the cart's own.
    Cart(CartProblem),
    /// The restaurant does not deliver.
    NoDelivery,
    /// One cannot collect there.
    NoCollection,
    /// The restaurant is gone.
    NoRestaurant,
    /// No agreement with its co-op.
    NoAgreement,
    /// Our co-op owes the restaurant's co-op more than was agreed.
    AtLimit,
    /// Its co-op does not answer.
    Silent,
    /// Its co-op said no, with a reason of the wire.
    Refused(String),
}

impl Priced {
    /// Dishes and delivery.
    pub fn total(&self) -> Money {
        let sum = self.fee.and_then(|fee| self.items.plus(fee).ok());
        sum.unwrap_or(self.items)
    }
    /// Whether a price can be promised.
    pub const fn is_known(&self) -> bool {
        self.fee.is_some()
    }

    /// No price, only what is in the way.
    fn none(basket: &Basket, problems: Vec<Problem>) -> Self {
        let zero = Money::zero(basket.listing.currency);
        Self {
            items: basket.items(),
            fee: None,
            shares: [zero; 3],
            metres: None,
            windows: Vec::new(),
            problems,
            promise: None,
        }
    }
}

/// The question for our own restaurant.
pub fn question(app: &App, restaurant: &RestaurantId, basket: &Basket, wish: &Wish) -> Question {
    let line = |line: &BasketLine| {
        let id = MenuItemId::parse(app.urls.menu_item_id(&line.item)?).ok()?;
        Some((id, line.count))
    };
    let place = wish.place.as_ref();
    Question {
        restaurant: restaurant.clone(),
        lines: basket.lines.iter().filter_map(line).collect(),
        fulfilment: wish.fulfilment(),
        place: place.map(|place| QuotePlace::At(place.position)),
        window: wish.window,
        from_partner: false,
    }
}

/// The price of `basket` for `wish`.
pub async fn of(app: &App, basket: &Basket, wish: &Wish) -> Result<Priced> {
    match &basket.listing.home {
        Home::Ours(restaurant) => here(app, restaurant, basket, wish).await,
        Home::Elsewhere { .. } => Ok(elsewhere(app, basket, wish).await),
    }
}

async fn here(
    app: &App,
    restaurant: &RestaurantId,
    basket: &Basket,
    wish: &Wish,
) -> Result<Priced> {
    let (inner, question) = (app.clone(), question(app, restaurant, basket, wish));
    let quote = app
        .db
        .read(move |c| quote::look(c, &inner, &question))
        .await;
    let problem = match quote {
        Ok(quote) => return Ok(priced(quote, wish)),
        Err(QuoteRefusal::Store(error)) => return Err(error.into()),
        Err(QuoteRefusal::NoRestaurant) => Problem::NoRestaurant,
        Err(QuoteRefusal::NoDelivery) => Problem::NoDelivery,
        Err(QuoteRefusal::NoCollection) => Problem::NoCollection,
        Err(QuoteRefusal::Problems(problems)) => {
            let problems = problems.0.into_iter().map(Problem::Cart).collect();
            return Ok(Priced::none(basket, problems));
        }
    };
    Ok(Priced::none(basket, vec![problem]))
}

fn priced(quote: Quote, wish: &Wish) -> Priced {
    // Without an address the fee would be the tariff's base, which nobody pays.
    let known = wish.fulfilment() == Fulfilment::Collection || wish.place.is_some();
    Priced {
        items: quote.items,
        fee: known.then_some(quote.fee),
        shares: [
            quote.shares.restaurant,
            quote.shares.courier,
            quote.shares.coop,
        ],
        metres: quote.distance.and_then(|metres| u32::try_from(metres).ok()),
        windows: quote.windows,
        problems: quote.problems.into_iter().map(Problem::Cart).collect(),
        promise: None,
    }
}

async fn elsewhere(app: &App, basket: &Basket, wish: &Wish) -> Priced {
    let delivery = wish.fulfilment() == Fulfilment::Delivery;
    let listing = &basket.listing;
    let refused = match (delivery, listing.delivers, listing.collects) {
        (true, false, _) => Some(Problem::NoDelivery),
        (false, _, false) => Some(Problem::NoCollection),
        _ => None,
    };
    let mut problems: Vec<Problem> = refused.into_iter().collect();
    let own = checked(basket, wish, &[]);
    problems.extend(
        own.into_iter()
            .filter(|problem| !is_about_time(problem))
            .map(Problem::Cart),
    );
    if !problems.is_empty() {
        return Priced::none(basket, problems);
    }
    let cell = wish.place.as_ref().filter(|_| delivery);
    let question = QuoteQuestion {
        restaurant: listing.actor.clone(),
        lines: basket
            .lines
            .iter()
            .map(|line| (line.item.clone(), line.count))
            .collect(),
        delivery,
        cell: cell.map(|place| Cell::of(place.position, CellSize::Block).to_string()),
    };
    match app.quotes.quote(&question).await {
        Ok(promise) => promised(basket, wish, promise),
        Err(NoQuote::AtLimit) => Priced::none(basket, vec![Problem::AtLimit]),
        Err(NoQuote::NoAgreement) => Priced::none(basket, vec![Problem::NoAgreement]),
        Err(NoQuote::Unreachable(_)) => Priced::none(basket, vec![Problem::Silent]),
        Err(NoQuote::Refused(reason)) => Priced::none(basket, vec![Problem::Refused(reason)]),
    }
}

fn promised(basket: &Basket, wish: &Wish, promise: Promise) -> Priced {
    let window = |(start, end): &(_, _)| Window {
        start: *start,
        end: *end,
    };
    let windows: Vec<Window> = promise.windows.iter().map(window).collect();
    let problems = checked(basket, wish, &windows);
    Priced {
        items: promise.items,
        fee: Some(promise.fee),
        shares: [
            promise.restaurant_share,
            promise.courier_share,
            promise.coop_share,
        ],
        metres: promise
            .distance
            .and_then(|metres| u32::try_from(metres).ok()),
        windows,
        problems: problems.into_iter().map(Problem::Cart).collect(),
        promise: Some(promise),
    }
}

/// What our copy of the menu says of the cart, before the other co-op is asked and after.
fn checked(basket: &Basket, wish: &Wish, windows: &[Window]) -> Vec<CartProblem> {
    let listing = &basket.listing;
    let lines: Vec<CartLine> = basket
        .lines
        .iter()
        .map(|line| CartLine {
            name: line.name.clone(),
            count: u32::try_from(line.count).unwrap_or(0),
            price: line.price,
            sold_out: line.trouble == Some(Trouble::SoldOut),
            on_menu: line.trouble != Some(Trouble::Gone),
            allergens_known: !line.allergens.iter().any(|code| code == "unknown"),
        })
        .collect();
    cart::check(&Checkout {
        lines: &lines,
        currency: listing.currency,
        minimum: listing.minimum,
        fulfilment: wish.fulfilment(),
        in_area: listing.reaches(wish.place.as_ref()),
        takes_orders: true,
        opens_at: None,
        windows,
        window: wish.window,
        at_another_coop: true,
    })
}

/// Windows are the other co-op's to say.
const fn is_about_time(problem: &CartProblem) -> bool {
    matches!(
        problem,
        CartProblem::Closed { .. } | CartProblem::WindowExpired { .. }
    )
}
