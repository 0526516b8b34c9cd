//! `GET /restaurant/{handle}`: the board.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::id::OrderId;
use musette_domain::opening::{OpenState, OpeningHours};

use super::load::{self, Desk};
use super::ticket::{self, Board, Lane};
use crate::app::App;
use crate::http::frame::zone;
use crate::http::{PageFrame, Result, Site, Staff};
use crate::i18n::{Lang, Words};
use crate::store::menu_item::MenuItem;
use crate::store::restaurant::Restaurant;
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, LiveState, Look, Tag, Ticket, Tone};

/// A ticket with what machines look for.
#[derive(Debug, Clone)]
pub struct Hung {
    /// The order.
    pub id: String,
    /// Its state.
    pub state: &'static str,
    /// The ticket.
    pub ticket: Ticket,
}

/// A dish with its sold-out switch.
#[derive(Debug, Clone)]
pub struct Switch {
    /// The item.
    pub id: String,
    /// The dish.
    pub name: String,
    /// Whether it is sold out, in words.
    pub gone: Option<Tag>,
    /// The switch.
    pub act: Act,
}

/// An order that left the counter.
#[derive(Debug, Clone)]
pub struct Gone {
    /// Its number.
    pub number: String,
    /// When, and how it ended.
    pub how: String,
}

/// The page.
#[derive(Template)]
#[template(path = "restaurant/board.html")]
pub struct BoardPage {
    frame: Frame,
    w: Words,
    name: String,
    path: String,
    today: String,
    live: LiveState,
    new: Vec<Hung>,
    kitchen: Vec<Hung>,
    counter: Vec<Hung>,
    gone: Vec<Gone>,
    switches: Vec<Switch>,
    busy: Act,
    closed: bool,
    opening: String,
    doors: Vec<Act>,
    may_edit: bool,
}

/// What was wrong with the code that was tried for an order.
pub type Wrong = Option<(OrderId, String)>;

/// What the page needs beside the rows.
pub struct Around {
    /// The frame.
    pub frame: Frame,
    /// The restaurant's opening hours, if they can be read.
    pub hours: Option<OpeningHours>,
    /// Trade time.
    pub now: musette_domain::Instant,
    /// How long a restaurant has to answer, in seconds.
    pub answer_within: i64,
    /// Whether the person may edit profile and menu.
    pub may_edit: bool,
}

impl BoardPage {
    /// The page of what was read.
    pub fn new(around: Around, desk: &Desk, wrong: &Wrong) -> Self {
        let Around {
            frame,
            hours,
            now,
            answer_within,
            may_edit,
        } = around;
        let (w, format) = (frame.w, frame.format);
        let path = super::path(&desk.restaurant.handle);
        let board = Board {
            w,
            format,
            path: &path,
            now,
            answer_within,
        };
        let open = hours.map(|hours| hours.state_at(now));
        let (closed, opening) = opening(&frame, &desk.restaurant, open, now);
        Self {
            name: desk.restaurant.name.clone(),
            today: format.date(now),
            live: LiveState::new(w, format!("{path}/live"), &path, format.time(now)),
            new: hung(board, desk, wrong, Lane::New),
            kitchen: hung(board, desk, wrong, Lane::Kitchen),
            counter: hung(board, desk, wrong, Lane::Counter),
            gone: gone(&frame, desk),
            switches: desk
                .items
                .iter()
                .map(|item| switch(w, &path, item))
                .collect(),
            busy: busy(w, &path, desk.restaurant.is_busy(now)),
            doors: doors(w, &path, closed),
            closed,
            opening,
            may_edit,
            path,
            w,
            frame,
        }
    }
}

impl BoardPage {
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let w = frame.w;
        let path = super::path("poireau");
        let hung = |state| Hung {
            id: "41".into(),
            state,
            ticket: Ticket::sample(w),
        };
        Self {
            name: "Le Poireau <Masqué>".into(),
            today: "jeudi 12 novembre".into(),
            live: LiveState::new(w, format!("{path}/live"), &path, "12:31"),
            new: vec![hung("offered")],
            kitchen: vec![hung("preparing")],
            counter: Vec::new(),
            gone: vec![Gone {
                number: "K7P2".into(),
                how: "12:22".into(),
            }],
            switches: vec![Switch {
                id: "item-1".into(),
                name: "Gratin <anonyme>".into(),
                gone: Some(Tag::new(w.say("board-is-sold-out"), Tone::Warn)),
                act: Act::new(format!("{path}/items/1/sold-out"), w.say("board-back")).small(),
            }],
            busy: busy(w, &path, true),
            doors: doors(w, &path, false),
            closed: false,
            opening: w.say("board-open").into_owned(),
            may_edit: true,
            path,
            w,
            frame,
        }
    }
}

