//! `POST /following/letters`: letters about the new specials of a restaurant that one follows, or no longer.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::flow::follow::notify;
use crate::http::session::{self, Session};
use crate::http::{Account, PageFrame, Result, Site};
use crate::web::form::Form;
use crate::web::visitor::listing;

/// Where it posts.
pub const PATH: &str = "/following/letters";

/// Leads to the list: there is nothing to read here.
pub async fn back() -> Redirect {
    Redirect::to("/following#followed")
}

/// Notes the wish.
pub async fn send(
    State(site): State<Site>,
    account: Account,
    session: Session,
    PageFrame { coop, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let (app, target) = (site.app.clone(), form.text("target").to_owned());
    let wanted = form.text("wanted") == "yes";
    let listing = site
        .app
        .db
        .write(move |c| {
            notify::run(c, &app, &account.id, &target, wanted)?;
            listing::of_actor(c, &app.urls, &coop, &target)
        })
        .await?;
    if let Some(listing) = listing {
        let said = if wanted {
            "notify-started"
        } else {
            "notify-ended"
        };
        let about = [("restaurant", listing.name.as_str())];
        session::flash(&session, site.app.clock.wire(), said, &about).await?;
    }
    Ok(back().await.into_response())
}
