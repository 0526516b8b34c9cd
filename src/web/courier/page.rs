//! `GET /courier`: the current stop, what comes then, and the declared times.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::delivery::DeliveryOrigin;
use musette_domain::task::TaskKind;
use musette_domain::{Instant, Money, Position};

use super::gone::Gone;
use super::load::{self, Door, OpenStop, Round};
use super::stage::Stage;
use super::times::{self, Declared, TimesForm};
use super::trouble;
use crate::app::App;
use crate::flow::delivery::deliver;
use crate::flow::order::quote::tariff;
use crate::http::frame::zone;
use crate::http::{Courier, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::coop::Coop;
use crate::web::form::FormKey;
use crate::web::format::Format;
use crate::web::page::{self, Frame};
use crate::web::parts::{
    Act, Beads, Empty, GiveCode, Hue, LiveState, Look, Offered, Origin, PinPad, Relation, Select,
};
use crate::web::working_day;

/// The current stop.
#[derive(Debug, Clone)]
pub struct Now {
    /// The delivery.
    pub id: String,
    /// Its state.
    pub state: &'static str,
    /// Whether bags are taken (else they are given).
    pub pickup: bool,
    /// The window.
    pub window: String,
    /// Where: the restaurant, or the street.
    pub place: String,
    /// The town, or the restaurant's address.
    pub place_line: String,
    /// Who opens.
    pub name: Option<String>,
    /// Floor, code, bell.
    pub notes: Option<String>,
    /// Order and bags.
    pub facts: String,
    /// What is to be taken in cash.
    pub cash: Option<String>,
    /// What the ride brings, and how far it is.
    pub offer: Option<String>,
    /// The code to show.
    pub code: Option<GiveCode>,
    /// The code, for machines.
    pub code_text: String,
    /// The key pad.
    pub pad: Option<PinPad>,
    /// Where to ride, as a `geo:` link (RFC 5870): the phone chooses its map, and no other server hears of it.
    pub geo: Option<String>,
    /// A number to call.
    pub tel: Option<String>,
    /// The co-op for which we carry.
    pub owner: Option<Origin>,
    /// The act at the thumb; none where the key pad has its own button.
    pub thumb: Option<Act>,
    /// What may be wrong.
    pub reasons: Select,
    /// Where that is told.
    pub trouble: Act,
}

/// A stop after this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    /// Whether bags are taken.
    pub pickup: bool,
    /// Where.
    pub place: String,
    /// When.
    pub window: String,
    /// Saying yes to it, if that is still to be said.
    pub accept: Option<Act>,
}

/// ↑ is always a pickup, ↓ always a delivery.
const fn arrow(pickup: bool) -> &'static str {
    if pickup { "up" } else { "drop" }
}

impl Now {
    const fn icon(&self) -> &'static str {
        arrow(self.pickup)
    }
}

impl Then {
    const fn icon(&self) -> &'static str {
        arrow(self.pickup)
    }
}

/// The page.
#[derive(Template)]
#[template(path = "courier/round.html")]
pub struct CourierPage {
    frame: Frame,
    w: Words,
    live: LiveState,
    beads: Option<Beads>,
    now: Option<Now>,
    then: Vec<Then>,
    gone: Vec<Gone>,
    empty: Empty,
    declared: Vec<Declared>,
    form: TimesForm,
}

/// What a page needs beside the rows.
#[derive(Clone, Copy)]
struct Around<'a> {
    w: Words,
    format: Format,
    coop: &'a Coop,
}

impl CourierPage {
    /// The page of a courier's day. `wrong` says what was wrong with the PIN that was tried.
    pub fn new(
        frame: Frame,
        coop: &Coop,
        round: &Round,
        now: Instant,
        form: Option<TimesForm>,
        wrong: Option<String>,
    ) -> Self {
        let (w, format) = (frame.w, frame.format);
        let around = Around { w, format, coop };
        let stops = round.stops.len();
        let beads = (stops > 0).then_some(Beads {
            w,
            done: round.done,
            all: round.done + stops,
        });
        let (current, then) = match round.stops.split_first() {
            Some((first, rest)) => (Some(first), rest),
            None => (None, [].as_slice()),
        };
        Self {
            live: LiveState::new(w, "/courier/live", super::PATH, format.time(now)),
            beads,
            now: current.map(|stop| here(around, stop, wrong)),
            then: then.iter().map(|stop| after(w, format, stop)).collect(),
            gone: round.gone.iter().map(|row| Gone::of(w, row)).collect(),
            empty: day_end(w, round.done),
            declared: times::declared(w, format, now, &round.times),
            form: form.unwrap_or_else(|| TimesForm::fresh(w, format.zone(), now)),
            w,
            frame,
        }
    }

    /// Reads a courier's day and makes its page.
    pub async fn read(
        app: &App,
        courier: &Courier,
        PageFrame { frame, coop }: PageFrame,
        form: Option<TimesForm>,
        wrong: Option<String>,
    ) -> Result<Self> {
        let now = app.clock.now();
        let since = working_day::begins(now, zone(&coop));
        let me = courier.id.clone();
        let round = app.db.read(move |c| load::round(c, &me, since, now));
        Ok(Self::new(frame, &coop, &round.await?, now, form, wrong))
    }
}