fn hung(board: Board<'_>, desk: &Desk, wrong: &Wrong, lane: Lane) -> Vec<Hung> {
    let here = desk.orders.iter();
    here.filter(|seen| ticket::lane(seen.order.state) == Some(lane))
        .map(|seen| {
            let wrong = wrong.as_ref().filter(|(id, _)| *id == seen.order.id);
            let wrong = wrong.map(|(_, sentence)| sentence.clone());
            Hung {
                id: seen.order.id.to_string(),
                state: seen.order.state.text(),
                ticket: ticket::ticket(board, seen, lane, wrong),
            }
        })
        .collect()
}

fn gone(frame: &Frame, desk: &Desk) -> Vec<Gone> {
    use musette_domain::order::OrderState as S;
    let (w, format) = (frame.w, frame.format);
    let how = |state| match state {
        S::HandedOver => w.say("board-gone-out"),
        S::Delivered => w.say("board-gone-delivered"),
        S::Rejected => w.say("board-gone-refused"),
        S::Expired => w.say("board-gone-expired"),
        _ => w.say("board-gone-cancelled"),
    };
    let orders = desk.gone.iter();
    orders
        .map(|order| Gone {
            number: order.number.clone(),
            how: format!("{}, {}", format.time(order.updated_at), how(order.state)),
        })
        .collect()
}

fn switch(w: Words, path: &str, item: &MenuItem) -> Switch {
    let label = if item.sold_out {
        w.say("board-back")
    } else {
        w.say("board-sold-out")
    };
    let act = Act::new(format!("{path}/items/{}/sold-out", item.id), label)
        .spoken(item.name.as_str())
        .field("sold_out", if item.sold_out { "false" } else { "true" })
        .small();
    let tag = || Tag::new(w.say("board-is-sold-out"), Tone::Warn);
    Switch {
        id: item.id.to_string(),
        name: item.name.clone(),
        gone: item.sold_out.then(tag),
        act,
    }
}

fn busy(w: Words, path: &str, busy: bool) -> Act {
    let label = if busy {
        w.say("board-busy-end")
    } else {
        w.say("board-busy-begin")
    };
    Act::new(format!("{path}/busy"), label)
        .icon("flame")
        .field("busy", if busy { "no" } else { "yes" })
        .field("back", path)
        .look(if busy { Look::Now } else { Look::Plain })
        .full()
}

/// Whether the restaurant is closed by hand, and how that (or its hours) is said.
fn opening(
    frame: &Frame,
    restaurant: &Restaurant,
    hours: Option<OpenState>,
    now: musette_domain::Instant,
) -> (bool, String) {
    let (w, format) = (frame.w, frame.format);
    let said = |key: &str, at| w.with(key, &[("time", format.moment(at, now))]);
    if let Some(until) = restaurant.closed_until.filter(|until| *until > now) {
        return (true, said("board-closed-until", until));
    }
    let text = match hours {
        Some(OpenState::Open { until: Some(until) }) => said("board-open-until", until),
        Some(OpenState::Open { until: None }) => w.say("board-open").into_owned(),
        Some(OpenState::Closed { opens_at: Some(at) }) => said("board-opens-at", at),
        _ => w.say("board-no-hours").into_owned(),
    };
    (false, text)
}

fn doors(w: Words, path: &str, closed: bool) -> Vec<Act> {
    if closed {
        return vec![Act::new(format!("{path}/open"), w.say("board-reopen")).full()];
    }
    let close = |until, label: std::borrow::Cow<'static, str>| {
        Act::new(format!("{path}/close"), label)
            .field("until", until)
            .field("back", path)
            .icon("pause")
            .full()
    };
    vec![
        close("pause", w.say("board-close-short")),
        close("today", w.say("board-close-day")),
    ]
}

/// Reads the board and makes its page.
pub async fn make(
    app: &App,
    staff: &Staff,
    PageFrame { frame, coop }: PageFrame,
    restaurant: Restaurant,
    wrong: &Wrong,
) -> Result<BoardPage> {
    let now = app.clock.now();
    let around = Around {
        frame,
        hours: OpeningHours::parse(&restaurant.opening_hours, zone(&coop)).ok(),
        now,
        answer_within: app.config.trade.answer_within.num_seconds(),
        may_edit: staff.may_edit(&restaurant.id),
    };
    let desk = app.db.read(move |c| load::desk(c, restaurant.clone(), now));
    Ok(BoardPage::new(around, &desk.await?, wrong))
}

/// Shows the board.
pub async fn show(
    State(site): State<Site>,
    staff: Staff,
    frame: PageFrame,
    Path(handle): Path<String>,
) -> Result<Response> {
    let restaurant = super::of(&site.app, &staff, &handle).await?;
    let page = make(&site.app, &staff, frame, restaurant, &None).await?;
    Ok(page::render(&page))
}
