//! `POST /coop/moderation/show`: a reply that was hidden, or waits, is shown to everybody.

use axum::extract::State;
use axum::response::Response;

use super::{PATH, by};
use crate::flow::moderation::{ModerationRefusal, show_reply};
use crate::http::session::Session;
use crate::http::{Moderator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Shows the reply. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    Moderator(account): Moderator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let (app, by, id) = (
        site.app.clone(),
        by(&account, &form),
        form.text("reply").to_owned(),
    );
    let outcome = site
        .app
        .db
        .write(move |c| show_reply::run(c, &app, &id, true, &by))
        .await;
    let key = ModerationRefusal::key;
    act_answer::back(&site, &session, outcome, key, "moderation-shown", PATH).await
}
