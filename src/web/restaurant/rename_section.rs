//! `POST /restaurant/{handle}/menu/sections/{id}`: another name for a section.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::rename_section;
use crate::http::{Error, Result};
use crate::web::form::Form;

/// Renames the section.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, section)): Path<(String, String)>,
    form: Form,
) -> Result<Redirect> {
    let section = id(&section)?;
    let name = form.text("name").to_owned();
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let renamed = app
        .db
        .write(move |c| rename_section::run(c, &flow, &of, &section, &name));
    let renamed = renamed.await;
    app.committed(renamed.map_err(|refusal| Error::refused(refusal.key(), refusal))?);
    Ok(Redirect::to(&path(&restaurant, "menu")))
}
