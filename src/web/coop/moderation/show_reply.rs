//! `POST /coop/moderation/show`: a reply that was hidden, or waits, is shown to everybody; or one that was reported is hidden.

use axum::extract::State;
use axum::response::Response;

use super::{PATH, by};
use crate::flow::moderation::{ModerationRefusal, show_reply};
use crate::http::session::Session;
use crate::http::{Moderator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Shows the reply, or hides it (`shown`: `no`). A second press changes nothing.
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
    let shown = form.text("shown") != "no";
    let outcome = site
        .app
        .db
        .write(move |c| show_reply::run(c, &app, &id, shown, &by))
        .await;
    let key = ModerationRefusal::key;
    let done = if shown {
        "moderation-shown"
    } else {
        "moderation-was-hidden"
    };
    act_answer::back(&site, &session, outcome, key, done, PATH).await
}
