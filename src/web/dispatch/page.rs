//! `GET /dispatch`: the day.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::{Instant, Position};

use super::day_map::{self, DayMap};
use super::given::{self, Shared};
use super::load::{self, Day};
use super::received::{self, Desk, Incoming};
use super::tours::Tours;
use super::trouble::{self, Trouble};
use super::waiting::{self, Card, Neighbour};
use super::{capacity, columns, pickup_delay};
use crate::app::App;
use crate::flow::order::quote::tariff;
use crate::http::frame::zone;
use crate::http::{Dispatcher, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::coop::Coop;
use crate::web::coop::alarms::{self, Alarms};
use crate::web::page::{self, Frame};
use crate::web::parts::{
    Act, CapacityStrip, CourierColumn, Empty, Hue, LiveState, OfferCard, Origin, Pair, Relation,
    Select,
};
use crate::web::working_day;

/// The page.
#[derive(Template)]
#[template(path = "dispatch/day.html")]
pub struct DispatchPage {
    frame: Frame,
    w: Words,
    today: String,
    live: LiveState,
    capacity: CapacityStrip,
    delay: Select,
    neighbours: Vec<Neighbour>,
    unassigned: Vec<Card>,
    nothing: Empty,
    columns: Vec<CourierColumn>,
    assigned: Vec<Card>,
    map: Option<DayMap>,
    incoming: Vec<Incoming>,
    shared: Vec<Shared>,
    troubles: Vec<Trouble>,
    alarms: Vec<Alarms>,
    vouched: Vec<(String, String)>,
}

impl DispatchPage {
    /// The page of a day.
    pub fn new(app: &App, frame: Frame, coop: &Coop, day: &Day, now: Instant) -> Self {
        let w = frame.w;
        let home = Position::new(coop.latitude, coop.longitude).ok();
        let tours = Tours::of(app, day, home, now);
        let desk = Desk {
            app,
            frame: &frame,
            day,
            tours: &tours,
            courier_share: i64::from(tariff(coop).courier_share_permille),
            now,
        };
        let neighbour = |one: &crate::store::partner::Partner| Neighbour {
            desk: one.desk_id.clone(),
            name: one.name.clone(),
            hue: Hue::chosen(Some(&one.hue), &one.name),
            silent: one.silent_since.is_some(),
        };
        Self {
            today: frame.format.date(now),
            live: LiveState::new(w, "/dispatch/live", super::PATH, frame.format.time(now)),
            capacity: capacity::strip(&frame, day, now),
            delay: pickup_delay::select(w, coop.pickup_delay),
            neighbours: day.active.iter().map(|(one, _)| neighbour(one)).collect(),
            unassigned: waiting::unassigned(&frame, day, &tours, now),
            nothing: Empty::new(frame.coop.hue, "check", w.say("dispatch-nothing")),
            columns: columns::columns(&frame, day, now),
            assigned: waiting::assigned(&frame, day, &tours, now),
            map: day_map::day_map(app, w, day),
            incoming: received::cards(desk),
            shared: given::cards(&frame, day, now),
            alarms: alarms::show(&frame, &day.alarms, super::PATH, now),
            troubles: day
                .jobs
                .iter()
                .filter_map(|job| trouble::of(w, job))
                .collect(),
            vouched: day.jobs.iter().filter_map(vouched).collect(),
            w,
            frame,
        }
    }
}

impl DispatchPage {
    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let w = frame.w;
        let card = || Card {
            id: "47".into(),
            number: "K7P2".into(),
            state: "waiting",
            pair: Pair::sample(),
            owner: Some(Origin::new(
                w,
                Hue::Teal,
                Relation::From,
                "La <Grande> Rustine",
            )),
            note: Some(trouble::sentence(w, "nobodyOffered")),
            offer: Some(Act::new(
                "/dispatch/deliveries/47/offer",
                w.say("dispatch-offer"),
            )),
        };
        Self {
            today: "jeudi 12 novembre".into(),
            live: LiveState::new(w, "/dispatch/live", super::PATH, "12:31"),
            capacity: CapacityStrip::sample(w),
            delay: pickup_delay::select(w, 20),
            neighbours: vec![Neighbour {
                desk: "https://pontcassis.example/ap/desk".into(),
                name: "Les Sonnettes".into(),
                hue: Hue::Brick,
                silent: true,
            }],
            unassigned: vec![card()],
            nothing: Empty::new(Hue::Green, "check", w.say("dispatch-nothing")),
            columns: vec![CourierColumn::sample(w)],
            assigned: vec![Card {
                offer: None,
                ..card()
            }],
            map: None,
            incoming: vec![Incoming {
                proposal: "https://pontcassis.example/ap/j/1".into(),
                state: "offered",
                card: OfferCard::sample(w),
            }],
            shared: Vec::new(),
            alarms: Vec::new(),
            troubles: vec![Trouble {
                id: "40".into(),
                title: trouble::sentence(w, "pinLocked"),
                acts: vec![Act::new("/dispatch/deliveries/40/cancel", "x")],
                without_pin: Some(Act::new(
                    "/dispatch/deliveries/40/delivered-without-pin",
                    "y",
                )),
            }],
            vouched: vec![("K7P2".into(), "<Camille> called".into())],
            w,
            frame,
        }
    }
}

/// A delivery that somebody ended without the PIN, and why.
fn vouched(job: &load::Job) -> Option<(String, String)> {
    let delivery = &job.delivery;
    Some((delivery.number.clone(), delivery.vouched.clone()?))
}

/// Shows the day.
pub async fn show(
    State(site): State<Site>,
    _: Dispatcher,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let now = site.app.clock.now();
    let zone = zone(&coop);
    let (since, until) = (working_day::begins(now, zone), working_day::ends(now, zone));
    let day = site.app.db.read(move |c| load::day(c, since, until, now));
    let page = DispatchPage::new(&site.app, frame, &coop, &day.await?, now);
    Ok(page::render(&page))
}
