//! A trip for a delivery that was taken back after it had been acknowledged. The agreement between the two co-ops says what it costs.

use musette_domain::Money;

use super::line::{Line, write};
use crate::app::App;
use crate::store::ledger_entry::{LedgerDirection, LedgerKind};
use crate::store::{Conn, Result, partner, trade_agreement};

/// We took the delivery back and owe the trip.
pub fn we_owe(c: &mut Conn, app: &App, desk: &str, agreement: &str, context: &str) -> Result<()> {
    line(c, app, desk, agreement, context, LedgerDirection::WeOwe)
}

/// The partner took the delivery back and owes the trip.
pub fn they_owe(c: &mut Conn, app: &App, desk: &str, agreement: &str, context: &str) -> Result<()> {
    line(c, app, desk, agreement, context, LedgerDirection::TheyOwe)
}

fn line(
    c: &mut Conn,
    app: &App,
    desk: &str,
    agreement: &str,
    context: &str,
    direction: LedgerDirection,
) -> Result<()> {
    let Some(under) = partner::find(c, desk)?.agreement_id else {
        return Ok(());
    };
    let under = trade_agreement::find(c, &under)?;
    let line = Line {
        partner: desk,
        direction,
        kind: LedgerKind::WastedTrip,
        event: agreement,
        context,
        amount: Money::new(under.wasted_trip_fee, under.currency),
    };
    write(c, app, &line)
}
