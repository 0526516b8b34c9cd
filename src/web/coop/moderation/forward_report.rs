//! `POST /coop/moderation/forward`: a report goes to the server that it is about, in the co-op's name.

use axum::extract::State;
use axum::response::Response;

use super::{PATH, by};
use crate::flow::moderation::{ModerationRefusal, forward_report};
use crate::http::session::Session;
use crate::http::{Moderator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Passes the report on. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    Moderator(account): Moderator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let (app, by, id) = (
        site.app.clone(),
        by(&account, &form),
        form.text("report").to_owned(),
    );
    let outcome = site
        .app
        .db
        .write(move |c| forward_report::run(c, &app, &id, &by))
        .await;
    let (key, done) = (ModerationRefusal::key, "moderation-was-forwarded");
    act_answer::back(&site, &session, outcome, key, done, PATH).await
}
