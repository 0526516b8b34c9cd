//! `POST /cart/lines/{line}`: another count, or none of it any more.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::cart::MAX_COUNT;
use musette_domain::id::CartLineId;

use super::basket;
use crate::http::session::Session;
use crate::http::{Error, Result, Site};
use crate::store::cart_line::{self, CartLine};
use crate::web::form::Form;

/// Changes the line and goes back to the cart. A line that is gone already is no error: the button was pressed twice.
pub async fn send(
    State(site): State<Site>,
    session: Session,
    Path(line): Path<CartLineId>,
    form: Form,
) -> Result<Response> {
    let most = i32::try_from(MAX_COUNT).unwrap_or(i32::MAX);
    let count = form
        .value::<i32>("count")
        .filter(|count| (0..=most).contains(count))
        .ok_or_else(|| Error::invalid("cart-count").with("most", MAX_COUNT))?;
    let cart = basket::id_of(&session)
        .await?
        .ok_or_else(Error::not_found)?;
    let written = site.app.db.write(move |c| -> Result<()> {
        let Some(row) = cart_line::find_optional(c, &line)? else {
            return Ok(());
        };
        if row.cart_id != cart {
            return Err(Error::not_found());
        }
        if count == 0 {
            cart_line::delete(c, &line)?;
            return Ok(());
        }
        Ok(cart_line::save(c, &CartLine { count, ..row })?)
    });
    written.await?;
    Ok(Redirect::to("/cart").into_response())
}