impl CourierPage {
    /// For tests and previews: at a door.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let w = frame.w;
        let now = Instant::from_millis(1_793_000_000_000);
        let reasons = trouble::Reason::offered(true).iter();
        let reasons = reasons.map(|reason| Offered::new(reason.text(), reason.label(w)));
        Self {
            live: LiveState::new(w, "/courier/live", super::PATH, "12:31"),
            beads: Some(Beads { w, done: 2, all: 6 }),
            now: Some(Now {
                id: "1".into(),
                state: "atDropoff",
                pickup: false,
                window: "12:45–13:00".into(),
                place: "12, rue <des> Chambres-à-Air".into(),
                place_line: "00000 Montbraquet".into(),
                name: Some("Camille".into()),
                notes: Some("3e gauche, code B47".into()),
                facts: w.with("courier-order", &[("number", "K7P2")]),
                cash: Some(w.with("courier-cash", &[("amount", "27,99 €")])),
                offer: None,
                code: None,
                code_text: String::new(),
                pad: Some(PinPad::sample(w)),
                geo: Some("geo:47.1,9.5".into()),
                tel: Some("+33199000000".into()),
                owner: Some(Origin::new(w, Hue::Brick, Relation::From, "Les Sonnettes")),
                thumb: None,
                reasons: Select::new("reason", w.say("trouble-which"), reasons),
                trouble: Act::new("/courier/deliveries/1/trouble", w.say("trouble-tell")),
            }),
            then: vec![Then {
                pickup: true,
                place: "Nouilles & Brouillard".into(),
                window: "12:58–13:08".into(),
                accept: Some(Act::new(
                    "/courier/deliveries/2/accept",
                    w.say("courier-accept"),
                )),
            }],
            gone: vec![Gone::sample(w)],
            empty: day_end(w, 2),
            declared: vec![Declared {
                id: "1".into(),
                when: "18:00 – 22:00".into(),
                neighbours: true,
                withdraw: Act::new("/courier/availability/1/withdraw", "x"),
            }],
            form: TimesForm::fresh(w, frame.format.zone(), now),
            w,
            frame,
        }
    }
}

fn day_end(w: Words, done: usize) -> Empty {
    let empty = Empty::new(Hue::Blue, "bike", w.say("courier-nothing"));
    if done == 0 {
        empty.text(w.say("courier-nothing-yet"))
    } else {
        empty.text(w.count("courier-done", done))
    }
}

fn after(w: Words, format: Format, stop: &OpenStop) -> Then {
    let pickup = stop.task.kind == TaskKind::Pickup;
    let place = match (pickup, &stop.door) {
        (true, _) => stop.delivery.pickup_name.clone(),
        (false, Some(door)) => door.street.clone(),
        (false, None) => w.with(
            "courier-door-of",
            &[("place", stop.delivery.pickup_name.as_str())],
        ),
    };
    let stage = Stage::of(stop.delivery.state, stop.task.accepted_at.is_some());
    let accept = || {
        let path = format!("/courier/deliveries/{}/accept", stop.delivery.id);
        Act::new(path, w.say("courier-accept"))
            .spoken(stop.delivery.number.as_str())
            .small()
    };
    Then {
        pickup,
        place,
        window: format.window(stop.task.window_from, stop.task.window_to),
        accept: (pickup && stage == Stage::Accept).then(accept),
    }
}

fn here(around: Around<'_>, stop: &OpenStop, wrong: Option<String>) -> Now {
    let Around { w, format, .. } = around;
    let delivery = &stop.delivery;
    let stage = Stage::of(delivery.state, stop.task.accepted_at.is_some());
    let path = format!("/courier/deliveries/{}", delivery.id);
    let (place, place_line) = place(w, stop, stage);
    let door = stop.door.as_ref().filter(|_| !stage.is_pickup());
    let at = if stage.is_pickup() {
        Position::new(delivery.pickup_latitude, delivery.pickup_longitude).ok()
    } else {
        door.and_then(|door| door.position)
    };
    let code = delivery
        .pickup_code
        .as_ref()
        .filter(|_| matches!(stage, Stage::ToPickup | Stage::AtPickup));
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Now {
        id: delivery.id.to_string(),
        state: delivery.state.text(),
        pickup: stage.is_pickup(),
        window: window(format, stop, stage),
        place,
        place_line,
        name: door.and_then(|door| text(&door.name)),
        notes: door.and_then(|door| text(&door.notes)),
        facts: w.with("courier-order", &[("number", delivery.number.as_str())]),
        cash: cash(around, stop, stage),
        offer: (stage == Stage::Accept).then(|| offer(around, stop)),
        code: code.map(|code| GiveCode {
            title: w.say("courier-show-code").into_owned(),
            code: code.clone(),
            note: Some(w.with("courier-order", &[("number", delivery.number.as_str())])),
        }),
        code_text: code.cloned().unwrap_or_default(),
        pad: (stage == Stage::AtDoor).then(|| pad(w, stop, &path, wrong)),
        geo: at.map(|at| format!("geo:{:.6},{:.6}", at.lat(), at.lon())),
        tel: door.and_then(|door| text(&dialled(door))),
        owner: stop.owner.as_ref().map(|owner| {
            let hue = Hue::chosen(Some(&owner.hue), &owner.name);
            Origin::new(
                w,
                hue,
                Relation::From,
                &format!("{}, {}", owner.name, owner.place),
            )
        }),
        thumb: thumb(w, stage, &path),
        reasons: Select::new(
            "reason",
            w.say("trouble-which"),
            trouble::Reason::offered(delivery.state.bag_is_gone())
                .iter()
                .map(|reason| Offered::new(reason.text(), reason.label(w))),
        ),
        trouble: Act::new(format!("{path}/trouble"), w.say("trouble-tell")).look(Look::Stop),
    }
}

