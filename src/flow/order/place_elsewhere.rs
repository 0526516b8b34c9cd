//! Our customer orders at a partner's restaurant. The order travels; the door, the name and the telephone number stay here.

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::cart::CartProblem;
use musette_domain::order::{Fulfilment, OrderState, Payment, order_number};
use musette_domain::timing::Window;

use super::doorstep;
use super::letter;
use super::place::Placement;
use super::record;
use crate::app::App;
use crate::app::quotes::Quote;
use crate::flow::Changed;
use crate::flow::agreement::trading::{self, Begins, Trading};
use crate::flow::refusal::{broken, refusals};
use crate::flow::timer::{self, JobKind};
use crate::store::order_line::{self, OrderLine};
use crate::store::orders::{self, Order, OrderSide};
use crate::store::partner::{self, Partner};
use crate::store::remote_restaurant::{self, RemoteRestaurant};
use crate::store::{Conn, cart, cart_line, remote_menu_item};

/// How long after the restaurant's time an answer may still be under way.
pub const GRACE: TimeDelta = TimeDelta::seconds(30);

refusals! {
    /// Why an order elsewhere is not placed.
    pub enum PlaceElsewhereRefusal {
        /// The cart is gone.
        #[error("this cart is gone; it was ordered already or is too old")]
        NoCart = "place-no-cart",
        /// The cart is another person's.
        #[error("this cart belongs to somebody else")]
        NotYours = "place-not-yours",
        /// The restaurant is not known.
        #[error("this restaurant is not known here any more")]
        NoRestaurant = "place-no-restaurant",
        /// No agreement with its co-op.
        #[error("our co-op has no trade agreement with the restaurant's co-op at the moment")]
        NoAgreement = "place-no-agreement",
        /// We owe its co-op more than was agreed.
        #[error("our co-op owes the restaurant's co-op more than was agreed; until that is settled nothing new can be ordered there")]
        AtLimit = "place-at-limit",
        /// A delivery without a door.
        #[error("please say where to deliver")]
        NoAddress = "place-no-address",
        /// The price was promised for a time that is over.
        #[error("the price was good for ten minutes; please look at it again")]
        QuoteLapsed = "place-quote-lapsed",
        /// The chosen window is not one of the promised.
        #[error("the chosen time cannot be kept any more; please choose another")]
        NoWindow = "place-no-window",
        /// Something is wrong with the cart.
        #[error("{0}")]
        Problem(CartProblem) = "place-problem",
    }
}

/// Places the order at the price that the restaurant's co-op has promised. `Changed::order` is the order, also when the form was sent before.
pub fn run(
    c: &mut Conn,
    app: &App,
    input: &Placement,
    quote: &Quote,
) -> Result<Changed, PlaceElsewhereRefusal> {
    use PlaceElsewhereRefusal as No;
    if let Some(order) = orders::of_form(c, &input.form_key)? {
        return again(&order, input);
    }
    let cart = cart::find_optional(c, &input.cart)?.ok_or(No::NoCart)?;
    if cart
        .user_id
        .as_ref()
        .is_some_and(|user| *user != input.user)
    {
        return Err(No::NotYours);
    }
    let restaurant = remote_restaurant::find_optional(c, &cart.restaurant)?
        .filter(|found| found.gone_at.is_none())
        .ok_or(No::NoRestaurant)?;
    let partner = partner_of(c, app, &restaurant)?;
    let window = window(app, input, quote)?;
    let mut order = order(app, input, &restaurant, &partner, quote, window)?;
    let lines = lines(c, &order, &restaurant, input)?;
    let release = match (input.fulfilment, &input.door) {
        (Fulfilment::Delivery, Some(door)) => Some(doorstep::prepare(app, &mut order, door)),
        (Fulfilment::Delivery, None) => return Err(No::NoAddress),
        (Fulfilment::Collection, _) => None,
    };
    if !orders::insert_if_absent(c, &order)? {
        let order = orders::of_form(c, &input.form_key)?.ok_or(No::NoCart)?;
        return again(&order, input);
    }
    if let Some(release) = release {
        doorstep::keep(c, &release)?;
    }
    for line in &lines {
        order_line::insert(c, line)?;
    }
    record::history(c, &order, None, order.created_at)?;
    cart::delete(c, &input.cart)?;
    app.tell.order_offered(c, &order.id)?;
    let give_up = order.answer_by.plus(GRACE);
    timer::at(c, app, JobKind::OfferUnanswered, order.id.as_str(), give_up)?;
    letter::placed(c, app, &order)?;
    Ok(record::topics(&order))
}

