//! `POST …/conversation/take-back` of a host.

use axum::extract::State;
use axum::response::Redirect;

use super::host::Host;
use crate::app::App;
use crate::flow::conversation::take_back;
use crate::http::Result;
use crate::http::session::{self, Session};
use crate::web::form::Form;

/// Takes an answer back.
pub async fn send(
    State(app): State<App>,
    host: Host,
    session: Session,
    form: Form,
) -> Result<Redirect> {
    let (flow, of) = (app.clone(), host.restaurant());
    let answer = form.raw("reply").to_owned();
    let taken = app
        .db
        .write(move |c| take_back::run(c, &flow, of.as_ref(), &answer));
    app.committed(taken.await?);
    session::flash(&session, app.clock.wire(), "answer-taken-back", &[]).await?;
    Ok(Redirect::to(&host.path()))
}
