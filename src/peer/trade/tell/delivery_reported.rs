//! `Create(Delivery)` (the acknowledgement) or `Update(Delivery)`: how far we are with a neighbour's delivery.

use chrono::TimeDelta;
use musette_domain::handoff::Progress;
use musette_federation::TradeMessage;

use super::delivery_report::document;
use crate::flow::carry::report;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::store::{Conn, Error, Result};

/// How long a report is tried to be told; the next one replaces it.
const TRIED: TimeDelta = TimeDelta::hours(2);
/// How long one is tried that money hangs on: both co-ops book a wasted trip by the acknowledgement, or by the failure.
const OWED: TimeDelta = TimeDelta::days(7);

/// Tells the owner the latest report.
pub fn tell(c: &mut Conn, desk: &Desk, proposal: &str) -> Result<()> {
    let report = report::of_proposal(c, proposal)?
        .ok_or_else(|| Error::Database(format!("there is nothing to report of {proposal}")))?;
    let delivery = document(desk, &report)?;
    let tried = match report.progress {
        Progress::Committed | Progress::Failed | Progress::Released => OWED,
        _ => TRIED,
    };
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &report.desk,
            id: None,
            context: &report.context,
            valid_through: desk.now().plus(tried),
            message: TradeMessage::DeliveryReported(delivery),
        },
    )?;
    Ok(())
}
