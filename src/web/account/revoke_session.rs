//! `POST /account/sessions/revoke`: signs another browser out.

use axum::extract::State;
use axum::response::Redirect;

use crate::http::session::{self as browser, Session};
use crate::http::{Account, Result, Site};
use crate::store::session;
use crate::web::form::Form;

/// Ends the session, if it is one of this person's. A second press finds it gone, and that is what was wanted.
pub async fn send(
    State(site): State<Site>,
    account: Account,
    browser: Session,
    form: Form,
) -> Result<Redirect> {
    let id = form.text("session").to_owned();
    let user = account.id.clone();
    site.app
        .db
        .write(move |c| session::revoke(c, &user, &id))
        .await?;
    let now = site.app.clock.wire();
    browser::flash(&browser, now, "account-revoked", &[]).await?;
    Ok(Redirect::to("/account"))
}
