//! `/ap/ta/{id}`: a trade agreement with the reader.

use serde_json::Value;

use crate::app::App;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::tell::agreement_document::document;
use crate::store::partner::Partner;
use crate::store::{Conn, Result, trade_agreement};

/// The agreement, if it is with `reader`.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    let url = app.urls.trade_agreement(id);
    let Some(row) = trade_agreement::find_optional(c, &url)? else {
        return Ok(None);
    };
    if row.partner_id != reader.desk_id {
        return Ok(None);
    }
    Ok(Some(document(c, &Desk::of(app), &row, reader)?.to_json()))
}
