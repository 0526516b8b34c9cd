//! `/ap/o/{id}`: an order of the reader's customer at one of our restaurants.

use serde_json::Value;

use crate::app::App;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::tell::order_document::document;
use crate::store::orders::OrderSide;
use crate::store::partner::Partner;
use crate::store::{Conn, Result, orders};

/// The order, if its customer is the reader's.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    let url = app.urls.order_agreement(id);
    let Some(order) = orders::of_agreement(c, &url)? else {
        return Ok(None);
    };
    if order.side != OrderSide::Incoming || order.partner_id.as_ref() != Some(&reader.desk_id) {
        return Ok(None);
    }
    Ok(Some(document(c, &Desk::of(app), &order, reader)?.to_json()))
}
