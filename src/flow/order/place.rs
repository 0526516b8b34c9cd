//! Our customer orders at one of our restaurants.

use chrono::TimeDelta;
use musette_domain::id::{CartId, MenuItemId, UserId};
use musette_domain::opening::OpenState;
use musette_domain::order::{Fulfilment, OrderState, Payment, order_number};
use musette_domain::timing::Window;
use musette_domain::{Instant, TextValue};

use super::doorstep::{self, Doorstep};
use super::letter;
use super::quote::{self, Place, Question, Quote, QuoteRefusal, opening_hours};
use super::record;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::{broken, refusals};
use crate::flow::timer::{self, JobKind};
use crate::store::order_line::{self, OrderLine};
use crate::store::orders::{self, Order, OrderSide};
use crate::store::restaurant::{self, Restaurant};
use crate::store::{Conn, cart, cart_line, coop};

/// What the checkout's form says.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// Who orders.
    pub user: UserId,
    /// The form's own key: the same form sent twice is one order.
    pub form_key: String,
    /// The cart.
    pub cart: CartId,
    /// Delivered or collected.
    pub fulfilment: Fulfilment,
    /// The chosen window; none for the first that can be had.
    pub window: Option<Window>,
    /// The door, for a delivery.
    pub door: Option<Doorstep>,
}

refusals! {
    /// Why an order is not placed.
    pub enum PlaceRefusal {
        /// The cart is gone: ordered already, or too old.
        #[error("this cart is gone; it was ordered already or is too old")]
        NoCart = "place-no-cart",
        /// The cart is another person's.
        #[error("this cart belongs to somebody else")]
        NotYours = "place-not-yours",
        /// The cart is for a restaurant elsewhere or for none.
        #[error("this cart is for a restaurant that is not here")]
        NotOurRestaurant = "place-not-our-restaurant",
        /// A delivery without a door.
        #[error("please say where to deliver")]
        NoAddress = "place-no-address",
        /// There is no price, or something is in the way.
        #[error("{0}")]
        Quote(QuoteRefusal) = "place-quote",
    }
}

impl From<QuoteRefusal> for PlaceRefusal {
    fn from(refusal: QuoteRefusal) -> Self {
        match refusal {
            QuoteRefusal::Store(error) => Self::Store(error),
            other => Self::Quote(other),
        }
    }
}

/// Places the order. `Changed::order` is the order, also when the form was sent before.
pub fn run(c: &mut Conn, app: &App, input: &Placement) -> Result<Changed, PlaceRefusal> {
    if let Some(order) = orders::of_form(c, &input.form_key)? {
        return again(&order, &input.user);
    }
    let (restaurant, question) = question(c, app, input)?;
    let quote = quote::run(c, app, &question)?;
    let mut order = order(c, app, input, &restaurant, &quote)?;
    let release = match (input.fulfilment, &input.door) {
        (Fulfilment::Delivery, Some(door)) => Some(doorstep::prepare(app, &mut order, door)),
        (Fulfilment::Delivery, None) => return Err(PlaceRefusal::NoAddress),
        (Fulfilment::Collection, _) => None,
    };
    if !orders::insert_if_absent(c, &order)? {
        let order = orders::of_form(c, &input.form_key)?.ok_or(PlaceRefusal::NoCart)?;
        return again(&order, &input.user);
    }
    if let Some(release) = release {
        doorstep::keep(c, &release)?;
    }
    lines(c, &order, &quote)?;
    record::history(c, &order, None, order.created_at)?;
    cart::delete(c, &input.cart)?;
    timer::at(
        c,
        app,
        JobKind::OrderUnanswered,
        order.id.as_str(),
        order.answer_by,
    )?;
    letter::placed(c, app, &order)?;
    Ok(record::topics(&order))
}

fn again(order: &Order, user: &UserId) -> Result<Changed, PlaceRefusal> {
    if order.user_id.as_ref() != Some(user) {
        return Err(PlaceRefusal::NotYours);
    }
    Ok(Changed {
        order: Some(order.id.clone()),
        ..Changed::nothing()
    })
}