/// A number as a link wants it (RFC 3966).
fn dialled(door: &Door) -> String {
    let signs = door.phone.chars();
    signs.filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

fn place(w: Words, stop: &OpenStop, stage: Stage) -> (String, String) {
    let delivery = &stop.delivery;
    if stage.is_pickup() {
        return (
            delivery.pickup_name.clone(),
            delivery.pickup_address.clone(),
        );
    }
    match &stop.door {
        Some(door) => (door.street.clone(), door.town.clone()),
        None => (
            w.say("courier-door-awaited").into_owned(),
            w.say("courier-door-awaited-text").into_owned(),
        ),
    }
}

fn window(format: Format, stop: &OpenStop, stage: Stage) -> String {
    let delivery = &stop.delivery;
    match stage {
        Stage::ToDoor | Stage::AtDoor => format.window(delivery.window_from, delivery.window_to),
        _ => format.time(delivery.pickup_at),
    }
}

fn cash(around: Around<'_>, stop: &OpenStop, stage: Stage) -> Option<String> {
    let delivery = &stop.delivery;
    let wanted = delivery.collect > 0 && !stage.is_pickup();
    wanted.then(|| {
        let amount = Money::new(delivery.collect, delivery.currency);
        let amount = around.format.money(amount);
        around.w.with("courier-cash", &[("amount", amount)])
    })
}

/// What the ride brings and how far it is: all that is known of the door before it is accepted.
fn offer(around: Around<'_>, stop: &OpenStop) -> String {
    let Around { w, format, coop } = around;
    let delivery = &stop.delivery;
    let fee = Money::new(delivery.fee, delivery.currency);
    let share = match delivery.side {
        // The fee of our own deliveries is what the courier gets; a neighbour's is shared by our own tariff.
        DeliveryOrigin::OwnOrder => fee,
        DeliveryOrigin::ForNeighbour => fee
            .permille(i64::from(tariff(coop).courier_share_permille))
            .unwrap_or(fee),
    };
    let until = format.window(delivery.window_from, delivery.window_to);
    let metres = delivery
        .distance
        .and_then(|metres| u32::try_from(metres).ok());
    let far = metres.map_or_else(String::new, |metres| format.distance(metres));
    let args = [
        ("amount", format.money(share)),
        ("window", until),
        ("distance", far),
    ];
    w.with("courier-offer", &args)
}

fn pad(w: Words, stop: &OpenStop, path: &str, wrong: Option<String>) -> PinPad {
    let name = stop.door.as_ref().map(|door| door.name.as_str());
    let title = match name.filter(|name| !name.is_empty()) {
        Some(name) => w.with("courier-pin-of", &[("name", name)]),
        None => w.say("courier-pin").into_owned(),
    };
    PinPad {
        w,
        title,
        action: format!("{path}/delivered"),
        key: FormKey::parse(&deliver::form_key(&stop.delivery)),
        error: wrong.or_else(|| told(w, stop.delivery.trouble.as_deref())),
        no_code: Some("#trouble".to_owned()),
        digits: 4,
    }
}

/// What the owner of a delivery that we carry has said of the PIN.
fn told(w: Words, trouble: Option<&str>) -> Option<String> {
    let trouble = trouble?;
    if trouble == "pinLocked" {
        return Some(w.say("courier-pin-locked").into_owned());
    }
    let left: u32 = trouble.strip_prefix("wrongPin:")?.parse().ok()?;
    Some(w.count("courier-pin-wrong", left))
}

fn thumb(w: Words, stage: Stage, path: &str) -> Option<Act> {
    let (act, label) = match stage {
        Stage::Accept => ("accept", w.say("courier-accept")),
        Stage::ToPickup => ("at-pickup", w.say("courier-here")),
        Stage::AtPickup => ("picked-up", w.say("courier-have-it")),
        Stage::ToDoor => ("at-dropoff", w.say("courier-at-door")),
        Stage::AtDoor => return None,
    };
    Some(Act::new(format!("{path}/{act}"), label).go().huge())
}

/// Shows the courier's page.
pub async fn show(
    State(site): State<Site>,
    courier: Courier,
    frame: PageFrame,
) -> Result<Response> {
    let page = CourierPage::read(&site.app, &courier, frame, None, None).await?;
    Ok(page::render(&page))
}
