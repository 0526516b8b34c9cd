//! `POST /restaurant/{handle}/leaving/alias`: accounts elsewhere that are this restaurant as well, so that their followers can be brought here.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::leaving::{self, ALIAS};
use super::mine::Mine;
use super::side::path;
use crate::flow::restaurant::set_aliases;
use crate::http::session::{self, Session};
use crate::http::{Action, PageFrame, Result, Site};
use crate::web::form::{Form, FormErrors};
use crate::web::written;

/// Adds an account, which is looked up.
pub async fn add(
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
    let typed = form.required(ALIAS, 500, &mut errors);
    if errors.is_empty() {
        site.limits.check(Action::Lookup, &account.id)?;
        match site.app.lookup.account(typed).await {
            Ok(found) => {
                let (app, id) = (site.app.clone(), restaurant.id.clone());
                let added = site
                    .app
                    .db
                    .write(move |c| set_aliases::add(c, &app, &id, &found));
                match added.await {
                    Ok(changed) => {
                        site.app.committed(changed);
                        let now = site.app.clock.wire();
                        session::flash(&session, now, "leaving-alias-added", &[]).await?;
                        return Ok(Redirect::to(&path(&restaurant, "leaving")).into_response());
                    }
                    Err(refusal) => {
                        written::refusal(ALIAS, refusal.key(), refusal, &mut errors)?;
                    }
                }
            }
            Err(why) => leaving::not_found(ALIAS, why, &mut errors)?,
        }
    }
    leaving::again(&site.app, frame, &restaurant, (&form, &errors)).await
}

/// Takes an account away.
pub async fn remove(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    form: Form,
) -> Result<Redirect> {
    let (app, id) = (site.app.clone(), restaurant.id.clone());
    let alias = form.raw(ALIAS).to_owned();
    let removed = site
        .app
        .db
        .write(move |c| set_aliases::remove(c, &app, &id, &alias));
    site.app.committed(removed.await?);
    let now = site.app.clock.wire();
    session::flash(&session, now, "leaving-alias-removed", &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "leaving")))
}
