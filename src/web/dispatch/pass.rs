//! `POST /dispatch/offers/pass`: we do not want a neighbour's delivery.

use axum::extract::State;
use axum::response::Response;

use crate::flow::carry::machine::CarryRefusal;
use crate::flow::carry::pass;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Passes. That costs nothing, and a second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Dispatcher,
    session: Session,
    form: Form,
) -> Result<Response> {
    let proposal = form.text("proposal").to_owned();
    let app = site.app.clone();
    let outcome = site
        .app
        .db
        .write(move |c| pass::run(c, &app, &proposal))
        .await;
    let key = CarryRefusal::key;
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "dispatch-passed",
        super::PATH,
    )
    .await
}
