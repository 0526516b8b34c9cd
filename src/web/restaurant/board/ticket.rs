//! An order as a ticket of the board.

use musette_domain::Instant;
use musette_domain::delivery::DeliveryState;
use musette_domain::order::{Fulfilment, OrderState};

use super::load::Seen;
use super::refuse;
use crate::i18n::Words;
use crate::store::partner::Partner;
use crate::web::form::FormKey;
use crate::web::format::Format;
use crate::web::parts::{
    Act, CodeForm, Hue, Look, Origin, Relation, Ring, Ticket, TicketLine, Tone, allergen,
};

/// The lane in which a ticket hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// To be answered.
    New,
    /// In the kitchen.
    Kitchen,
    /// At the counter.
    Counter,
}

/// The lane of a state; none for what is over.
pub const fn lane(state: OrderState) -> Option<Lane> {
    match state {
        OrderState::Offered => Some(Lane::New),
        OrderState::Agreed | OrderState::Paid | OrderState::Preparing => Some(Lane::Kitchen),
        OrderState::Ready => Some(Lane::Counter),
        _ => None,
    }
}

/// What all tickets of a page have in common.
#[derive(Debug, Clone, Copy)]
pub struct Board<'a> {
    /// The words.
    pub w: Words,
    /// How times are written.
    pub format: Format,
    /// The board's address.
    pub path: &'a str,
    /// Trade time.
    pub now: Instant,
    /// How long a restaurant has to answer, in seconds.
    pub answer_within: i64,
}

/// The ticket of an order.
pub fn ticket(board: Board<'_>, seen: &Seen, lane: Lane, wrong: Option<String>) -> Ticket {
    let Board { w, format, now, .. } = board;
    let order = &seen.order;
    let late = lane != Lane::New && now > order.pickup_at;
    Ticket {
        w,
        number: order.number.clone(),
        new: lane == Lane::New,
        tone: if late && lane == Lane::Kitchen {
            Tone::Stop
        } else {
            Tone::Plain
        },
        ring: (lane == Lane::New).then(|| ring(board, seen)),
        due: due(board, seen, lane),
        late: late && lane == Lane::Kitchen,
        at: format.time(order.pickup_at),
        allergy: None,
        lines: lines(w, seen),
        note: note(w, seen),
        origin: origin(w, seen, lane),
        acts: acts(board, seen, lane),
        refuse: if lane == Lane::New {
            refusals(board, seen)
        } else {
            Vec::new()
        },
        code: code(board, seen, lane, wrong),
    }
}

fn address(board: Board<'_>, seen: &Seen, act: &str) -> String {
    format!("{}/orders/{}/{act}", board.path, seen.order.id)
}

fn ring(board: Board<'_>, seen: &Seen) -> Ring {
    let by = seen.order.answer_by;
    let seconds = |n: i64| u32::try_from(n.max(0)).unwrap_or(u32::MAX);
    let left = by.since(board.now).num_seconds();
    let of = board.answer_within.max(left);
    Ring::new(board.w, seconds(left), seconds(of), &board.format.time(by))
}

fn due(board: Board<'_>, seen: &Seen, lane: Lane) -> String {
    let Board { w, now, .. } = board;
    let minutes = seen.order.pickup_at.since(now).num_minutes();
    let arrived =
        |delivery: &crate::store::delivery::Delivery| delivery.state == DeliveryState::AtPickup;
    match (lane, &seen.courier) {
        (Lane::New, _) => w.say("ticket-ready-at").into_owned(),
        (Lane::Counter, Some(name)) if seen.delivery.as_ref().is_some_and(arrived) => {
            w.with("board-at-counter", &[("name", name.as_str())])
        }
        (Lane::Counter, Some(name)) => w.with("board-on-the-way", &[("name", name.as_str())]),
        _ if now > seen.order.pickup_at => w.count("board-late", -minutes),
        _ => w.count("board-in", minutes),
    }
}

fn lines(w: Words, seen: &Seen) -> Vec<TicketLine> {
    let line = |line: &crate::store::order_line::OrderLine| TicketLine {
        count: u32::try_from(line.count).unwrap_or_default(),
        name: line.name.clone(),
        note: contains(w, &line.allergens),
    };
    seen.lines.iter().map(line).collect()
}

fn contains(w: Words, codes: &[String]) -> Option<String> {
    if codes.is_empty() {
        return None;
    }
    let list = allergen::list(w, codes.iter().map(String::as_str));
    Some(w.with("board-contains", &[("list", list.as_str())]))
}

fn note(w: Words, seen: &Seen) -> Option<String> {
    match seen.order.fulfilment {
        Fulfilment::Collection => Some(w.say("board-collects").into_owned()),
        Fulfilment::Delivery => None,
    }
}

fn origin(w: Words, seen: &Seen, lane: Lane) -> Option<Origin> {
    let of = |partner: &Partner, relation| {
        let hue = Hue::chosen(Some(&partner.hue), &partner.name);
        let name = format!("{}, {}", partner.name, partner.place);
        Origin::new(w, hue, relation, &name)
    };
    let carrier = seen.delivered_by.as_ref().filter(|_| lane == Lane::Counter);
    carrier
        .map(|partner| of(partner, Relation::DeliveredBy))
        .or_else(|| {
            let partner = seen.customer_of.as_ref()?;
            Some(of(partner, Relation::CustomerOf))
        })
}

fn acts(board: Board<'_>, seen: &Seen, lane: Lane) -> Vec<Act> {
    let w = board.w;
    let number = seen.order.number.as_str();
    let act = |name, label: std::borrow::Cow<'static, str>| {
        Act::new(address(board, seen, name), label)
            .spoken(number)
            .full()
    };
    match lane {
        Lane::New => vec![act("accept", w.say("board-accept")).go()],
        Lane::Kitchen => vec![act("ready", w.say("board-ready")).go().icon("check")],
        Lane::Counter if seen.order.fulfilment == Fulfilment::Collection => {
            vec![act("collected", w.say("board-give")).look(Look::Now)]
        }
        Lane::Counter => Vec::new(),
    }
}

fn refusals(board: Board<'_>, seen: &Seen) -> Vec<Act> {
    let reasons = refuse::REASONS.into_iter();
    reasons
        .map(|reason| {
            Act::new(
                address(board, seen, "refuse"),
                refuse::label(board.w, reason),
            )
            .field("reason", reason.text())
            .full()
        })
        .collect()
}

/// The field for the code: at the counter, and in the kitchen when the courier already waits or a code was tried.
fn code(board: Board<'_>, seen: &Seen, lane: Lane, wrong: Option<String>) -> Option<CodeForm> {
    let delivery = seen.delivery.as_ref()?;
    let waits = delivery.state == DeliveryState::AtPickup;
    let here = lane == Lane::Counter || (lane == Lane::Kitchen && (waits || wrong.is_some()));
    let act = Act::new(
        address(board, seen, "hand-over"),
        board.w.say("board-hand-over"),
    )
    .spoken(seen.order.number.as_str())
    .look(if waits { Look::Now } else { Look::Plain })
    .full();
    let key = seen.code_key.as_deref().and_then(FormKey::parse);
    here.then(|| CodeForm {
        id: format!("code-{}", seen.order.id),
        label: board.w.say("board-code").into_owned(),
        act: match key {
            Some(key) => act.key(key),
            None => act,
        },
        error: wrong,
    })
}
