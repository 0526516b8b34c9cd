//! `POST …/conversation/correct` of a host: an answer that was sent says something else now.

use axum::extract::State;
use axum::response::Response;

use super::host::Host;
use super::show;
use crate::flow::conversation::correct;
use crate::http::session::Session;
use crate::http::{Action, PageFrame, Result, Site};
use crate::web::form::Form;

/// Sends the correction, or shows the page with what is wrong with it.
pub async fn send(
    State(site): State<Site>,
    host: Host,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    site.limits.check(Action::Answer, host.limited())?;
    let (flow, of) = (site.app.clone(), host.restaurant());
    let (id, words) = (form.raw("reply").to_owned(), form.text("text").to_owned());
    let corrected = site
        .app
        .db
        .write(move |c| correct::run(c, &flow, of.as_ref(), &id, &words))
        .await;
    let done = "answer-corrected";
    show::said(&site, &session, (frame, host), &form, corrected, done).await
}
