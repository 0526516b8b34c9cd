//! `POST …/conversation/answer` of a host.

use axum::extract::State;
use axum::response::Response;

use super::host::Host;
use super::show;
use crate::flow::conversation::answer;
use crate::http::session::Session;
use crate::http::{Action, PageFrame, Result, Site};
use crate::web::form::Form;

/// Sends the answer, or shows the page with what is wrong with it.
pub async fn send(
    State(site): State<Site>,
    host: Host,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    site.limits.check(Action::Answer, host.limited())?;
    let (flow, of) = (site.app.clone(), host.restaurant());
    let (to, words) = (form.raw("reply").to_owned(), form.text("text").to_owned());
    let answered = site
        .app
        .db
        .write(move |c| answer::run(c, &flow, of.as_ref(), &to, &words))
        .await;
    show::said(
        &site,
        &session,
        (frame, host),
        &form,
        answered,
        "answer-sent",
    )
    .await
}
