//! `POST /restaurant/{handle}/menu/sections/{id}`: another name for a section.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::id::MenuSectionId;
use musette_domain::text;

use super::menu::{self, Renamed, id};
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::rename_section;
use crate::http::{Error, PageFrame, Result};
use crate::web::form::{Form, FormErrors};
use crate::web::written;

/// Renames the section, or shows the menu with what is wrong with the name.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
    Path((_, section)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let section: MenuSectionId = id(&section)?;
    let mut errors = FormErrors::new();
    let name = written::text("name", text::name(form.text("name")), &mut errors);
    if errors.is_empty() {
        let (flow, of, wanted) = (app.clone(), restaurant.id.clone(), section.clone());
        let renamed = app
            .db
            .write(move |c| rename_section::run(c, &flow, &of, &wanted, &name))
            .await;
        app.committed(renamed.map_err(|refusal| Error::refused(refusal.key(), refusal))?);
        return Ok(Redirect::to(&path(&restaurant, "menu")).into_response());
    }
    let renamed = Renamed {
        section: &section,
        form: &form,
        errors: &errors,
    };
    menu::answer(
        &app,
        frame,
        restaurant,
        StatusCode::UNPROCESSABLE_ENTITY,
        &Form::default(),
        &FormErrors::new(),
        Some(renamed),
    )
    .await
}
