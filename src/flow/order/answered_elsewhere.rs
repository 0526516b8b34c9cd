//! The restaurant's co-op has answered our customer's order.

use musette_domain::Money;
use musette_domain::order::OrderState;

use super::{ask_elsewhere, letter, record};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::store::Conn;
use crate::store::orders::{self, Order, OrderSide};
use musette_domain::TextValue;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The restaurant makes it.
    Accepted {
        /// The agreement at the restaurant's co-op.
        agreement_id: String,
        /// Its revision.
        revision: i64,
        /// Its state.
        state: OrderState,
        /// The total, which must be the one we offered.
        total: Money,
    },
    /// It does not.
    Rejected {
        /// The wire's reason, shown to the customer.
        reason: String,
    },
}

refusals! {
    /// Why an answer is not taken.
    pub enum AnsweredRefusal {
        /// There is no such order with this desk.
        #[error("we have not offered this order to this desk")]
        NotOffered = "answered-not-offered",
    }
}

/// Takes the answer to the `Offer` with this activity id.
pub fn run(
    c: &mut Conn,
    app: &App,
    desk: &str,
    offer_id: &str,
    answer: &Answer,
) -> Result<Changed, AnsweredRefusal> {
    let mut order = orders::lock_of_offer(c, offer_id)?
        .filter(|order| {
            order.side == OrderSide::Outgoing && order.partner_id.as_deref() == Some(desk)
        })
        .ok_or(AnsweredRefusal::NotOffered)?;
    match answer {
        Answer::Accepted {
            agreement_id,
            revision,
            state,
            total,
        } => accepted(c, app, &mut order, agreement_id, *revision, *state, *total),
        Answer::Rejected { reason } => rejected(c, app, &mut order, reason),
    }
}

fn accepted(
    c: &mut Conn,
    app: &App,
    order: &mut Order,
    agreement_id: &str,
    revision: i64,
    state: OrderState,
    total: Money,
) -> Result<Changed, AnsweredRefusal> {
    let known = order.agreement_id.as_deref() == Some(agreement_id);
    if known && revision <= order.revision {
        return Ok(Changed::nothing());
    }
    let ours = Money::new(order.total, order.currency);
    if order.state.is_final() || total != ours {
        // We gave up meanwhile, or it is not what the customer agreed to: the other side hears that we do not want it.
        order.agreement_id = Some(agreement_id.to_owned());
        orders::save(c, order)?;
        app.tell.order_withdrawn(c, &order.id)?;
        if order.state.is_final() {
            return Ok(Changed::nothing());
        }
        timer::clear(c, JobKind::OfferUnanswered, order.id.as_str())?;
        let mut changed = record::enter(
            c,
            app,
            order,
            OrderState::Cancelled,
            revision,
            Some("priceChanged"),
        )?;
        letter::ended(c, app, order)?;
        changed.order = Some(order.id.clone());
        return Ok(changed);
    }
    timer::clear(c, JobKind::OfferUnanswered, order.id.as_str())?;
    order.agreement_id = Some(agreement_id.to_owned());
    ask_elsewhere::later(c, app, order)?;
    let revision = revision.max(order.revision + 1);
    Ok(record::enter(c, app, order, state, revision, None)?)
}

fn rejected(
    c: &mut Conn,
    app: &App,
    order: &mut Order,
    reason: &str,
) -> Result<Changed, AnsweredRefusal> {
    if order.state.is_final() {
        return Ok(Changed::nothing());
    }
    timer::clear(c, JobKind::OfferUnanswered, order.id.as_str())?;
    let revision = order.revision + 1;
    let state = if order.state == OrderState::Offered {
        OrderState::Rejected
    } else {
        OrderState::Cancelled
    };
    let changed = record::enter(c, app, order, state, revision, Some(reason))?;
    letter::ended(c, app, order)?;
    Ok(changed)
}
