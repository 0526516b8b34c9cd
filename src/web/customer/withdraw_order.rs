//! `POST /orders/{id}/withdraw`: the customer takes an order back while the kitchen has not begun.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::id::OrderId;

use crate::flow::order::withdraw::{self, WithdrawRefusal};
use crate::http::session::{self, Session};
use crate::http::{Account, Error, Result, Site};

/// Takes it back and shows the order. Pressed twice, it is taken back once.
pub async fn send(
    State(site): State<Site>,
    Path(id): Path<OrderId>,
    account: Account,
    session: Session,
) -> Result<Response> {
    let (app, order) = (site.app.clone(), id.clone());
    let written = site
        .app
        .db
        .write(move |c| withdraw::run(c, &app, &order, &account.id))
        .await;
    match written {
        Ok(changed) => site.app.committed(changed),
        Err(WithdrawRefusal::NotYours) => return Err(Error::not_found()),
        Err(WithdrawRefusal::TooLate) => return Err(Error::conflict("track-too-late")),
        Err(WithdrawRefusal::Store(error)) => return Err(error.into()),
    }
    session::flash(&session, site.app.clock.wire(), "track-withdrawn", &[]).await?;
    Ok(Redirect::to(&format!("/orders/{id}")).into_response())
}
