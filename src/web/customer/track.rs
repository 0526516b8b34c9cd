//! `/orders/{id}`: where an order is, who cooks, who carries, the code for the door; live while the page is open.

pub mod read;
pub mod timeline;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::id::OrderId;
use musette_domain::order::{Fulfilment, OrderState};
use musette_domain::{Instant, Money, Position};
use read::Tracked;

use crate::app::App;
use crate::flow::order::{reason, withdraw};
use crate::http::{Account, Error, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::partner::Partner;
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{
    Act, Bill, BillLine, GiveCode, Hue, Link, LiveState, Look, Notice, Origin, Relation, Shares,
    Step, Timeline, Tone,
};
use crate::web::visitor::drawing::{self, DrawnMap, Mark};

/// The page.
#[derive(Template)]
#[template(path = "customer/track.html")]
pub struct TrackPage {
    frame: Frame,
    w: Words,
    order: String,
    state: OrderState,
    number: String,
    restaurant: String,
    heading: String,
    live: Option<LiveState>,
    code: Option<GiveCode>,
    notice: Option<Notice>,
    map: Option<DrawnMap>,
    timeline: Timeline,
    roles: Vec<Origin>,
    roles_note: Option<String>,
    to: Option<String>,
    bill: Bill,
    shares: Option<Shares>,
    paid: String,
    withdraw: Option<Act>,
    again: Option<Link>,
}

impl TrackPage {
    fn new(frame: Frame, app: &App, tracked: &Tracked) -> Self {
        let (w, format, now) = (frame.w, frame.format, app.clock.now());
        let order = &tracked.order;
        let page = format!("/orders/{}", order.id);
        let live = (!order.state.is_final())
            .then(|| LiveState::new(w, format!("{page}/live"), &page, format.time(now)));
        let money = |minor| Money::new(minor, order.currency);
        let shares = Shares::new(
            w,
            format,
            money(order.restaurant_share),
            money(order.courier_share),
            money(order.coop_share),
        );
        let running = !order.state.is_final();
        let again = tracked.path.as_ref().filter(|_| !running);
        Self {
            w,
            order: order.id.to_string(),
            state: order.state,
            number: order.number.clone(),
            restaurant: order.restaurant_name.clone(),
            heading: heading(&frame, tracked, now),
            code: running.then(|| code(w, tracked)).flatten(),
            notice: notice(w, tracked),
            map: running.then(|| map(app, &frame, tracked, now)).flatten(),
            timeline: timeline::of((w, format), tracked, now),
            roles: roles(&frame, tracked),
            roles_note: order
                .carrier_name
                .as_ref()
                .map(|_| w.say("track-same-price").into_owned()),
            to: door(w, tracked),
            bill: bill(&frame, tracked),
            shares: shares.ok(),
            paid: paid(w, tracked),
            withdraw: can_withdraw(tracked).then(|| {
                Act::new(format!("{page}/withdraw"), w.say("track-withdraw-yes")).look(Look::Stop)
            }),
            again: again.map(|path| Link::new(path.clone(), w.say("track-order-again"))),
            live,
            frame: frame.behind(Door::Orders),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let (w, format) = (frame.w, frame.format);
        let eur = |minor| Money::new(minor, musette_domain::Currency::EUR);
        Self {
            w,
            order: "0198".into(),
            state: OrderState::HandedOver,
            number: "41".into(),
            restaurant: "Le Poireau <Masqué>".into(),
            heading: w.with("track-arrives", &[("window", "12:45–12:55")]),
            live: Some(LiveState::new(w, "/orders/41/live", "/orders/41", "12:41")),
            code: Some(GiveCode {
                title: w.say("track-code").into_owned(),
                code: "4719".into(),
                note: None,
            }),
            notice: Some(Notice::new(Tone::Warn, w.say("track-withdrawing"))),
            map: Some(DrawnMap::sample(w).as_of("12:41", "/orders/41")),
            timeline: Timeline {
                steps: vec![Step::now(w.say("track-on-the-way"))],
            },
            roles: vec![Origin::new(
                w,
                Hue::Brick,
                Relation::DeliveredBy,
                "Les <Sonnettes>",
            )],
            roles_note: Some(w.say("track-same-price").into_owned()),
            to: Some("12, rue <des> Chambres-à-Air".into()),
            bill: Bill::new([BillLine::total(
                w.say("cart-total"),
                format.money(eur(3570)),
            )]),
            shares: Shares::new(w, format, eur(2799), eur(390), eur(381)).ok(),
            paid: w.say("track-cash-door").into_owned(),
            withdraw: Some(
                Act::new("/orders/41/withdraw", w.say("track-withdraw-yes")).look(Look::Stop),
            ),
            again: Some(Link::new("/@poireau", w.say("track-order-again"))),
            frame,
        }
    }
}

/// The one sentence that says how it stands.
fn heading(frame: &Frame, tracked: &Tracked, now: Instant) -> String {
    let (w, format, order) = (frame.w, frame.format, &tracked.order);
    let collected = order.fulfilment == Fulfilment::Collection;
    let window = if format.day_of(order.window_from) == format.day_of(now) {
        format.window(order.window_from, order.window_to)
    } else {
        format!(
            "{}–{}",
            format.moment(order.window_from, now),
            format.time(order.window_to)
        )
    };
    let window = [("window", window.as_str())];
    match order.state {
        OrderState::Offered => w.with(
            "track-waiting",
            &[("restaurant", order.restaurant_name.as_str())],
        ),
        OrderState::Rejected => w.say("track-refused").into_owned(),
        OrderState::Expired => w.say("track-unanswered").into_owned(),
        OrderState::Cancelled | OrderState::Refunded => w.say("track-cancelled").into_owned(),
        OrderState::Delivered if collected => w.say("track-collected").into_owned(),
        OrderState::Delivered => w.say("track-delivered").into_owned(),
        OrderState::Ready if collected => w.say("track-ready-collect").into_owned(),
        OrderState::HandedOver => match order.eta {
            Some(eta) => w.with("track-arrives-about", &[("time", format.moment(eta, now))]),
            None => w.with("track-arrives", &window),
        },
        _ if collected => w.with("track-collect-in", &window),
        _ => w.with("track-arrives", &window),
    }
}

/// The PIN for the door, or the number for the counter.
fn code(w: Words, tracked: &Tracked) -> Option<GiveCode> {
    let (title, code, note) = match (&tracked.door, tracked.order.fulfilment) {
        (Some(door), Fulfilment::Delivery) => (
            w.say("track-code"),
            door.pin.clone(),
            w.say("track-code-note"),
        ),
        (_, Fulfilment::Collection) => (
            w.say("track-number"),
            tracked.order.number.clone(),
            w.say("track-number-note"),
        ),
        _ => return None,
    };
    Some(GiveCode {
        title: title.into_owned(),
        code,
        note: Some(note.into_owned()),
    })
}

/// What happened, what it means for the money.
fn notice(w: Words, tracked: &Tracked) -> Option<Notice> {
    let order = &tracked.order;
    if !order.state.is_final() && order.reason.as_deref() == Some(withdraw::REQUESTED) {
        return Some(
            Notice::new(Tone::Warn, w.say("track-withdrawing"))
                .text(&w.say("track-withdrawing-text")),
        );
    }
    if !order.state.is_final() || order.state == OrderState::Delivered {
        return None;
    }
    let title = reason::words(w, order.reason.as_deref());
    let title = title.unwrap_or_else(|| w.say("track-why-other").into_owned());
    Some(Notice::new(Tone::Warn, title).text(&w.say("track-nothing-paid")))
}

/// The ride on the map: dotted before, with a hexagon while somebody rides. Never a point.
fn map(app: &App, frame: &Frame, tracked: &Tracked, now: Instant) -> Option<DrawnMap> {
    let (w, order) = (frame.w, &tracked.order);
    let door = tracked.door.as_ref()?;
    let mark = |position, label: &str| Mark {
        position,
        mark: String::new(),
        label: label.to_owned(),
    };
    let from = mark(tracked.counter?, &order.restaurant_name);
    let home = Position::new(door.latitude, door.longitude).ok()?;
    let to = mark(home, &w.say("discover-you"));
    let cell = order
        .cell
        .as_deref()
        .filter(|_| order.state == OrderState::HandedOver);
    let args = [("restaurant", order.restaurant_name.as_str())];
    let title = w.with("track-map", &args);
    let drawing = drawing::ride(app, &title, (&from, &to), cell, false)?;
    let caption = match cell {
        Some(_) => w.say("track-map-cell"),
        None => w.say("track-map-way"),
    };
    let time = frame.format.time(now);
    Some(
        DrawnMap::new(w, drawing)
            .caption(caption)
            .as_of(time, format!("/orders/{}", order.id)),
    )
}

/// Who cooks and who carries.
fn roles(frame: &Frame, tracked: &Tracked) -> Vec<Origin> {
    let (w, order) = (frame.w, &tracked.order);
    let hue = |partner: &Partner| Hue::chosen(Some(&partner.hue), &partner.name);
    let (cook_hue, cook) = match &tracked.partner {
        Some(partner) => (
            hue(partner),
            format!("{} ({})", order.restaurant_name, partner.name),
        ),
        None => (frame.coop.hue, order.restaurant_name.clone()),
    };
    let mut roles = vec![Origin::new(w, cook_hue, Relation::CookedBy, &cook)];
    if order.fulfilment == Fulfilment::Delivery {
        let carried = match (&order.carrier_name, &tracked.carrier, &tracked.partner) {
            (Some(name), carrier, _) => {
                let hue = carrier.as_ref().map_or_else(|| Hue::of(name), hue);
                Some((hue, name.clone()))
            }
            (None, _, None) => Some((frame.coop.hue, frame.coop.name.clone())),
            (None, _, Some(partner)) => Some((hue(partner), partner.name.clone())),
        };
        if let Some((hue, name)) = carried {
            roles.push(Origin::new(w, hue, Relation::DeliveredBy, &name));
        }
    }
    roles
}

/// Where it goes, or where it is fetched.
fn door(w: Words, tracked: &Tracked) -> Option<String> {
    if tracked.order.fulfilment == Fulfilment::Collection {
        let address = [("address", tracked.address.as_str())];
        return (!tracked.address.is_empty()).then(|| w.with("track-collect-at", &address));
    }
    let door = tracked.door.as_ref()?;
    let line = format!("{}, {} {}", door.street, door.postcode, door.city);
    Some(w.with("track-to", &[("address", line.as_str())]))
}

fn bill(frame: &Frame, tracked: &Tracked) -> Bill {
    let (w, format, order) = (frame.w, frame.format, &tracked.order);
    let money = |minor| format.money(Money::new(minor, order.currency));
    let dishes = tracked.lines.iter().map(|line| {
        let sum = line.price.saturating_mul(i64::from(line.count));
        BillLine::new(format!("{} {}", line.count, line.name), money(sum))
    });
    let fee = (order.delivery_fee > 0)
        .then(|| BillLine::new(w.say("cart-bike"), money(order.delivery_fee)));
    let total = BillLine::total(w.say("cart-total"), money(order.total));
    Bill::new(dishes.chain(fee).chain([total]))
}

fn paid(w: Words, tracked: &Tracked) -> String {
    match tracked.order.fulfilment {
        Fulfilment::Delivery => w.say("track-cash-door"),
        Fulfilment::Collection => w.say("track-cash-counter"),
    }
    .into_owned()
}

/// Whether the order may be taken back from here.
fn can_withdraw(tracked: &Tracked) -> bool {
    tracked.order.state.free_to_cancel()
        && tracked.order.reason.as_deref() != Some(withdraw::REQUESTED)
}

/// Shows the order to its customer; for everybody else it does not exist.
pub async fn show(
    State(site): State<Site>,
    Path(id): Path<OrderId>,
    account: Account,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let tracked = site
        .app
        .db
        .read(move |c| read::read(c, &id, &account.id))
        .await?;
    let tracked = tracked.ok_or_else(Error::not_found)?;
    Ok(page::render(&TrackPage::new(frame, &site.app, &tracked)))
}
