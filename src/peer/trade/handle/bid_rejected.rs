//! `Reject(Offer(Agreement))` with an epoch: a neighbour chose another co-op, or our bid came too late.

use url::Url;

use super::Received;
use crate::app::Topic;
use crate::flow::carry::machine::CarryRefusal;
use crate::flow::carry::rejected;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Frees the courier. A bid that we do not know of reserves nobody.
pub fn handle(c: &mut Conn, received: &Received<'_>, bid: &Url) -> Result<Vec<Topic>, Failed> {
    match rejected::run(c, received.app, &received.partner.desk_id, bid.as_str()) {
        Ok(changed) => Ok(changed.topics),
        Err(CarryRefusal::Store(error)) => Err(error.into()),
        Err(_) => Ok(Vec::new()),
    }
}
