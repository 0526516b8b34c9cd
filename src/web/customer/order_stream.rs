//! `/orders/{id}/live`: says that the order has changed, to its customer only.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::id::OrderId;

use crate::app::Topic;
use crate::http::{Account, Error, Result, Site, live};
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
    Ok(live::stream(&site, move |topic| {
        *topic == Topic::Order(id.clone())
    }))
}
