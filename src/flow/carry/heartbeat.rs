//! We still carry: the neighbour hears the last report again.

use chrono::TimeDelta;

use crate::app::App;
use crate::flow::Changed;
use crate::flow::timer::{self, JobKind};
use crate::store::delivery_offer_received::{self, ReceivedOfferState};
use crate::store::{Conn, Result};

/// How often (protocol.md 7.9).
const EVERY: TimeDelta = TimeDelta::minutes(10);

/// Says it again and sets the next time, as long as we carry.
pub fn run(c: &mut Conn, app: &App, proposal: &str) -> Result<Changed> {
    let Some(row) = delivery_offer_received::lock(c, proposal)? else {
        return Ok(Changed::nothing());
    };
    if matches!(
        row.state,
        ReceivedOfferState::Committed | ReceivedOfferState::Carrying
    ) {
        app.tell.delivery_reported(c, proposal)?;
        next(c, app, proposal)?;
    }
    Ok(Changed::nothing())
}

/// Sets the next time: ten minutes after the last report.
pub fn next(c: &mut Conn, app: &App, proposal: &str) -> Result<()> {
    let at = app.clock.now().plus(EVERY);
    timer::at(c, app, JobKind::Heartbeat, proposal, at)
}
