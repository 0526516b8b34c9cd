//! `Accept(EconomicEvent)`, result `Claim`: a neighbour owes us what its signed claim says.

use musette_federation::receipt::Claim;
use serde_json::Value;

use super::Received;
use super::receipt_issued::verify;
use crate::app::Topic;
use crate::flow::carry::machine::CarryRefusal;
use crate::flow::carry::receipt_answered::{self, ReceiptAnswer};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::terms::{currency, minor};
use crate::store::{Conn, receipt};

/// Takes the claim, if it is signed and says what the receipt is about.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    claim: &Claim,
    signed: &Value,
) -> Result<Vec<Topic>, Failed> {
    verify(received.partner, signed)?;
    check_amounts(c, claim)?;
    let desk = &received.partner.desk_id;
    let id = claim.event.as_str();
    match receipt_answered::run(c, received.app, desk, id, ReceiptAnswer::Accepted) {
        Ok(changed) => Ok(changed.topics),
        Err(CarryRefusal::Store(error)) => Err(error.into()),
        Err(_) => Err(Problem::Unknown.into()),
    }
}

/// Two ledgers that differ are for people: a claim of another amount is not taken.
fn check_amounts(c: &mut Conn, claim: &Claim) -> Result<(), Failed> {
    let Some(row) = receipt::find_optional(c, claim.event.as_str())? else {
        return Err(Problem::Unknown.into());
    };
    let currency = currency(&claim.currency)?;
    let told = |amount: Option<&_>| amount.map_or(Ok(0), |amount| minor(amount, currency));
    let same = currency == row.currency
        && minor(&claim.price, currency)? == row.amount
        && told(claim.tip.as_ref())? == row.tip
        && told(claim.collected.as_ref())? == row.collected;
    if same {
        Ok(())
    } else {
        Err(Problem::Conflict("the claim's amounts are not those of the receipt".into()).into())
    }
}
