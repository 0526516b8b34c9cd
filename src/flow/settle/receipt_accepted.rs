//! An accepted receipt: the carrier is owed fee and tip, and owes what it took at the door.

use musette_domain::Money;

use super::line::{Line, turned, write};
use crate::app::App;
use crate::store::ledger_entry::{LedgerDirection, LedgerKind};
use crate::store::receipt::{Receipt, ReceiptDirection};
use crate::store::{Conn, Result};

/// Writes the receipt's lines, once.
pub fn run(c: &mut Conn, app: &App, receipt: &Receipt, context: &str) -> Result<()> {
    // For a receipt that we received the partner rode: we owe the fee.
    let fee = match receipt.direction {
        ReceiptDirection::Received => LedgerDirection::WeOwe,
        ReceiptDirection::Issued => LedgerDirection::TheyOwe,
    };
    let lines = [
        (LedgerKind::Fee, fee, receipt.amount),
        (LedgerKind::Tip, fee, receipt.tip),
        (LedgerKind::Collected, turned(fee), receipt.collected),
    ];
    for (kind, direction, amount) in lines {
        let line = Line {
            partner: &receipt.partner_id,
            direction,
            kind,
            event: &receipt.id,
            context,
            amount: Money::new(amount, receipt.currency),
        };
        write(c, app, &line)?;
    }
    Ok(())
}
