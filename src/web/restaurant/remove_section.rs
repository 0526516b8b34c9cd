//! `POST /restaurant/{handle}/menu/sections/{id}/remove`: an empty section goes.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::remove_section;
use crate::http::{Error, Result};

/// Removes the section.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, section)): Path<(String, String)>,
) -> Result<Redirect> {
    let section = id(&section)?;
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let removed = app
        .db
        .write(move |c| remove_section::run(c, &flow, &of, &section))
        .await;
    app.committed(removed.map_err(|refusal| Error::refused(refusal.key(), refusal))?);
    Ok(Redirect::to(&path(&restaurant, "menu")))
}
