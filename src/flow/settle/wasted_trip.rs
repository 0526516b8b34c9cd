//! A trip for a delivery that was taken back after it had been acknowledged. The agreement between the two co-ops says what it costs.

use musette_domain::Money;

use super::line::{Line, write};
use crate::app::App;
use crate::store::ledger_entry::{LedgerDirection, LedgerKind};
use crate::store::trade_agreement::{self, TradeAgreement};
use crate::store::{Conn, Result, partner};

/// A trip for nothing.
pub struct Trip<'a> {
    /// The other co-op's desk.
    pub desk: &'a str,
    /// The award, which both know.
    pub agreement: &'a str,
    /// The trade agreement that the award names: its fee counts, also after a newer one was made.
    pub under: Option<&'a str>,
    /// The job.
    pub context: &'a str,
}

/// We took the delivery back, or nobody opened at the door: we owe the trip.
pub fn we_owe(c: &mut Conn, app: &App, trip: &Trip<'_>) -> Result<()> {
    line(c, app, trip, LedgerDirection::WeOwe)
}

/// The partner took the delivery back, or nobody opened at the door: it owes the trip.
pub fn they_owe(c: &mut Conn, app: &App, trip: &Trip<'_>) -> Result<()> {
    line(c, app, trip, LedgerDirection::TheyOwe)
}

fn line(c: &mut Conn, app: &App, trip: &Trip<'_>, direction: LedgerDirection) -> Result<()> {
    let Some(terms) = terms(c, trip)? else {
        return Ok(());
    };
    let line = Line {
        partner: trip.desk,
        direction,
        kind: LedgerKind::WastedTrip,
        event: trip.agreement,
        context: trip.context,
        amount: Money::new(terms.wasted_trip_fee, terms.currency),
    };
    write(c, app, &line)
}

/// The terms that the award was made under; those in force now, if it names none that we know of this partner.
fn terms(c: &mut Conn, trip: &Trip<'_>) -> Result<Option<TradeAgreement>> {
    let named = match trip.under {
        Some(id) => trade_agreement::find_optional(c, id)?,
        None => None,
    };
    if let Some(row) = named.filter(|row| row.partner_id == trip.desk) {
        return Ok(Some(row));
    }
    match partner::find(c, trip.desk)?.agreement_id {
        Some(id) => trade_agreement::find_optional(c, &id),
        None => Ok(None),
    }
}
