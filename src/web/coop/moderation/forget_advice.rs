//! `POST /coop/moderation/advice/forget`: what a list advised is forgotten.

use axum::extract::State;
use axum::response::Response;

use super::{ADVICE, by};
use crate::flow::moderation::forget_advice;
use crate::http::session::Session;
use crate::http::{Moderator, Result, Site};
use crate::web::act_answer;
use crate::web::form::Form;

/// Forgets the list; what was decided on it stays.
pub async fn send(
    State(site): State<Site>,
    Moderator(account): Moderator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let (app, by, source) = (
        site.app.clone(),
        by(&account, &form),
        form.text("source").to_owned(),
    );
    let outcome = site
        .app
        .db
        .write(move |c| forget_advice::run(c, &app, &source, &by))
        .await;
    let key = act_answer::never;
    act_answer::back(&site, &session, outcome, key, "advice-forgotten", ADVICE).await
}
