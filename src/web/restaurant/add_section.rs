//! `POST /restaurant/{handle}/menu/sections`: a section at the end of the menu.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::text;

use super::menu;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::add_section;
use crate::http::{PageFrame, Result};
use crate::web::form::{Form, FormErrors};
use crate::web::written;

/// The menu with what was wrong is left by a link or by reloading: that leads to the menu.
pub async fn back(Mine { restaurant, .. }: Mine) -> Redirect {
    Redirect::to(&path(&restaurant, "menu"))
}

/// Adds the section.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let name = written::text("name", text::name(form.text("name")), &mut errors);
    if errors.is_empty() {
        let (flow, id) = (app.clone(), restaurant.id.clone());
        let added = app
            .db
            .write(move |c| add_section::run(c, &flow, &id, &name))
            .await;
        match added {
            Ok(changed) => {
                app.committed(changed);
                return Ok(Redirect::to(&path(&restaurant, "menu")).into_response());
            }
            Err(refusal) => written::refusal("name", refusal.key(), refusal, &mut errors)?,
        }
    }
    menu::answer(
        &app,
        frame,
        restaurant,
        StatusCode::UNPROCESSABLE_ENTITY,
        &form,
        &errors,
        None,
    )
    .await
}
