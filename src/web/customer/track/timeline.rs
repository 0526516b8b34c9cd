//! Where the order is: what is done, what is now, what is to come.

use musette_domain::Instant;
use musette_domain::order::{Fulfilment, OrderState};

use super::read::Tracked;
use crate::flow::order::reason;
use crate::i18n::Words;
use crate::web::format::Format;
use crate::web::parts::{Step, Timeline};

/// The states a good order passes; a collected one is never handed to a courier.
const WAY: [OrderState; 6] = [
    OrderState::Offered,
    OrderState::Agreed,
    OrderState::Preparing,
    OrderState::Ready,
    OrderState::HandedOver,
    OrderState::Delivered,
];

/// The strap of an order.
pub fn of((w, format): (Words, Format), tracked: &Tracked, now: Instant) -> Timeline {
    let order = &tracked.order;
    let collected = order.fulfilment == Fulfilment::Collection;
    let way = WAY
        .into_iter()
        .filter(|state| !(collected && *state == OrderState::HandedOver));
    let at = WAY.iter().position(|state| *state == shown(order.state));
    let ended_badly = order.state.is_final() && order.state != OrderState::Delivered;
    let mut steps: Vec<Step> = way
        .filter_map(|state| {
            let place = WAY.iter().position(|known| *known == state);
            let happened = time_of((format, now), tracked, state);
            let title = title(w, state, collected, tracked);
            let passed = happened.is_some() || (!ended_badly && place < at);
            if passed && (place != at || ended_badly || order.state.is_final()) {
                return Some(Step::done(title, happened));
            }
            if ended_badly {
                return None;
            }
            Some(if place == at {
                let step = Step::now(title);
                match waiting((w, format), tracked, now) {
                    Some(note) => step.note(note),
                    None => step,
                }
            } else {
                let step = Step::next(title);
                match state {
                    OrderState::Delivered => {
                        step.note(format.window(order.window_from, order.window_to))
                    }
                    _ => step,
                }
            })
        })
        .collect();
    if ended_badly {
        let time = time_of((format, now), tracked, order.state);
        let step = Step::done(end_title(w, order.state), time);
        steps.push(match reason::words(w, order.reason.as_deref()) {
            Some(reason) => step.note(reason),
            None => step,
        });
    }
    Timeline { steps }
}

/// Paid orders stand where agreed ones do.
const fn shown(state: OrderState) -> OrderState {
    match state {
        OrderState::Paid => OrderState::Agreed,
        other => other,
    }
}

fn time_of(
    (format, now): (Format, Instant),
    tracked: &Tracked,
    state: OrderState,
) -> Option<(String, String)> {
    let event = tracked.events.iter().find(|event| event.state == state)?;
    Some((format.machine(event.at), format.moment(event.at, now)))
}

fn title(w: Words, state: OrderState, collected: bool, tracked: &Tracked) -> String {
    let restaurant = [("restaurant", tracked.order.restaurant_name.as_str())];
    match state {
        OrderState::Offered => w.with("track-sent", &restaurant),
        OrderState::Agreed | OrderState::Paid => w.with("track-accepted", &restaurant),
        OrderState::Preparing => w.say("track-cooking").into_owned(),
        OrderState::Ready if collected => w.say("track-ready-collect").into_owned(),
        OrderState::Ready => w.say("track-ready").into_owned(),
        OrderState::HandedOver => w.say("track-on-the-way").into_owned(),
        _ if collected => w.say("track-collected").into_owned(),
        _ => w.say("track-delivered").into_owned(),
    }
}

/// What is being waited for.
fn waiting((w, format): (Words, Format), tracked: &Tracked, now: Instant) -> Option<String> {
    let order = &tracked.order;
    match order.state {
        OrderState::Offered => {
            let time = format.moment(order.answer_by, now);
            Some(w.with("track-answer-by", &[("time", time.as_str())]))
        }
        OrderState::HandedOver => {
            let name = order.carrier_name.as_deref()?;
            Some(w.with("track-carried-by", &[("carrier", name)]))
        }
        _ => None,
    }
}

fn end_title(w: Words, state: OrderState) -> String {
    match state {
        OrderState::Rejected => w.say("track-refused"),
        OrderState::Expired => w.say("track-unanswered"),
        _ => w.say("track-cancelled"),
    }
    .into_owned()
}
