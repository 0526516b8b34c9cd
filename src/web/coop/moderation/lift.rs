//! `POST /coop/moderation/lift`: what was decided about a server, or somebody at one, does not hold any more.

use axum::extract::State;
use axum::response::Response;

use super::{PATH, by};
use crate::flow::moderation::{ModerationRefusal, Subject, lift};
use crate::http::session::Session;
use crate::http::{Moderator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Lifts it. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    Moderator(account): Moderator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let Some(about) = Subject::parse(&site.app, form.text("who")) else {
        return act_answer::say(&site, &session, "moderation-nobody", PATH).await;
    };
    let (app, by) = (site.app.clone(), by(&account, &form));
    let outcome = site
        .app
        .db
        .write(move |c| lift::run(c, &app, &about, &by))
        .await;
    site.app.lookup.policy_changed();
    let key = ModerationRefusal::key;
    act_answer::back(&site, &session, outcome, key, "moderation-lifted", PATH).await
}
