//! `POST /restaurant/{handle}/menu/items/{id}/remove`: an item leaves the menu.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::remove_item;
use crate::http::Result;
use crate::http::session::{self, Session};

/// Removes the item.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    Path((_, item)): Path<(String, String)>,
) -> Result<Redirect> {
    let item = id(&item)?;
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let removed = app
        .db
        .write(move |c| remove_item::run(c, &flow, &of, &item));
    app.committed(removed.await?);
    session::flash(&session, app.clock.wire(), "menu-item-removed", &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "menu")))
}
