//! `/ap/g/{id}`: the agreement by which the reader carries a delivery of ours.

use serde_json::Value;

use crate::app::App;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::tell::delivery_awarded::document;
use crate::store::partner::Partner;
use crate::store::{Conn, Result, delivery_award};

/// The agreement, if it is the reader's.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    let url = app.urls.award(id);
    let Some(award) = delivery_award::find_optional(c, &url)? else {
        return Ok(None);
    };
    if award.partner_id != reader.desk_id {
        return Ok(None);
    }
    Ok(Some(document(c, &Desk::of(app), &award)?.to_json()))
}