/// Reads the cart and turns it into a question for a price.
fn question(
    c: &mut Conn,
    app: &App,
    input: &Placement,
) -> Result<(Restaurant, Question), PlaceRefusal> {
    let cart = cart::find_optional(c, &input.cart)?.ok_or(PlaceRefusal::NoCart)?;
    if cart
        .user_id
        .as_ref()
        .is_some_and(|user| *user != input.user)
    {
        return Err(PlaceRefusal::NotYours);
    }
    let restaurant = ours(c, app, &cart.restaurant)?.ok_or(PlaceRefusal::NotOurRestaurant)?;
    let lines = cart_line::of_cart(c, &cart.id)?
        .into_iter()
        .filter_map(|line| {
            let id = MenuItemId::parse(app.urls.menu_item_id(&line.item)?).ok()?;
            Some((id, line.count))
        })
        .collect();
    let question = Question {
        restaurant: restaurant.id.clone(),
        lines,
        fulfilment: input.fulfilment,
        place: input.door.as_ref().map(|door| Place::At(door.position)),
        window: input.window,
        from_partner: false,
    };
    Ok((restaurant, question))
}

/// The restaurant of ours that an actor id names.
pub(super) fn ours(
    c: &mut Conn,
    app: &App,
    actor: &str,
) -> Result<Option<Restaurant>, crate::store::Error> {
    match app.urls.restaurant_handle(actor) {
        Some(handle) => restaurant::of_handle(c, handle),
        None => Ok(None),
    }
}

fn order(
    c: &mut Conn,
    app: &App,
    input: &Placement,
    restaurant: &Restaurant,
    quote: &Quote,
) -> Result<Order, PlaceRefusal> {
    let now = app.clock.now();
    let (window, (prepare_at, pickup_at)) = plan(quote, input.fulfilment, input.window)
        .ok_or(PlaceRefusal::Quote(QuoteRefusal::NoRestaurant))?;
    let id = app.ids.new_id().map_err(broken)?;
    let answer_by = answer_by(c, app, restaurant, now)?;
    Ok(Order {
        number: order_number(&id),
        id,
        side: OrderSide::Local,
        restaurant: app.urls.restaurant(&restaurant.handle),
        restaurant_id: Some(restaurant.id.clone()),
        restaurant_name: restaurant.name.clone(),
        user_id: Some(input.user.clone()),
        partner_id: None,
        form_key: Some(input.form_key.clone()),
        state: OrderState::Offered,
        revision: 1,
        reason: None,
        fulfilment: input.fulfilment,
        payment: Payment::Cash,
        currency: restaurant.currency,
        items_total: quote.items.minor,
        delivery_fee: quote.fee.minor,
        total: quote.total.minor,
        restaurant_share: quote.shares.restaurant.minor,
        courier_share: quote.shares.courier.minor,
        coop_share: quote.shares.coop.minor,
        window_from: window.start,
        window_to: window.end,
        prepare_at,
        pickup_at,
        answer_by,
        zone: None,
        distance: quote.distance,
        duration: quote.duration,
        context: None,
        offer_id: None,
        agreement_id: None,
        pin_check: None,
        handoff_url: None,
        carrier_desk: None,
        carrier_name: None,
        eta: None,
        cell: None,
        created_at: now,
        updated_at: now,
        ended_at: None,
    })
}

/// The window that counts, with when the kitchen begins and when the bag leaves.
pub(super) fn plan(
    quote: &Quote,
    fulfilment: Fulfilment,
    chosen: Option<Window>,
) -> Option<(Window, (Instant, Instant))> {
    let window = chosen.or_else(|| quote.windows.first().copied())?;
    Some((window, quote.plan(fulfilment, window)))
}

/// Until when the restaurant has to answer: some minutes from now, or from when it next opens.
pub(super) fn answer_by(
    c: &mut Conn,
    app: &App,
    restaurant: &Restaurant,
    now: Instant,
) -> Result<Instant, crate::store::Error> {
    let coop = coop::own(c)?;
    let span: TimeDelta = app.config.trade.answer_within;
    let opens = match opening_hours(restaurant, &coop).map(|hours| hours.state_at(now)) {
        Some(OpenState::Closed {
            opens_at: Some(opens),
        }) => opens,
        _ => now,
    };
    Ok(opens.plus(span))
}

/// Writes the lines with the prices of this moment.
pub(super) fn lines(c: &mut Conn, order: &Order, quote: &Quote) -> Result<(), crate::store::Error> {
    for (position, line) in quote.lines.iter().enumerate() {
        let row = OrderLine {
            order_id: order.id.clone(),
            position: i32::try_from(position).unwrap_or(i32::MAX),
            item: line.item.clone(),
            item_revision: line.revision,
            name: line.checked.name.clone(),
            allergens: line.allergens.clone(),
            count: i32::try_from(line.checked.count).unwrap_or(0),
            price: line.checked.price.minor,
        };
        order_line::insert(c, &row)?;
    }
    Ok(())
}
