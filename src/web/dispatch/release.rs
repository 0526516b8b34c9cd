//! `POST /dispatch/offers/release`: we give a neighbour's delivery back before our courier has the bag.

use axum::extract::State;
use axum::response::Response;

use crate::flow::carry::machine::CarryRefusal;
use crate::flow::carry::release;
use crate::http::session::Session;
use crate::http::{Dispatcher, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Gives the delivery back. A second press changes nothing.
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
        .write(move |c| release::run(c, &app, &proposal))
        .await;
    let key = CarryRefusal::key;
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "dispatch-released",
        super::PATH,
    )
    .await
}
