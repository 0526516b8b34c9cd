//! `POST /restaurant/{handle}/orders/{id}/ready`: the meal waits at the counter.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::flow::order::ready::{self, ReadyRefusal};
use crate::http::session::Session;
use crate::http::{Result, Site, Staff};
use crate::web::act_answer;

/// Marks the order as ready. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    staff: Staff,
    session: Session,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response> {
    let (restaurant, id) = super::order_of(&site.app, &staff, &handle, &id).await?;
    let app = site.app.clone();
    let outcome = site.app.db.write(move |c| ready::run(c, &app, &id)).await;
    let page = super::path(&restaurant.handle);
    act_answer::back(
        &site,
        &session,
        outcome,
        ReadyRefusal::key,
        "board-readied",
        &page,
    )
    .await
}
