//! What an act on a work page answers: back to the page, with a message that says what was done or why not.
//!
//! A refusal is no fault of the page: the person reads the sentence on the page as it is now. What the database says stays a fault.

use axum::response::{IntoResponse, Redirect, Response};

use crate::flow::Changed;
use crate::http::error::Kind;
use crate::http::session::{self, Session};
use crate::http::{Error, Result, Site};
use crate::store::{self, Failure};

/// Tells live pages, leaves the message `done` (or the refusal's own), and goes back to `page`.
pub async fn back<R: Failure>(
    site: &Site,
    session: &Session,
    outcome: Result<Changed, R>,
    refusal: fn(&R) -> &'static str,
    done: &'static str,
    page: &str,
) -> Result<Response> {
    let said = match outcome {
        Ok(changed) => {
            site.app.committed(changed);
            done
        }
        Err(no) => sentence(&no, refusal)?,
    };
    say(site, session, said, page).await
}

/// Leaves a message and goes back to `page`.
pub async fn say(
    site: &Site,
    session: &Session,
    said: &'static str,
    page: &str,
) -> Result<Response> {
    session::flash(session, site.app.clock.wire(), said, &[]).await?;
    Ok(Redirect::to(page).into_response())
}

/// The key of a refusal's sentence; what the database says is an error.
pub fn sentence<R: Failure>(no: &R, refusal: fn(&R) -> &'static str) -> Result<&'static str> {
    match no.store_error() {
        Some(fault) => Err(of_store(fault)),
        None => Ok(refusal(no)),
    }
}

fn of_store(fault: &store::Error) -> Error {
    let kind = match fault {
        store::Error::NotFound => Kind::NotFound,
        store::Error::Conflict(_) => Kind::Conflict,
        store::Error::Busy(_) => Kind::Busy,
        store::Error::Database(_) => Kind::Internal,
    };
    Error::new(kind).because(fault.to_string())
}

/// For flows that only the database can refuse.
pub fn never<R>(_: &R) -> &'static str {
    "error-500"
}
