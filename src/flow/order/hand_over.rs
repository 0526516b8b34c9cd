//! The counter gives the bag to a courier, against the pickup code of the moment.

use musette_domain::handoff::CounterAnswer;
use musette_domain::id::OrderId;
use musette_domain::order::{Fulfilment, OrderRefusal, OrderState};
use musette_domain::pin::{MAX_TRIES, Verdict, judge, same_code};

use super::record;
use crate::app::App;
use crate::flow::refusal::refusals;
use crate::flow::{Changed, delivery, offer};
use crate::store::delivery::{self as deliveries, Delivery};
use crate::store::orders::{self, Order, OrderSide};
use crate::store::{Conn, Error};

/// What the counter is told. A wrong code is counted, so it is an answer and no error: errors undo what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CounterSays {
    /// Give the bag to this courier.
    HandOver(Changed),
    /// The bag has gone already.
    AlreadyHandedOver,
    /// The code was right once, but the delivery was taken from that co-op. Its trip is paid.
    TakenBack(Changed),
    /// A wrong code.
    Wrong {
        /// How many tries are left.
        left: u32,
        /// What changed.
        changed: Changed,
    },
    /// The form is older than the last wrong code, so this one was not looked at.
    OldForm {
        /// How many tries are left.
        left: u32,
    },
    /// Wrong too often: call the dispatch.
    Locked(Changed),
    /// Nobody is expected.
    NobodyExpected,
}

refusals! {
    /// Why a code is not even looked at.
    pub enum HandOverRefusal {
        /// It does not belong to a restaurant of ours.
        #[error("this order is at a restaurant of another co-op")]
        Elsewhere = "hand-over-elsewhere",
        /// The customer comes for it.
        #[error("the customer collects this order; there is no pickup code")]
        IsCollected = "hand-over-is-collected",
        /// Not accepted, or over.
        #[error("{0}")]
        Order(OrderRefusal) = "hand-over-not-now",
    }
}

/// What makes a second press of the same form harmless: the key changes with each wrong try.
pub fn form_key(c: &mut Conn, delivery: &Delivery) -> Result<String, Error> {
    Ok(format!("{}-{}", delivery.id, failed(c, delivery)?))
}

/// How often a wrong code was said for this delivery, to a neighbour's courier or ours.
fn failed(c: &mut Conn, delivery: &Delivery) -> Result<u32, Error> {
    let own = u32::try_from(delivery.code_tries).unwrap_or(u32::MAX);
    Ok(offer::counter::wrong_codes(c, &delivery.id)?.unwrap_or(own))
}

/// As [`run`], from a form with the key that [`form_key`] gave it. A key that is over was judged before: the code is neither looked at nor counted.
pub fn once(
    c: &mut Conn,
    app: &App,
    id: &OrderId,
    code: &str,
    key: Option<&str>,
) -> Result<CounterSays, HandOverRefusal> {
    if let (Some(key), Ok((_, delivery))) = (key, load(c, id)?)
        && key != form_key(c, &delivery)?
    {
        let failed = failed(c, &delivery)?;
        return Ok(match MAX_TRIES.saturating_sub(failed) {
            0 => CounterSays::Locked(Changed::nothing()),
            left => CounterSays::OldForm { left },
        });
    }
    run(c, app, id, code)
}

/// Checks the code that the courier shows, and hands the bag over if it is right.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &OrderId,
    code: &str,
) -> Result<CounterSays, HandOverRefusal> {
    let (_, mut delivery) = match load(c, id)? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    if let Some((answer, changed)) = offer::counter::code_entered(c, app, &delivery.id, code)? {
        return Ok(answered(answer, changed));
    }
    let Some(expected) = delivery.pickup_code.clone() else {
        return Ok(CounterSays::NobodyExpected);
    };
    let failed = u32::try_from(delivery.code_tries).unwrap_or(u32::MAX);
    match judge(failed, same_code(code, &expected)) {
        Verdict::Right => Ok(CounterSays::HandOver(delivery::bag::gone(
            c,
            app,
            &mut delivery,
        )?)),
        Verdict::Wrong { left } => {
            delivery.code_tries += 1;
            deliveries::save(c, &delivery)?;
            let changed = delivery::stop::topics(c, &delivery)?;
            Ok(CounterSays::Wrong { left, changed })
        }
        Verdict::Locked => {
            delivery.code_tries = delivery.code_tries.saturating_add(1);
            delivery.trouble = Some("codeLocked".to_owned());
            deliveries::save(c, &delivery)?;
            Ok(CounterSays::Locked(delivery::stop::topics(c, &delivery)?))
        }
    }
}

/// The dispatch vouches that the courier who stands at the counter is the right one.
pub fn by_hand(c: &mut Conn, app: &App, id: &OrderId) -> Result<CounterSays, HandOverRefusal> {
    let (_, mut delivery) = match load(c, id)? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    if let Some((answer, changed)) = offer::counter::by_hand(c, app, &delivery.id)? {
        return Ok(answered(answer, changed));
    }
    if !delivery::assign::is_ours(&delivery) {
        return Ok(CounterSays::NobodyExpected);
    }
    delivery.trouble = None;
    Ok(CounterSays::HandOver(delivery::bag::gone(
        c,
        app,
        &mut delivery,
    )?))
}

type Found = Result<(Order, Delivery), CounterSays>;

fn load(c: &mut Conn, id: &OrderId) -> Result<Found, HandOverRefusal> {
    let order = orders::lock(c, id)?;
    if order.side == OrderSide::Outgoing {
        return Err(HandOverRefusal::Elsewhere);
    }
    if order.fulfilment == Fulfilment::Collection {
        return Err(HandOverRefusal::IsCollected);
    }
    if matches!(order.state, OrderState::HandedOver | OrderState::Delivered) {
        return Ok(Err(CounterSays::AlreadyHandedOver));
    }
    if !record::was_accepted(order.state) {
        let refusal = OrderRefusal::NotNow(order.state);
        return Err(HandOverRefusal::Order(refusal));
    }
    match deliveries::lock_of_order(c, id)? {
        Some(delivery) => Ok(Ok((order, delivery))),
        None => Ok(Err(CounterSays::NobodyExpected)),
    }
}

fn answered(answer: CounterAnswer, changed: Changed) -> CounterSays {
    match answer {
        CounterAnswer::HandOver { .. } => CounterSays::HandOver(changed),
        CounterAnswer::AlreadyHandedOver => CounterSays::AlreadyHandedOver,
        CounterAnswer::TakenBack { .. } => CounterSays::TakenBack(changed),
        CounterAnswer::Wrong { left } => CounterSays::Wrong { left, changed },
        CounterAnswer::Locked => CounterSays::Locked(changed),
        CounterAnswer::NobodyExpected => CounterSays::NobodyExpected,
    }
}
