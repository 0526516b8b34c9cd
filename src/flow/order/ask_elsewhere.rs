//! An order of our customer at a partner's restaurant should have ended long ago: its co-op is asked how far it is.

use chrono::TimeDelta;
use musette_domain::id::OrderId;
use musette_domain::{Instant, TextValue};

use super::changed_elsewhere::{self, OrderReport, ReportRefusal};
use crate::app::App;
use crate::app::handoffs::OrderSays;
use crate::flow::Changed;
use crate::flow::address::Reader;
use crate::flow::timer::{self, JobKind};
use crate::store::orders::{self, Order, OrderSide};
use crate::store::{Conn, Result};

/// How long after its window an order is given before its co-op is asked.
pub const PATIENCE: TimeDelta = TimeDelta::hours(2);
/// How long after its window nobody asks any more: people have to talk.
const LAST: TimeDelta = TimeDelta::days(3);

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The restaurant's co-op.
    pub desk: String,
    /// The order's document there.
    pub agreement: String,
    /// Until when it is worth asking.
    pub until: Instant,
}

/// Sets the timer of an order that was accepted elsewhere.
pub fn later(c: &mut Conn, app: &App, order: &Order) -> Result<()> {
    let at = order.window_to.plus(PATIENCE);
    timer::at(c, app, JobKind::AskOrder, order.id.as_str(), at)
}

/// Whom to ask for what; none if the order has ended, or is not one of those.
pub fn wanted(c: &mut Conn, id: &OrderId) -> Result<Option<Wanted>> {
    let order = orders::find_optional(c, id)?
        .filter(|order| order.side == OrderSide::Outgoing && !order.state.is_final());
    let Some(order) = order else {
        return Ok(None);
    };
    let until = order.window_to.plus(LAST);
    Ok(order
        .partner_id
        .zip(order.agreement_id)
        .map(|(desk, agreement)| Wanted {
            desk,
            agreement,
            until,
        }))
}

/// Whether nobody asks any more how an order elsewhere ended: its co-op has been silent for days.
pub fn is_given_up(order: &Order, now: Instant) -> bool {
    order.side == OrderSide::Outgoing && order.window_to.plus(LAST) < now
}

/// Takes what the document says, as if it had been told: lower and equal revisions say nothing new.
pub fn answered(
    c: &mut Conn,
    app: &App,
    wanted: &Wanted,
    says: &OrderSays,
) -> std::result::Result<Changed, ReportRefusal> {
    let report = OrderReport {
        desk: wanted.desk.clone(),
        agreement_id: wanted.agreement.clone(),
        revision: says.revision,
        state: says.state,
        reason: says.reason.clone(),
        carrier: says.carrier.as_ref().map(|carrier| Reader {
            desk: carrier.desk.clone(),
            key: Some(carrier.key.clone()),
            agreement: carrier.agreement.clone(),
            epoch: carrier.epoch,
        }),
        eta: says.eta,
        cell: None,
    };
    changed_elsewhere::run(c, app, &report)
}
