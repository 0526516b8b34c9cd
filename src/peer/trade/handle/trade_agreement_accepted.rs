//! `Accept` of our offered agreement: from now on we trade, if it is what we offered.

use musette_federation::trade_agreement::TradeAgreement;
use url::Url;

use super::Received;
use super::trade_agreement_offered::between_us;
use crate::app::Topic;
use crate::flow::agreement::{AgreementRefusal, answered};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::terms::{currency, minor, number};
use crate::store::trade_agreement::TradeAgreement as Row;
use crate::store::{Conn, trade_agreement};

/// Takes the yes.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    offer: &Url,
    agreement: &TradeAgreement,
) -> Result<Vec<Topic>, Failed> {
    let Some(row) = trade_agreement::of_offer(c, offer.as_str())? else {
        return Err(Problem::Unknown.into());
    };
    if !between_us(received, agreement) || !same_terms(&row, agreement)? {
        return Err(Problem::Conflict("this is not the agreement that we offered".into()).into());
    }
    let desk = &received.partner.desk_id;
    match answered::run(c, received.app, desk, offer.as_str(), true) {
        Ok(changed) => Ok(changed.topics),
        Err(AgreementRefusal::Store(error)) => Err(error.into()),
        Err(_) => Err(Problem::Unknown.into()),
    }
}

/// Whether the accepted terms are those of the row. Times travel in whole seconds.
fn same_terms(row: &Row, agreement: &TradeAgreement) -> Result<bool, Problem> {
    let currency = currency(&agreement.currency)?;
    Ok(
        agreement.id.as_ref().map(Url::as_str) == Some(row.id.as_str())
            && number(agreement.revision)? == row.revision
            && currency == row.currency
            && minor(&agreement.credit_limit, currency)? == row.credit_limit
            && minor(&agreement.wasted_trip_fee, currency)? == row.wasted_trip_fee
            && agreement.valid_from.timestamp() == row.valid_from.unix_seconds()
            && agreement.valid_through.timestamp() == row.valid_through.unix_seconds(),
    )
}
