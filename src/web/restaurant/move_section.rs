//! `POST /restaurant/{handle}/menu/sections/{id}/move`: a section up or down.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::{Way, move_section};
use crate::http::Result;
use crate::web::form::Form;

/// The way that a form asks for.
pub(super) fn way(form: &Form) -> Way {
    if form.text("way") == "up" {
        Way::Up
    } else {
        Way::Down
    }
}

/// Moves the section. A second press of the same button changes nothing.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, section)): Path<(String, String)>,
    form: Form,
) -> Result<Redirect> {
    let section = id(&section)?;
    let (flow, of, way) = (app.clone(), restaurant.id.clone(), way(&form));
    let from = form.value("from");
    let moved = app
        .db
        .write(move |c| move_section::run(c, &flow, &of, &section, way, from));
    app.committed(moved.await?);
    Ok(Redirect::to(&path(&restaurant, "menu")))
}
