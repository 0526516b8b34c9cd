//! `/restaurant/{handle}/menu/new`: a dish or drink comes onto the menu.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::item_form::{About, ItemPage, read};
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::add_item;
use crate::http::session::{self, Session};
use crate::http::{PageFrame, Result};
use crate::store::menu_section;
use crate::web::form::{Form, FormErrors};
use crate::web::{page, written};

/// The section in which the new item is to stand.
#[derive(Deserialize)]
pub struct Into {
    #[serde(default)]
    section: String,
}

/// Shows the empty form.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Query(into): Query<Into>,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let id = restaurant.id.clone();
    let sections = app.db.read(move |c| menu_section::list_of(c, &id)).await?;
    let about = About {
        restaurant: &restaurant,
        sections: &sections,
        item: None,
    };
    let form = Form::of([("section", into.section)]);
    Ok(page::render(&ItemPage::new(
        frame,
        &about,
        &form,
        &FormErrors::new(),
    )))
}

/// Adds the item.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let id = restaurant.id.clone();
    let sections = app.db.read(move |c| menu_section::list_of(c, &id)).await?;
    let about = About {
        restaurant: &restaurant,
        sections: &sections,
        item: None,
    };
    let mut errors = FormErrors::new();
    let Some(item) = read(&form, &about, &mut errors) else {
        return Ok(ItemPage::again(frame, &about, &form, &errors));
    };
    let (flow, id, name) = (app.clone(), restaurant.id.clone(), item.name.clone());
    match app
        .db
        .write(move |c| add_item::run(c, &flow, &id, &item))
        .await
    {
        Ok((_, changed)) => app.committed(changed),
        Err(refusal) => {
            written::refusal("name", refusal.key(), refusal, &mut errors)?;
            return Ok(ItemPage::again(frame, &about, &form, &errors));
        }
    }
    session::flash(
        &session,
        app.clock.wire(),
        "menu-item-added",
        &[("name", &name)],
    )
    .await?;
    Ok(Redirect::to(&path(&restaurant, "menu")).into_response())
}
