//! `POST /coop/moderation/close`: a report was dealt with.

use axum::extract::State;
use axum::response::Response;

use super::{PATH, by};
use crate::flow::moderation::{ModerationRefusal, close_report};
use crate::http::session::Session;
use crate::http::{Moderator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Closes the report with a note.
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
        .write(move |c| close_report::run(c, &app, &id, &by))
        .await;
    let key = ModerationRefusal::key;
    act_answer::back(&site, &session, outcome, key, "moderation-closed", PATH).await
}
