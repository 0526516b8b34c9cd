//! `Reject` of our order: the restaurant does not make it.

use musette_federation::activity::Refused;

use super::Received;
use crate::app::Topic;
use crate::flow::order::answered_elsewhere::{self, Answer, AnsweredRefusal};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Tells the customer why.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    refused: &Refused,
) -> Result<Vec<Topic>, Failed> {
    let answer = Answer::Rejected {
        reason: refused.reason.as_str().to_owned(),
    };
    let desk = &received.partner.desk_id;
    match answered_elsewhere::run(c, received.app, desk, refused.object.as_str(), &answer) {
        Ok(changed) => Ok(changed.topics),
        Err(AnsweredRefusal::Store(error)) => Err(error.into()),
        Err(AnsweredRefusal::NotOffered) => Err(Problem::Unknown.into()),
    }
}
