//! `POST /restaurant/{handle}/busy`: the kitchen has more to do than usual, or no longer.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::flow::restaurant::set_busy;
use crate::http::session::Session;
use crate::http::{Result, Site, Staff};
use crate::web::act_answer;
use crate::web::form::Form;

/// Sets the switch to the field `busy` (`true` or `false`; without it, to busy).
pub async fn send(
    State(site): State<Site>,
    staff: Staff,
    session: Session,
    Path(handle): Path<String>,
    form: Form,
) -> Result<Response> {
    let restaurant = super::of(&site.app, &staff, &handle).await?;
    let busy = form.text("busy") != "false";
    let (app, id) = (site.app.clone(), restaurant.id);
    let outcome = site.app.db.write(move |c| set_busy::run(c, &app, &id, busy));
    let done = if busy { "board-busy-on" } else { "board-busy-off" };
    let (outcome, page) = (outcome.await, super::path(&restaurant.handle));
    act_answer::back(&site, &session, outcome, act_answer::never, done, &page).await
}
