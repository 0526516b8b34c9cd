//! `/orders/{id}/live`: says that the order has changed, to its customer only.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::id::OrderId;

use crate::app::Topic;
use crate::http::live::{self, Listener};
use crate::http::{Account, Error, Result, Site};
use crate::store::orders;

/// Opens the stream.
pub async fn show(
    State(site): State<Site>,
    Path(id): Path<OrderId>,
    account: Account,
) -> Result<Response> {
    let wanted = id.clone();
    let order = site
        .app
        .db
        .read(move |c| orders::find_optional(c, &wanted))
        .await?;
    order
        .filter(|order| order.user_id.as_ref() == Some(&account.id))
        .ok_or_else(Error::not_found)?;
    // The order stays its customer's as long as there is an account.
    let listener = Listener::new(&account, |_| true);
    Ok(live::stream(&site, listener, move |topic| {
        *topic == Topic::Order(id.clone())
    }))
}
