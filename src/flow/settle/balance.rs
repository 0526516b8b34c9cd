//! How we stand with a partner.

use musette_domain::settlement::{self, EntryKind, LedgerLine, Side, Totals};
use musette_domain::{Currency, Instant, Money};

use crate::flow::refusal::broken;
use crate::store::ledger_entry::{self, LedgerDirection, LedgerEntry, LedgerKind};
use crate::store::{Conn, Result};

/// How we stand with a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// What it carried for us: its fees, trips and what it collected.
    pub given: Totals,
    /// What we carried for it.
    pub carried: Totals,
    /// What the partner owes us all in all, tips included; negative if we owe it.
    pub balance: Money,
}

/// The balance with a partner in one currency.
pub fn balance(c: &mut Conn, partner: &str, currency: Currency) -> Result<Balance> {
    let lines: Vec<LedgerLine> = ledger_entry::of_partner(c, partner)?
        .iter()
        .filter(|entry| entry.currency == currency)
        .map(line)
        .collect();
    Ok(Balance {
        given: settlement::totals(&lines, Side::Owner, currency).map_err(broken)?,
        carried: settlement::totals(&lines, Side::Carrier, currency).map_err(broken)?,
        balance: settlement::balance(&lines, currency).map_err(broken)?,
    })
}

/// What the partner owes us of what was booked since a moment; negative if we owe it.
pub fn owed_since(
    c: &mut Conn,
    partner: &str,
    currency: Currency,
    since: Instant,
) -> Result<Money> {
    let lines: Vec<LedgerLine> = ledger_entry::of_partner_since(c, partner, since)?
        .iter()
        .filter(|entry| entry.currency == currency)
        .map(line)
        .collect();
    settlement::balance(&lines, currency).map_err(broken)
}

/// A row as the domain reckons with it, so that two ledgers can be compared with `domain::settlement::differences`.
pub fn line(entry: &LedgerEntry) -> LedgerLine {
    let kind = match entry.kind {
        LedgerKind::Fee => EntryKind::Fee,
        LedgerKind::WastedTrip => EntryKind::WastedTrip,
        LedgerKind::Collected => EntryKind::Collected,
        LedgerKind::Tip => EntryKind::Tip,
    };
    // Who owes a fee is the owner; who owes what was collected is the carrier.
    let side = match (entry.direction, kind) {
        (LedgerDirection::WeOwe, EntryKind::Collected) => Side::Carrier,
        (LedgerDirection::TheyOwe, EntryKind::Collected) => Side::Owner,
        (LedgerDirection::WeOwe, _) => Side::Owner,
        (LedgerDirection::TheyOwe, _) => Side::Carrier,
    };
    LedgerLine {
        event: entry.event_id.clone(),
        kind,
        side,
        amount: Money::new(entry.amount, entry.currency),
    }
}