fn again(order: &Order, input: &Placement) -> Result<Changed, PlaceElsewhereRefusal> {
    if order.user_id.as_ref() != Some(&input.user) {
        return Err(PlaceElsewhereRefusal::NotYours);
    }
    Ok(Changed {
        order: Some(order.id.clone()),
        ..Changed::nothing()
    })
}

/// The partner whose restaurant it is, if we may order there now.
fn partner_of(
    c: &mut Conn,
    app: &App,
    restaurant: &RemoteRestaurant,
) -> Result<Partner, PlaceElsewhereRefusal> {
    let found = match &restaurant.coop_id {
        Some(coop) => partner::of_coop(c, coop)?,
        None => None,
    };
    let partner = found.ok_or(PlaceElsewhereRefusal::NoAgreement)?;
    match trading::with(c, &partner, Begins::We, app.clock.now())? {
        Trading::Open => Ok(partner),
        Trading::AtLimit(_) => Err(PlaceElsewhereRefusal::AtLimit),
        _ => Err(PlaceElsewhereRefusal::NoAgreement),
    }
}

fn window(app: &App, input: &Placement, quote: &Quote) -> Result<Window, PlaceElsewhereRefusal> {
    if quote.valid_through <= app.clock.now() {
        return Err(PlaceElsewhereRefusal::QuoteLapsed);
    }
    let offered = |window: &Window| {
        quote
            .windows
            .iter()
            .any(|(from, to)| *from == window.start && *to == window.end)
    };
    let first = quote.windows.first().map(|(start, end)| Window {
        start: *start,
        end: *end,
    });
    match input.window {
        Some(chosen) if offered(&chosen) => Ok(chosen),
        Some(_) => Err(PlaceElsewhereRefusal::NoWindow),
        None => first.ok_or(PlaceElsewhereRefusal::NoWindow),
    }
}

fn order(
    app: &App,
    input: &Placement,
    restaurant: &RemoteRestaurant,
    partner: &Partner,
    quote: &Quote,
    window: Window,
) -> Result<Order, PlaceElsewhereRefusal> {
    let now = app.clock.now();
    let id = app.ids.new_id().map_err(broken)?;
    Ok(Order {
        number: order_number(&id),
        context: Some(app.urls.context(id.as_str())),
        id,
        side: OrderSide::Outgoing,
        restaurant: restaurant.actor_id.clone(),
        restaurant_id: None,
        restaurant_name: restaurant.name.clone(),
        user_id: Some(input.user.clone()),
        partner_id: Some(partner.desk_id.clone()),
        form_key: Some(input.form_key.clone()),
        state: OrderState::Offered,
        revision: 1,
        reason: None,
        fulfilment: input.fulfilment,
        payment: Payment::Cash,
        currency: quote.items.currency,
        items_total: quote.items.minor,
        delivery_fee: quote.fee.minor,
        total: quote.items.plus(quote.fee).map_err(broken)?.minor,
        restaurant_share: quote.restaurant_share.minor,
        courier_share: quote.courier_share.minor,
        coop_share: quote.coop_share.minor,
        window_from: window.start,
        window_to: window.end,
        // Only the restaurant's co-op plans kitchen and pickup.
        prepare_at: now,
        pickup_at: window.middle(),
        answer_by: now.plus(app.config.trade.answer_within),
        zone: None,
        distance: quote.distance,
        duration: None,
        offer_id: Some(app.urls.trade_activity(&app.ids.uuid())),
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

/// The lines as our copy of the menu has them; the promised total is the other co-op's.
fn lines(
    c: &mut Conn,
    order: &Order,
    restaurant: &RemoteRestaurant,
    input: &Placement,
) -> Result<Vec<OrderLine>, PlaceElsewhereRefusal> {
    use PlaceElsewhereRefusal::Problem;
    let mut lines = Vec::new();
    for (position, line) in cart_line::of_cart(c, &input.cart)?.into_iter().enumerate() {
        let item = remote_menu_item::find_optional(c, &line.item)?
            .filter(|item| item.restaurant_id == restaurant.actor_id && item.removed_at.is_none());
        let Some(item) = item else {
            return Err(Problem(CartProblem::NotOnMenu { name: line.item }));
        };
        if item.sold_out {
            return Err(Problem(CartProblem::SoldOut { name: item.name }));
        }
        lines.push(OrderLine {
            order_id: order.id.clone(),
            position: i32::try_from(position).unwrap_or(i32::MAX),
            item: item.id,
            item_revision: item.revision,
            name: item.name,
            allergens: item.allergens,
            count: line.count,
            price: item.price,
        });
    }
    if lines.is_empty() {
        return Err(Problem(CartProblem::Empty));
    }
    Ok(lines)
}
