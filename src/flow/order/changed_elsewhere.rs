//! The restaurant's co-op reports how far our customer's order is, and who may read the door.

use musette_domain::Instant;
use musette_domain::order::OrderState;

use super::{letter, record};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::address::{self, Reader};
use crate::flow::refusal::refusals;
use crate::store::orders::{self, Order, OrderSide};
use crate::store::{Conn, partner};

/// The agreement as the restaurant's co-op now has it: always whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderReport {
    /// Who says so.
    pub desk: String,
    /// The agreement.
    pub agreement_id: String,
    /// Higher for each change.
    pub revision: i64,
    /// Where it stands.
    pub state: OrderState,
    /// Why it ended.
    pub reason: Option<String>,
    /// Who carries it and may read the door; none for nobody.
    pub carrier: Option<Reader>,
    /// When it will be at the next stop.
    pub eta: Option<Instant>,
    /// The courier's cell (resolution 9), while carrying.
    pub cell: Option<String>,
}

refusals! {
    /// Why a report is not taken.
    pub enum ReportRefusal {
        /// No such order with this desk.
        #[error("we have no such order with this desk")]
        Unknown = "report-unknown",
    }
}

/// Takes the report. Lower and equal revisions say nothing new. The restaurant's co-op is the one that writes, so its state is ours.
pub fn run(c: &mut Conn, app: &App, report: &OrderReport) -> Result<Changed, ReportRefusal> {
    let mut order = orders::lock_of_agreement(c, &report.agreement_id)?
        .filter(|order| {
            order.side == OrderSide::Outgoing
                && order.partner_id.as_deref() == Some(report.desk.as_str())
        })
        .ok_or(ReportRefusal::Unknown)?;
    if report.revision <= order.revision || gave_up(&order, report) {
        return Ok(Changed::nothing());
    }
    let (was_final, before) = (order.state.is_final(), order.state);
    door(c, app, &order, report)?;
    order.carrier_desk = report.carrier.as_ref().map(|reader| reader.desk.clone());
    order.carrier_name = match &order.carrier_desk {
        Some(desk) => Some(name(c, app, desk)?),
        None => None,
    };
    order.eta = report.eta;
    order.cell.clone_from(&report.cell);
    order.reason.clone_from(&report.reason);
    let reason = report.reason.as_deref();
    if before == report.state {
        return Ok(record::note(c, app, &mut order, report.revision)?);
    }
    let changed = record::enter(c, app, &mut order, report.state, report.revision, reason)?;
    if !was_final && matches!(report.state, OrderState::Cancelled | OrderState::Rejected) {
        letter::ended(c, app, &order)?;
    }
    Ok(changed)
}

/// An order that we told the customer is dead stays dead: the other side has been told, and will say `cancelled`.
fn gave_up(order: &Order, report: &OrderReport) -> bool {
    matches!(order.state, OrderState::Expired | OrderState::Cancelled)
        && !matches!(report.state, OrderState::Cancelled | OrderState::Refunded)
}

/// Opens the door to the named carrier, or closes it. After the end nobody gets in.
fn door(
    c: &mut Conn,
    app: &App,
    order: &Order,
    report: &OrderReport,
) -> Result<(), crate::store::Error> {
    match &report.carrier {
        Some(reader) if !report.state.is_final() => {
            address::open(c, &order.id, reader, app.clock.now())?;
            Ok(())
        }
        _ => address::close(c, &order.id),
    }
}

/// What customers are told about a desk: its co-op's name where we know it, its host otherwise.
fn name(c: &mut Conn, app: &App, desk: &str) -> Result<String, crate::store::Error> {
    if desk == app.urls.desk() {
        return Ok(crate::store::coop::own(c)?.name);
    }
    if let Some(partner) = partner::find_optional(c, desk)? {
        return Ok(partner.name);
    }
    Ok(url::Url::parse(desk)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default())
}
