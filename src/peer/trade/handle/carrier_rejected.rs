//! `Reject(Agreement)`: the customer's co-op opens no door for this carrier. Whom to send instead is for people: they are told.

use musette_federation::Slug;
use url::Url;

use super::Received;
use crate::app::Topic;
use crate::flow::alarm::{self, What};
use crate::peer::trade::failed::Failed;
use crate::store::{Conn, orders};

/// Tells our people. An order that is not this partner's is nobody's business.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    order: &Url,
    reason: &Slug,
) -> Result<Vec<Topic>, Failed> {
    let desk = &received.partner.desk_id;
    let known = orders::of_agreement(c, order.as_str())?
        .filter(|order| order.partner_id.as_ref() == Some(desk));
    let Some(known) = known else {
        return Ok(Vec::new());
    };
    tracing::warn!(
        partner = desk,
        order.number = known.number,
        reason = reason.as_str(),
        "the customer's co-op does not open the door to this carrier"
    );
    let what = What::CarrierRefused {
        order: known.number,
    };
    alarm::raise(c, desk, what, received.now)?;
    Ok(vec![Topic::Dispatch, Topic::Coop])
}
