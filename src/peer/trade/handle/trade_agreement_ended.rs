//! `Undo(Accept(TradeAgreement))`: a partner ends the agreement; running deliveries end under its terms.

use url::Url;

use super::Received;
use crate::app::Topic;
use crate::flow::agreement::{AgreementRefusal, ended_elsewhere};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Takes the end.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    agreement: &Url,
) -> Result<Vec<Topic>, Failed> {
    let desk = &received.partner.desk_id;
    match ended_elsewhere::run(c, received.app, desk, agreement.as_str()) {
        Ok(changed) => Ok(changed.topics),
        Err(AgreementRefusal::Store(error)) => Err(error.into()),
        Err(_) => Err(Problem::Unknown.into()),
    }
}
