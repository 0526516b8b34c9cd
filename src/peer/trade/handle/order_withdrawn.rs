//! `Undo(Offer(Agreement))`: a partner's customer does not want the order any more. If the kitchen has begun, the answer is the order's state.

use url::Url;

use super::Received;
use crate::app::Topic;
use crate::flow::order::withdrawn_elsewhere::{self, WithdrawnRefusal};
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Ends the order, or says how far it is.
pub fn handle(c: &mut Conn, received: &Received<'_>, offer: &Url) -> Result<Vec<Topic>, Failed> {
    let desk = &received.partner.desk_id;
    match withdrawn_elsewhere::run(c, received.app, desk, offer.as_str()) {
        Ok(changed) => Ok(changed.topics),
        Err(WithdrawnRefusal::Store(error)) => Err(error.into()),
        // It was refused, or never came: there is nothing to end.
        Err(WithdrawnRefusal::Unknown) => Ok(Vec::new()),
    }
}
