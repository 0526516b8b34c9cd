//! `POST /sign-out`.

use axum::response::Redirect;

use crate::http::Result;
use crate::http::session::{self, Session};

/// Ends the session, here and in the database.
pub async fn send(session: Session) -> Result<Redirect> {
    session::sign_out(&session).await?;
    Ok(Redirect::to("/"))
}
