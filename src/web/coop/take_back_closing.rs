//! `POST /coop/closing/take-back`: the co-op goes on after all.

use axum::extract::State;
use axum::response::Response;

use crate::flow::closing::take_back::{self, TakeBackRefusal};
use crate::http::session::Session;
use crate::http::{Administrator, Result, Site};
use crate::web::act_answer;

/// Takes the announced closing back. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
) -> Result<Response> {
    let app = site.app.clone();
    let outcome = site.app.db.write(move |c| take_back::run(c, &app)).await;
    let (key, page) = (TakeBackRefusal::key, super::CLOSING);
    act_answer::back(&site, &session, outcome, key, "closing-is-taken-back", page).await
}
