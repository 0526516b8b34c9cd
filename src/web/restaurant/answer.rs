//! `POST /restaurant/{handle}/conversation/answer`.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::conversation;
use super::mine::Mine;
use super::side::path;
use crate::flow::conversation::answer;
use crate::http::session::{self, Session};
use crate::http::{Action, PageFrame, Result, Site};
use crate::web::form::{Form, FormErrors};
use crate::web::written;

/// Sends the answer, or shows the page with what is wrong with it.
pub async fn send(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    site.limits.check(Action::Answer, &restaurant.id)?;
    let (flow, of) = (site.app.clone(), restaurant.id.clone());
    let (to, words) = (form.raw("reply").to_owned(), form.text("text").to_owned());
    let answered = site
        .app
        .db
        .write(move |c| answer::run(c, &flow, &of, &to, &words))
        .await;
    let mut errors = FormErrors::new();
    match answered {
        Ok(changed) => {
            site.app.committed(changed);
            session::flash(&session, site.app.clock.wire(), "answer-sent", &[]).await?;
            Ok(Redirect::to(&path(&restaurant, "conversation")).into_response())
        }
        Err(refusal) => {
            written::refusal("text", refusal.key(), refusal, &mut errors)?;
            conversation::wrong(&site.app, frame, restaurant, &form, &errors).await
        }
    }
}
