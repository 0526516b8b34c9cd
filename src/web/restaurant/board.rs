//! The order board of a restaurant: three lanes from left to right, and the menu's switches.

pub mod accept;
pub mod collected;
pub mod hand_over;
pub mod list;
pub mod live;
pub mod load;
pub mod page;
pub mod ready;
pub mod refuse;
pub mod reopen;
pub mod sold_out;
#[cfg(test)]
mod tests;
pub mod ticket;

use axum::Router;
use axum::routing::{get, post};
use musette_domain::TextValue;
use musette_domain::id::{OrderId, RestaurantId};

use crate::app::App;
use crate::http::{Account, Error, Result, Site};
use crate::store::restaurant::{self, Restaurant};
use crate::store::{self, Conn, orders};

/// The pages and acts of the board.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/restaurant", get(list::show))
        .route("/restaurant/{handle}", get(page::show))
        .route(
            "/restaurant/{handle}/orders/{id}/accept",
            post(accept::send),
        )
        .route(
            "/restaurant/{handle}/orders/{id}/refuse",
            post(refuse::send),
        )
        .route("/restaurant/{handle}/orders/{id}/ready", post(ready::send))
        .route(
            "/restaurant/{handle}/orders/{id}/hand-over",
            get(hand_over::back).post(hand_over::send),
        )
        .route(
            "/restaurant/{handle}/orders/{id}/collected",
            post(collected::send),
        )
        .route(
            "/restaurant/{handle}/items/{id}/sold-out",
            post(sold_out::send),
        )
        .route("/restaurant/{handle}/open", post(reopen::send))
}

/// The board's event stream.
pub fn streams() -> Router<Site> {
    Router::new().route("/restaurant/{handle}/live", get(live::listen))
}

/// The board's own address.
pub fn path(handle: &str) -> String {
    format!("/restaurant/{handle}")
}

/// The restaurant with this handle, if the person may answer its orders.
pub async fn of(app: &App, account: &Account, handle: &str) -> Result<Restaurant> {
    let handle = handle.to_owned();
    let found = app.db.read(move |c| restaurant::of_handle(c, &handle));
    let restaurant = found.await?.ok_or_else(Error::not_found)?;
    if account.may_answer_for(&restaurant.id) {
        Ok(restaurant)
    } else {
        Err(Error::forbidden("error-not-restaurant"))
    }
}

/// Whether the order is at this restaurant; another one does not exist here.
fn check_here(c: &mut Conn, restaurant: &RestaurantId, id: &OrderId) -> store::Result<()> {
    let order = orders::find(c, id)?;
    if order.restaurant_id.as_ref() == Some(restaurant) {
        Ok(())
    } else {
        Err(store::Error::NotFound)
    }
}

/// The restaurant, and the order's id, of an act on the board.
async fn order_of(
    app: &App,
    account: &Account,
    handle: &str,
    id: &str,
) -> Result<(Restaurant, OrderId)> {
    let restaurant = of(app, account, handle).await?;
    let id = OrderId::parse(id)?;
    let (here, order) = (restaurant.id.clone(), id.clone());
    app.db.read(move |c| check_here(c, &here, &order)).await?;
    Ok((restaurant, id))
}
