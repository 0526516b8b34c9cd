//! `/ap/ctx/{id}`: what became of an order that the reader offered us, when our answer has not reached it.
//!
//! The conversation has its address at the customer's co-op; asked for with the same last part at ours, it tells our side of it.

use musette_domain::TextValue;
use musette_domain::order::OrderState;
use serde_json::{Value, json};

use crate::app::App;
use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::tell::order_document::document;
use crate::store::orders::OrderSide;
use crate::store::partner::Partner;
use crate::store::{Conn, Result, orders};

/// The order if we said yes, else the offer with what we said.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    let origin = address(&reader.desk_id)?.origin().ascii_serialization();
    let context = format!("{origin}/ap/ctx/{id}");
    let Some(order) = orders::of_context(c, &reader.desk_id, &context)? else {
        return Ok(None);
    };
    if order.side != OrderSide::Incoming {
        return Ok(None);
    }
    let open = matches!(
        order.state,
        OrderState::Offered | OrderState::Rejected | OrderState::Expired
    );
    if open {
        return Ok(Some(json!({
            "id": order.offer_id,
            "type": "Offer",
            "context": context,
            "state": order.state.as_str(),
            "reason": order.reason,
        })));
    }
    Ok(Some(document(c, &Desk::of(app), &order, reader)?.to_json()))
}
