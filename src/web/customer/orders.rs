//! `/orders`: a person's orders, the newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::order::OrderState;
use musette_domain::{Instant, Money};

use crate::http::{Account, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::orders::{self, Order};
use crate::web::format::Format;
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Empty, Link, Tag, Tone};

/// How many are shown.
const MOST: i64 = 50;

/// An order in the list.
struct Entry {
    id: String,
    state: OrderState,
    number: String,
    restaurant: String,
    when: String,
    total: String,
    tag: Tag,
}

/// The page.
#[derive(Template)]
#[template(path = "customer/orders.html")]
pub struct OrdersPage {
    frame: Frame,
    w: Words,
    running: Vec<Entry>,
    past: Vec<Entry>,
    empty: Option<Empty>,
}

impl OrdersPage {
    fn new(frame: Frame, orders: &[Order], now: Instant) -> Self {
        let (w, format) = (frame.w, frame.format);
        let entry = |order: &Order| entry((w, format), order, now);
        let (past, running): (Vec<&Order>, Vec<&Order>) =
            orders.iter().partition(|order| order.state.is_final());
        Self {
            w,
            running: running.into_iter().map(entry).collect(),
            past: past.into_iter().map(entry).collect(),
            empty: orders.is_empty().then(|| {
                Empty::new(frame.coop.hue, "bag", w.say("orders-none"))
                    .text(w.say("orders-none-text"))
                    .link(Link::new("/", w.say("cart-find-food")))
            }),
            frame: frame.behind(Door::Orders),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut page = Self::new(Frame::sample(lang), &[], Instant::from_millis(0));
        let entry = |state| Entry {
            id: "0198".into(),
            state,
            number: "41".into(),
            restaurant: "Le Poireau <Masqué>".into(),
            when: "12:04".into(),
            total: "35,70 €".into(),
            tag: tag(page.w, state),
        };
        let (running, past) = (entry(OrderState::Ready), entry(OrderState::Rejected));
        page.running = vec![running];
        page.past = vec![past];
        page
    }
}

fn entry((w, format): (Words, Format), order: &Order, now: Instant) -> Entry {
    Entry {
        id: order.id.to_string(),
        state: order.state,
        number: order.number.clone(),
        restaurant: order.restaurant_name.clone(),
        when: format.moment(order.created_at, now),
        total: format.money(Money::new(order.total, order.currency)),
        tag: tag(w, order.state),
    }
}

fn tag(w: Words, state: OrderState) -> Tag {
    let (text, tone) = match state {
        OrderState::Offered => (w.say("orders-sent"), Tone::Now),
        OrderState::Agreed | OrderState::Paid => (w.say("orders-accepted"), Tone::Now),
        OrderState::Preparing => (w.say("orders-cooking"), Tone::Now),
        OrderState::Ready => (w.say("orders-ready"), Tone::Now),
        OrderState::HandedOver => (w.say("orders-on-the-way"), Tone::Now),
        OrderState::Delivered => (w.say("orders-delivered"), Tone::Ok),
        OrderState::Rejected => (w.say("orders-refused"), Tone::Plain),
        OrderState::Expired => (w.say("orders-unanswered"), Tone::Plain),
        OrderState::Cancelled | OrderState::Refunded => (w.say("orders-cancelled"), Tone::Plain),
    };
    Tag::new(text, tone)
}

/// Shows them.
pub async fn show(
    State(site): State<Site>,
    account: Account,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let orders = site
        .app
        .db
        .read(move |c| orders::of_user(c, &account.id, MOST))
        .await?;
    Ok(page::render(&OrdersPage::new(
        frame,
        &orders,
        site.app.clock.now(),
    )))
}
