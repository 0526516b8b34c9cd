//! A partner's customer orders at one of our restaurants.

use musette_domain::cart::CartProblem;
use musette_domain::id::{MenuItemId, RestaurantId};
use musette_domain::order::{Fulfilment, OrderState, Payment, RefusalReason, order_number};
use musette_domain::timing::Window;
use musette_domain::zone::{Cell, CellSize};
use musette_domain::{Instant, Money, TextValue};

use super::place;
use super::quote::{self, Place, Question, Quote, QuoteRefusal};
use super::record;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::agreement::trading::{self, Begins};
use crate::flow::pin_check;
use crate::flow::refusal::{broken, refusals};
use crate::flow::timer::{self, JobKind};
use crate::store::Conn;
use crate::store::orders::{self, Order, OrderSide};
use crate::store::partner;
use crate::store::restaurant::{self, Restaurant};

/// What a partner's desk asks for. Who sent it has been verified; everything in it is a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedOrder {
    /// The partner's desk.
    pub desk: String,
    /// The `Offer` activity's id.
    pub offer_id: String,
    /// The conversation.
    pub context: String,
    /// The handle of our restaurant.
    pub restaurant: String,
    /// Items with the revision the customer saw, and how many.
    pub lines: Vec<ReceivedLine>,
    /// What the customer was told to pay in all.
    pub total: Money,
    /// Delivered or collected.
    pub fulfilment: Fulfilment,
    /// The area of the door (resolution 9).
    pub cell: Option<Cell>,
    /// Where the carrier will read the door.
    pub handoff_url: Option<String>,
    /// The hash of the customer's PIN.
    pub pin_check: Option<String>,
    /// When it should arrive.
    pub window: Window,
    /// How it is paid.
    pub payment: Payment,
    /// Until when the offer stands.
    pub valid_through: Instant,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedLine {
    /// Our item.
    pub item: MenuItemId,
    /// Its revision, as the customer saw it.
    pub revision: i64,
    /// How many.
    pub count: i32,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// It is before the restaurant. The answer follows through `tell.order_answered`.
    Taken(Changed),
    /// It is refused at once, with the reason for the wire; nothing was written.
    Refused(RefusalReason),
}

refusals! {
    /// Why an offered order cannot even be judged.
    pub enum ReceiveRefusal {
        /// No agreement.
        #[error("there is no active trade agreement with this desk")]
        NotAPartner = "receive-not-a-partner",
        /// The offer's id belongs to another partner's order.
        #[error("this offer is known from another desk")]
        NotYours = "receive-not-yours",
    }
}

/// Takes the order before the restaurant, or refuses it with a reason. The same offer again changes nothing.
pub fn run(c: &mut Conn, app: &App, input: &ReceivedOrder) -> Result<Received, ReceiveRefusal> {
    if let Some(known) = orders::lock_of_offer(c, &input.offer_id)? {
        if known.partner_id.as_deref() != Some(input.desk.as_str()) {
            return Err(ReceiveRefusal::NotYours);
        }
        return Ok(Received::Taken(Changed {
            order: Some(known.id),
            ..Changed::nothing()
        }));
    }
    let partner = partner::find_optional(c, &input.desk)?.ok_or(ReceiveRefusal::NotAPartner)?;
    if !trading::with(c, &partner, Begins::They, app.clock.now())?.is_open() {
        return Err(ReceiveRefusal::NotAPartner);
    }
    let Some(restaurant) = restaurant::of_handle(c, &input.restaurant)? else {
        return Ok(Received::Refused(RefusalReason::Unknown));
    };
    if let Some(reason) = malformed(app, input, &partner.host) {
        return Ok(Received::Refused(reason));
    }
    let quote = match quote::run(c, app, &question(input, restaurant.id.clone())) {
        Ok(quote) => quote,
        Err(QuoteRefusal::Store(error)) => return Err(error.into()),
        Err(refusal) => return Ok(Received::Refused(reason(&refusal))),
    };
    if quote.total != input.total || menu_has_changed(input, &quote) {
        return Ok(Received::Refused(RefusalReason::PriceChanged));
    }
    let order = order(app, input, &restaurant, &quote)?;
    orders::insert(c, &order)?;
    place::lines(c, &order, &quote)?;
    record::history(c, &order, None, order.created_at)?;
    timer::at(
        c,
        app,
        JobKind::OrderUnanswered,
        order.id.as_str(),
        order.answer_by,
    )?;
    Ok(Received::Taken(record::topics(&order)))
}

/// What is wrong with the offer before any price is looked at.
fn malformed(app: &App, input: &ReceivedOrder, host: &str) -> Option<RefusalReason> {
    if input.valid_through <= app.clock.now() {
        return Some(RefusalReason::Expired);
    }
    if input.payment != Payment::Cash {
        return Some(RefusalReason::Other);
    }
    if input.fulfilment == Fulfilment::Collection {
        return None;
    }
    let door = input
        .handoff_url
        .as_deref()
        .is_some_and(|url| at_host(url, host));
    let pin = input.pin_check.as_deref().is_some_and(pin_check::is_one);
    let cell = input.cell.is_some_and(|cell| cell.is(CellSize::Block));
    (!(door && pin && cell)).then_some(RefusalReason::Other)
}

