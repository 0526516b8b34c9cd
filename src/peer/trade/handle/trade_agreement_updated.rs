//! `Update(TradeAgreement)`: a partner pauses the trade, or takes it up again. Running deliveries finish either way.

use musette_federation::trade_agreement::{TradeAgreement, TradeAgreementState};
use url::Url;

use super::Received;
use crate::app::Topic;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;
use crate::store::partner::{self, PartnerState};

/// Takes the new standing, if it is about the agreement in force.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    agreement: &TradeAgreement,
) -> Result<Vec<Topic>, Failed> {
    let mut row = partner::lock(c, &received.partner.desk_id)?.ok_or(Problem::Unknown)?;
    let named = agreement.id.as_ref().map(Url::as_str);
    if row.agreement_id.as_deref() != named || named.is_none() {
        return Err(Problem::Unknown.into());
    }
    let next = match (row.state, agreement.state) {
        (PartnerState::Active, Some(TradeAgreementState::Paused)) => PartnerState::Paused,
        (PartnerState::Paused, Some(TradeAgreementState::Active)) => PartnerState::Active,
        _ => return Ok(Vec::new()),
    };
    row.state = next;
    partner::save(c, &row)?;
    Ok(vec![Topic::Coop, Topic::Dispatch])
}
