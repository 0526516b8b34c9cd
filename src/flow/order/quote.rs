//! What an order at one of our restaurants costs and when it can arrive. Asked by our own checkout, and by partners for their customers.

mod distance;
mod lines;
pub mod restaurant;

use chrono::TimeDelta;
use musette_domain::cart::{CartProblem, Checkout, check, items_total};
use musette_domain::id::{MenuItemId, RestaurantId};
use musette_domain::opening::{OpenState, OpeningHours};
use musette_domain::order::Fulfilment;
use musette_domain::preparation::{KitchenLoad, preparation_time};
use musette_domain::pricing::{Shares, Tariff};
use musette_domain::timing::{HORIZON, Timing, Way, Window, timeline};
use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Instant, Money, Position};

pub(crate) use distance::between;
pub use lines::QuotedLine;
pub use restaurant::{opening_hours, tariff, time_zone};

use crate::app::App;
use crate::flow::refusal::{broken, refusals};
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::{Conn, coop};

/// How long a price is promised.
pub const VALID: TimeDelta = TimeDelta::minutes(10);
/// How long an arrival window is.
pub const WINDOW: TimeDelta = TimeDelta::minutes(20);

/// Where an order is to be brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// To this place; our own customers.
    At(Position),
    /// Somewhere in this cell of resolution 9; a partner's customers.
    Within(Cell),
}

impl Place {
    /// The place, or the middle of the cell.
    fn position(self) -> Option<Position> {
        match self {
            Self::At(position) => Some(position),
            Self::Within(cell) => cell.centre(),
        }
    }
    /// The cell of resolution 9.
    pub fn cell(self) -> Cell {
        match self {
            Self::At(position) => Cell::of(position, CellSize::Block),
            Self::Within(cell) => cell,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// At which restaurant.
    pub restaurant: RestaurantId,
    /// What, and how many.
    pub lines: Vec<(MenuItemId, i32)>,
    /// Delivered or collected.
    pub fulfilment: Fulfilment,
    /// Where to; none for collection, or while no address is known.
    pub place: Option<Place>,
    /// The window the customer chose; none for the first that can be had.
    pub window: Option<Window>,
    /// Whether a partner asks.
    pub from_partner: bool,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The lines with today's prices.
    pub lines: Vec<QuotedLine>,
    /// The items.
    pub items: Money,
    /// The delivery.
    pub fee: Money,
    /// Both.
    pub total: Money,
    /// Who gets what of it.
    pub shares: Shares,
    /// Metres by bicycle; none for collection or without an address.
    pub distance: Option<i32>,
    /// Seconds by bicycle.
    pub duration: Option<i32>,
    /// How long the kitchen takes.
    pub preparation: TimeDelta,
    /// The windows that can be ordered, earliest first.
    pub windows: Vec<Window>,
    /// When the price stops being promised.
    pub valid_through: Instant,
    /// What keeps the cart from being ordered; empty if nothing does.
    pub problems: Vec<CartProblem>,
}

impl Quote {
    /// The way as far as time goes.
    pub fn way(&self, fulfilment: Fulfilment) -> Way {
        way(fulfilment, self.duration)
    }
    /// When the kitchen begins and when the bag leaves, for a window.
    pub fn plan(&self, fulfilment: Fulfilment, window: Window) -> (Instant, Instant) {
        let plan = timeline(window, self.way(fulfilment), self.preparation);
        (plan.preparation_starts, plan.pickup)
    }
}

refusals! {
    /// Why there is no price.
    pub enum QuoteRefusal {
        /// The restaurant is not ours or not shown.
        #[error("there is no such restaurant here")]
        NoRestaurant = "quote-no-restaurant",
        /// It does not deliver.
        #[error("this restaurant does not deliver; its orders are collected")]
        NoDelivery = "quote-no-delivery",
        /// It does not let customers collect.
        #[error("this restaurant's orders cannot be collected, only delivered")]
        NoCollection = "quote-no-collection",
        /// Something is in the way; each problem says how to mend it.
        #[error("{0}")]
        Problems(Problems) = "quote-problems",
    }
}

/// Everything that is in the way of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<CartProblem>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, problem) in self.0.iter().enumerate() {
            let gap = if n == 0 { "" } else { "; " };
            write!(f, "{gap}{problem}")?;
        }
        Ok(())
    }
}

/// The price and the windows, if the cart can be ordered as it is.
pub fn run(c: &mut Conn, app: &App, question: &Question) -> Result<Quote, QuoteRefusal> {
    let quote = look(c, app, question)?;
    if quote.problems.is_empty() {
        Ok(quote)
    } else {
        Err(QuoteRefusal::Problems(Problems(quote.problems)))
    }
}

