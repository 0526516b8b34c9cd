//! `Update(Agreement)`: how far our customer's order is, and which desk may read the door.

use musette_domain::TextValue;
use musette_domain::order::OrderState;
use musette_federation::order::{OrderAgreement, OrderState as WireState};

use super::{Received, order_accepted};
use crate::app::Topic;
use crate::flow::address::Reader;
use crate::flow::order::changed_elsewhere::{self, OrderReport, ReportRefusal};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::terms::number;
use crate::store::orders::{self, OrderSide};
use crate::store::{Conn, Result as StoreResult};

/// Takes the state. If it overtook the restaurant's yes, it is that as well.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    order: &OrderAgreement,
) -> Result<Vec<Topic>, Failed> {
    let report = report(received, order)?;
    match changed_elsewhere::run(c, received.app, &report) {
        Ok(changed) => return Ok(changed.topics),
        Err(ReportRefusal::Store(error)) => return Err(error.into()),
        Err(ReportRefusal::Unknown) => {}
    }
    let Some(offer) = waiting_offer(c, received)? else {
        return Err(Problem::Unknown.into());
    };
    order_accepted::take(c, received, &offer, order)
}

/// Our offer in this conversation, if it has not been answered.
fn waiting_offer(c: &mut Conn, received: &Received<'_>) -> StoreResult<Option<String>> {
    let context = received.activity.context.as_str();
    let order = orders::of_context(c, &received.partner.desk_id, context)?;
    Ok(order
        .filter(|order| {
            order.side == OrderSide::Outgoing
                && order.agreement_id.is_none()
                && !order.state.is_final()
        })
        .and_then(|order| order.offer_id))
}

fn report(received: &Received<'_>, order: &OrderAgreement) -> Result<OrderReport, Failed> {
    let carrier = order
        .carrier
        .as_ref()
        .map(|carrier| {
            Ok::<_, Problem>(Reader {
                desk: carrier.desk.to_string(),
                key: Some(carrier.desk_key.clone()),
                agreement: carrier.agreement.to_string(),
                epoch: number(carrier.epoch)?,
            })
        })
        .transpose()?;
    Ok(OrderReport {
        desk: received.partner.desk_id.clone(),
        agreement_id: order.id.to_string(),
        revision: number(order.revision)?,
        state: state(order.state)?,
        reason: order
            .reason
            .as_ref()
            .map(|reason| reason.as_str().to_owned()),
        carrier,
        eta: order.eta.map(Into::into),
        cell: None,
    })
}

/// The state in our words.
pub fn state(state: WireState) -> Result<OrderState, Problem> {
    OrderState::parse(state.as_str())
        .map_err(|_| Problem::Malformed(format!("an order cannot be {state} in this version")))
}
