//! `/restaurant/{handle}/menu/items/{id}`: a dish or drink changes.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::id::{MenuItemId, RestaurantId};

use super::item_form::{About, ItemPage, form_of, read};
use super::menu::id;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::menu::edit_item;
use crate::http::session::{self, Session};
use crate::http::{PageFrame, Result};
use crate::store::menu_item::{self, MenuItem};
use crate::store::menu_section::{self, MenuSection};
use crate::store::{self, Conn};
use crate::web::form::{Form, FormErrors};
use crate::web::{page, written};

/// An item of this restaurant's menu with the sections it could stand in.
fn load(
    c: &mut Conn,
    of: &RestaurantId,
    id: &MenuItemId,
) -> store::Result<(MenuItem, Vec<MenuSection>)> {
    let item = menu_item::find(c, id)?;
    if item.restaurant_id != *of || item.removed_at.is_some() {
        return Err(store::Error::NotFound);
    }
    Ok((item, menu_section::list_of(c, of)?))
}

/// Shows the item as it is.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, item)): Path<(String, String)>,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let (of, item) = (restaurant.id.clone(), id(&item)?);
    let (item, sections) = app.db.read(move |c| load(c, &of, &item)).await?;
    let form = form_of(&item, &restaurant);
    let about = About {
        restaurant: &restaurant,
        sections: &sections,
        item: Some(&item),
    };
    Ok(page::render(&ItemPage::new(
        frame,
        &about,
        &form,
        &FormErrors::new(),
    )))
}

/// Changes the item.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, item)): Path<(String, String)>,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    form: Form,
) -> Result<Response> {
    let (of, item) = (restaurant.id.clone(), id(&item)?);
    let (item, sections) = app.db.read(move |c| load(c, &of, &item)).await?;
    let about = About {
        restaurant: &restaurant,
        sections: &sections,
        item: Some(&item),
    };
    let mut errors = FormErrors::new();
    let Some(edited) = read(&form, &about, &mut errors) else {
        return Ok(ItemPage::again(frame, &about, &form, &errors));
    };
    let (flow, of, key, name) = (
        app.clone(),
        restaurant.id.clone(),
        item.id.clone(),
        edited.name.clone(),
    );
    match app
        .db
        .write(move |c| edit_item::run(c, &flow, &of, &key, &edited))
        .await
    {
        Ok(changed) => app.committed(changed),
        Err(refusal) => {
            written::refusal("name", refusal.key(), refusal, &mut errors)?;
            return Ok(ItemPage::again(frame, &about, &form, &errors));
        }
    }
    session::flash(
        &session,
        app.clock.wire(),
        "menu-item-saved",
        &[("name", &name)],
    )
    .await?;
    Ok(Redirect::to(&path(&restaurant, "menu")).into_response())
}
