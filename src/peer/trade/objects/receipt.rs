//! `/ap/e/{id}`: a receipt that we issued to the reader, as signed.

use serde_json::Value;

use crate::app::App;
use crate::store::partner::Partner;
use crate::store::receipt::{self, ReceiptDirection};
use crate::store::{Conn, Result};

/// The receipt, if the reader is who owes for it.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    let url = app.urls.receipt(id);
    Ok(receipt::find_optional(c, &url)?
        .filter(|row| row.partner_id == reader.desk_id && row.direction == ReceiptDirection::Issued)
        .and_then(|row| serde_json::from_str(&row.body).ok()))
}
