//! `POST /restaurant/{handle}/leaving/remove`: the restaurant goes for good.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::leaving::{self, GOES};
use super::mine::Mine;
use crate::flow::restaurant::remove::{self, RemoveRefusal};
use crate::http::session::{self, Session};
use crate::http::{PageFrame, Result, Site};
use crate::i18n::Value;
use crate::web::form::{Form, FormErrors};
use crate::web::written;

/// Removes it, if its handle was written and nothing is open.
pub async fn send(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let (app, id) = (site.app.clone(), restaurant.id.clone());
    let handle = form.text(GOES).to_owned();
    let removed = site
        .app
        .db
        .write(move |c| remove::run(c, &app, &id, &handle));
    match removed.await {
        Ok(changed) => {
            site.app.committed(changed);
            let now = site.app.clock.wire();
            session::flash(&session, now, "leaving-removed", &[]).await?;
            // Whoever worked for it has no pages of it any more.
            return Ok(Redirect::to("/").into_response());
        }
        Err(refusal @ RemoveRefusal::OpenOrders(open)) => {
            errors.add_with(GOES, refusal.key(), vec![("count", Value::from(open))]);
        }
        Err(refusal) => written::refusal(GOES, refusal.key(), refusal, &mut errors)?,
    }
    leaving::again(&site.app, frame, &restaurant, (&form, &errors)).await
}
