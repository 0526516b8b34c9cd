//! `Reject(Agreement)`: the customer's co-op opens no door for this carrier. Whom to send instead is for people: they are told.

use musette_federation::Slug;
use url::Url;

use super::Received;
use crate::app::Topic;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::partner::alarm;
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
    let why = format!(
        "{} does not let this carrier see the address of order {} ({reason}); choose another",
        received.partner.name, known.number
    );
    alarm(c, received.partner, &why)?;
    Ok(vec![Topic::Dispatch, Topic::Coop])
}
