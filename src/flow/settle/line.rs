//! One line of the ledger. It is written once for an event and a kind.

use musette_domain::Money;

use crate::app::App;
use crate::flow::refusal::broken;
use crate::store::ledger_entry::{self, LedgerDirection, LedgerEntry, LedgerKind};
use crate::store::{Conn, Result};

/// What a line says.
pub(super) struct Line<'a> {
    pub partner: &'a str,
    pub direction: LedgerDirection,
    pub kind: LedgerKind,
    /// The receipt, or the agreement of a wasted trip: both co-ops know it.
    pub event: &'a str,
    /// The job.
    pub context: &'a str,
    pub amount: Money,
}

/// Writes the line unless it is there. Lines of nothing are not written.
pub(super) fn write(c: &mut Conn, app: &App, line: &Line<'_>) -> Result<()> {
    if line.amount.minor <= 0 {
        return Ok(());
    }
    let row = LedgerEntry {
        id: app.ids.new_id().map_err(broken)?,
        partner_id: line.partner.to_owned(),
        direction: line.direction,
        kind: line.kind,
        event_id: line.event.to_owned(),
        context: line.context.to_owned(),
        amount: line.amount.minor,
        currency: line.amount.currency,
        created_at: app.clock.now(),
    };
    ledger_entry::insert_if_absent(c, &row)?;
    Ok(())
}

/// The other direction.
pub(super) const fn turned(direction: LedgerDirection) -> LedgerDirection {
    match direction {
        LedgerDirection::WeOwe => LedgerDirection::TheyOwe,
        LedgerDirection::TheyOwe => LedgerDirection::WeOwe,
    }
}
