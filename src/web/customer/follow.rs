//! `POST /follow` and `POST /unfollow`: one's own list of restaurants. Nobody else sees it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::flow::follow::start::{self, FollowRefusal};
use crate::flow::follow::stop;
use crate::http::session::{self, Session};
use crate::http::{Account, Error, PageFrame, Result, Site};
use crate::store::coop::Coop;
use crate::web::form::Form;
use crate::web::visitor::listing;

/// Follows.
pub async fn start(
    State(site): State<Site>,
    account: Account,
    session: Session,
    PageFrame { coop, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let (app, target) = (site.app.clone(), form.text("target").to_owned());
    let wanted = target.clone();
    let written = site
        .app
        .db
        .write(move |c| start::run(c, &app, &account.id, &wanted))
        .await;
    match written {
        Ok(changed) => site.app.committed(changed),
        Err(FollowRefusal::Unknown) => return Err(Error::missing("visit-unknown")),
        Err(FollowRefusal::Store(error)) => return Err(error.into()),
    }
    back(&site.app, &session, coop, target, "follow-started").await
}

/// Stops following.
pub async fn stop(
    State(site): State<Site>,
    account: Account,
    session: Session,
    PageFrame { coop, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let (app, target) = (site.app.clone(), form.text("target").to_owned());
    let wanted = target.clone();
    let written = site
        .app
        .db
        .write(move |c| stop::run(c, &app, &account.id, &wanted));
    site.app.committed(written.await?);
    back(&site.app, &session, coop, target, "follow-stopped").await
}

/// To the restaurant's page, or to the list if there is no such page any more.
async fn back(
    app: &App,
    session: &Session,
    coop: Coop,
    target: String,
    said: &'static str,
) -> Result<Response> {
    let urls = app.urls.clone();
    let listing = app
        .db
        .read(move |c| listing::of_actor(c, &urls, &coop, &target))
        .await?;
    let name = listing.as_ref().map_or("", |listing| listing.name.as_str());
    session::flash(session, app.clock.wire(), said, &[("restaurant", name)]).await?;
    let path = listing.map_or_else(|| "/following".to_owned(), |listing| listing.path);
    Ok(Redirect::to(&path).into_response())
}
