//! `POST /restaurant/{handle}/menu/items/{id}/move`: an item up or down in its section.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Mine;
use super::move_section::way;
use super::side::path;
use crate::app::App;
use crate::flow::menu::move_item;
use crate::http::Result;
use crate::web::form::Form;

/// Moves the item. A second press of the same button changes nothing.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, item)): Path<(String, String)>,
    form: Form,
) -> Result<Redirect> {
    let item = id(&item)?;
    let (flow, of, way) = (app.clone(), restaurant.id.clone(), way(&form));
    let from = form.value("from");
    let moved = app
        .db
        .write(move |c| move_item::run(c, &flow, &of, &item, way, from));
    app.committed(moved.await?);
    Ok(Redirect::to(&path(&restaurant, "menu")))
}
