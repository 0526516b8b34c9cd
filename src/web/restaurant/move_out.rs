//! `POST /restaurant/{handle}/leaving/move`: the restaurant goes to another server, and its followers with it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::leaving::{self, HOME, MOVES};
use super::mine::Mine;
use super::side::path;
use crate::flow::restaurant::move_out::{self, MoveOutRefusal};
use crate::http::session::{self, Session};
use crate::http::{Action, PageFrame, Result, Site};
use crate::web::form::{Form, FormErrors};
use crate::web::written;

/// Moves to the account in the form, which is read at this moment and must name this restaurant.
pub async fn send(
    State(site): State<Site>,
    Mine {
        restaurant,
        account,
    }: Mine,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let typed = form.required(HOME, 500, &mut errors);
    if errors.is_empty() {
        site.limits.check(Action::Lookup, &account.id)?;
        match site.app.lookup.account(typed).await {
            Ok(home) => {
                // What our own customers will follow there is shown here, if it is a restaurant with a menu.
                if let Err(why) = site.app.lookup.restaurant(&home.id).await {
                    tracing::info!(error.cause = %why, "the new home has no menu that we can read");
                }
                let (app, id) = (site.app.clone(), restaurant.id.clone());
                let handle = form.text(MOVES).to_owned();
                let moved = site
                    .app
                    .db
                    .write(move |c| move_out::run(c, &app, &id, &home, &handle));
                match moved.await {
                    Ok(changed) => {
                        site.app.committed(changed);
                        let now = site.app.clock.wire();
                        session::flash(&session, now, "leaving-has-moved", &[]).await?;
                        return Ok(Redirect::to(&path(&restaurant, "leaving")).into_response());
                    }
                    Err(refusal) => {
                        let field = match refusal {
                            MoveOutRefusal::NotConfirmed => MOVES,
                            _ => HOME,
                        };
                        written::refusal(field, refusal.key(), refusal, &mut errors)?;
                    }
                }
            }
            Err(why) => leaving::not_found(HOME, why, &mut errors)?,
        }
    }
    leaving::again(&site.app, frame, &restaurant, (&form, &errors)).await
}