/// Whether a URL lies at the partner's own host: a door is nowhere else.
fn at_host(url: &str, host: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| {
        let authority = match (url.host_str(), url.port()) {
            (Some(name), Some(port)) => format!("{name}:{port}"),
            (Some(name), None) => name.to_owned(),
            _ => return false,
        };
        matches!(url.scheme(), "https" | "http") && authority == host
    })
}

fn question(input: &ReceivedOrder, restaurant: RestaurantId) -> Question {
    Question {
        restaurant,
        lines: input
            .lines
            .iter()
            .map(|line| (line.item.clone(), line.count))
            .collect(),
        fulfilment: input.fulfilment,
        place: input.cell.map(Place::Within),
        window: Some(input.window),
        from_partner: true,
    }
}

/// Whether the customer saw an older menu: another price shows in the total, other allergens only here.
fn menu_has_changed(input: &ReceivedOrder, quote: &Quote) -> bool {
    input
        .lines
        .iter()
        .zip(&quote.lines)
        .any(|(told, now)| told.revision != now.revision)
}

/// The wire's reason for a refusal.
pub fn reason(refusal: &QuoteRefusal) -> RefusalReason {
    match refusal {
        QuoteRefusal::Problems(problems) => problems
            .0
            .first()
            .map_or(RefusalReason::Other, problem_reason),
        QuoteRefusal::NoRestaurant => RefusalReason::Unknown,
        QuoteRefusal::NoDelivery => RefusalReason::OutsideArea,
        QuoteRefusal::NoCollection | QuoteRefusal::Store(_) => RefusalReason::Other,
    }
}

/// The wire's reason for a problem of the cart.
pub const fn problem_reason(problem: &CartProblem) -> RefusalReason {
    match problem {
        CartProblem::SoldOut { .. } => RefusalReason::SoldOut,
        CartProblem::NotOnMenu { .. } => RefusalReason::Unknown,
        CartProblem::BelowMinimum { .. } => RefusalReason::BelowMinimum,
        CartProblem::NoAddress | CartProblem::OutsideArea => RefusalReason::OutsideArea,
        CartProblem::NotTakingOrders => RefusalReason::TooBusy,
        CartProblem::Closed { .. } => RefusalReason::Closing,
        CartProblem::WindowExpired { .. } => RefusalReason::TimeNotPossible,
        CartProblem::MixedCurrency { .. } => RefusalReason::PriceChanged,
        CartProblem::Empty
        | CartProblem::TooManyLines
        | CartProblem::Count { .. }
        | CartProblem::AllergensUnknown { .. }
        | CartProblem::TooLarge => RefusalReason::Other,
    }
}

fn order(
    app: &App,
    input: &ReceivedOrder,
    restaurant: &Restaurant,
    quote: &Quote,
) -> Result<Order, ReceiveRefusal> {
    let now = app.clock.now();
    let id = app.ids.new_id().map_err(broken)?;
    let (prepare_at, pickup_at) = quote.plan(input.fulfilment, input.window);
    let delivered = input.fulfilment == Fulfilment::Delivery;
    Ok(Order {
        number: order_number(&id),
        agreement_id: Some(app.urls.order_agreement(id.as_str())),
        id,
        side: OrderSide::Incoming,
        restaurant: app.urls.restaurant(&restaurant.handle),
        restaurant_id: Some(restaurant.id.clone()),
        restaurant_name: restaurant.name.clone(),
        user_id: None,
        partner_id: Some(input.desk.clone()),
        form_key: None,
        state: OrderState::Offered,
        revision: 1,
        reason: None,
        fulfilment: input.fulfilment,
        payment: input.payment,
        currency: restaurant.currency,
        items_total: quote.items.minor,
        delivery_fee: quote.fee.minor,
        total: quote.total.minor,
        restaurant_share: quote.shares.restaurant.minor,
        courier_share: quote.shares.courier.minor,
        coop_share: quote.shares.coop.minor,
        window_from: input.window.start,
        window_to: input.window.end,
        prepare_at,
        pickup_at,
        answer_by: input
            .valid_through
            .min(now.plus(app.config.trade.answer_within)),
        zone: input
            .cell
            .filter(|_| delivered)
            .map(|cell| cell.to_string()),
        distance: quote.distance,
        duration: quote.duration,
        context: Some(input.context.clone()),
        offer_id: Some(input.offer_id.clone()),
        pin_check: input.pin_check.clone().filter(|_| delivered),
        handoff_url: input.handoff_url.clone().filter(|_| delivered),
        carrier_desk: None,
        carrier_name: None,
        eta: None,
        cell: None,
        created_at: now,
        updated_at: now,
        ended_at: None,
    })
}
