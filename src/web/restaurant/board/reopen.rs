//! `POST /restaurant/{handle}/open`: a closed restaurant takes orders again.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::flow::restaurant::reopen;
use crate::http::session::Session;
use crate::http::{Result, Site, Staff};
use crate::web::act_answer;

/// Ends the closure. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    staff: Staff,
    session: Session,
    Path(handle): Path<String>,
) -> Result<Response> {
    let restaurant = super::of(&site.app, &staff, &handle).await?;
    let (app, id) = (site.app.clone(), restaurant.id);
    let outcome = site.app.db.write(move |c| reopen::run(c, &app, &id)).await;
    let page = super::path(&restaurant.handle);
    act_answer::back(
        &site,
        &session,
        outcome,
        act_answer::never,
        "board-opened",
        &page,
    )
    .await
}