/// The price and the windows with whatever is in the way, for the cart's page.
pub fn look(c: &mut Conn, app: &App, question: &Question) -> Result<Quote, QuoteRefusal> {
    let now = app.clock.now();
    let restaurant = restaurant::listed(c, &question.restaurant)?;
    match question.fulfilment {
        Fulfilment::Delivery if !restaurant.delivers => return Err(QuoteRefusal::NoDelivery),
        Fulfilment::Collection if !restaurant.collects => return Err(QuoteRefusal::NoCollection),
        _ => {}
    }
    let coop = coop::own(c)?;
    let tariff = tariff(&coop);
    let lines = lines::read(c, app, &restaurant, &question.lines)?;
    let cart: Vec<_> = lines.iter().map(|line| line.checked.clone()).collect();
    let items = items_total(&cart, restaurant.currency)
        .unwrap_or_else(|_| Money::zero(restaurant.currency));
    let trip = distance::to(app, &restaurant, question);
    let fee = fee(tariff, question.fulfilment, trip, restaurant.currency)?;
    let shares = tariff.shares(items, fee).map_err(broken)?;
    let preparation = preparation_time(items, load(&restaurant, now));
    let (mut windows, opens_at) = windows(&restaurant, &coop, question, trip, preparation, now);
    windows.retain(|window| coop.closes_at.is_none_or(|end| window.end <= end));
    let problems = check(&Checkout {
        lines: &cart,
        currency: restaurant.currency,
        minimum: (restaurant.minimum > 0)
            .then(|| Money::new(restaurant.minimum, restaurant.currency)),
        fulfilment: question.fulfilment,
        in_area: restaurant::in_area(&restaurant, question.place),
        takes_orders: restaurant.state == RestaurantState::Listed && coop.takes_orders(now),
        opens_at,
        windows: &windows,
        window: question.window,
        at_another_coop: question.from_partner,
    });
    Ok(Quote {
        lines,
        items,
        fee,
        total: items.plus(fee).map_err(broken)?,
        shares,
        distance: trip.map(|trip| trip.0),
        duration: trip.map(|trip| trip.1),
        preparation,
        windows,
        valid_through: now.plus(VALID),
        problems,
    })
}

fn load(restaurant: &Restaurant, now: Instant) -> KitchenLoad {
    if restaurant.is_busy(now) {
        KitchenLoad::Rush
    } else {
        KitchenLoad::Normal
    }
}

fn way(fulfilment: Fulfilment, seconds: Option<i32>) -> Way {
    match fulfilment {
        Fulfilment::Collection => Way::Collection,
        Fulfilment::Delivery => Way::Delivery {
            shipping: TimeDelta::seconds(i64::from(seconds.unwrap_or(0))),
        },
    }
}

fn fee(
    tariff: Tariff,
    fulfilment: Fulfilment,
    trip: Option<(i32, i32)>,
    currency: musette_domain::Currency,
) -> Result<Money, QuoteRefusal> {
    Ok(match (fulfilment, trip) {
        (Fulfilment::Collection, _) => Money::zero(currency),
        (Fulfilment::Delivery, trip) => tariff
            .fee(trip.map_or(0.0, |(metres, _)| f64::from(metres)))
            .map_err(broken)?,
    })
}

fn windows(
    restaurant: &Restaurant,
    coop: &coop::Coop,
    question: &Question,
    trip: Option<(i32, i32)>,
    preparation: TimeDelta,
    now: Instant,
) -> (Vec<Window>, Option<Instant>) {
    let Some(hours) = opening_hours(restaurant, coop) else {
        return (Vec::new(), None);
    };
    let way = way(question.fulfilment, trip.map(|trip| trip.1));
    let timing = Timing {
        range: WINDOW,
        preparation,
        way,
        ordering_delay: TimeDelta::minutes(restaurant.ordering_delay.into()),
        pickup_delay: match question.fulfilment {
            Fulfilment::Delivery => TimeDelta::minutes(coop.pickup_delay.into()),
            // Nobody has to ride.
            Fulfilment::Collection => TimeDelta::zero(),
        },
    };
    let mut windows = timing.windows(&hours, now);
    if let Some(closed) = restaurant.closed_until {
        windows.retain(|window| timeline(*window, way, preparation).preparation_starts >= closed);
    }
    (windows, opens_at(&hours, restaurant.closed_until, now))
}

/// When the kitchen next opens, if it is closed.
fn opens_at(hours: &OpeningHours, closed_until: Option<Instant>, now: Instant) -> Option<Instant> {
    let from = closed_until.map_or(now, |closed| closed.max(now));
    match hours.state_at(from) {
        OpenState::Open { .. } => (from > now).then_some(from),
        OpenState::Closed { opens_at } => opens_at.filter(|at| *at < now.plus(HORIZON * 53)),
    }
}
