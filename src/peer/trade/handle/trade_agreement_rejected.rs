//! `Reject` of our offered agreement.

use musette_federation::activity::Refused;

use super::Received;
use crate::app::Topic;
use crate::flow::agreement::{AgreementRefusal, answered};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Takes the no.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    refused: &Refused,
) -> Result<Vec<Topic>, Failed> {
    let desk = &received.partner.desk_id;
    match answered::run(c, received.app, desk, refused.object.as_str(), false) {
        Ok(changed) => Ok(changed.topics),
        Err(AgreementRefusal::Store(error)) => Err(error.into()),
        Err(_) => Err(Problem::Unknown.into()),
    }
}
