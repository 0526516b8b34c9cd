//! `POST /coop/agreements/reject`: our administrator does not want what a co-op offers.

use axum::extract::State;
use axum::response::Response;

use crate::flow::agreement::{AgreementRefusal, reject};
use crate::http::session::Session;
use crate::http::{Administrator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Rejects the agreement. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let id = form.text("agreement").to_owned();
    let app = site.app.clone();
    let outcome = site.app.db.write(move |c| reject::run(c, &app, &id)).await;
    let (key, page) = (AgreementRefusal::key, super::AGREEMENTS);
    act_answer::back(&site, &session, outcome, key, "agreements-rejected", page).await
}
