//! `POST /restaurant/{handle}/items/{id}/sold-out`: the last portion is gone, or there is more again.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::MenuItemId;

use crate::flow::menu::set_sold_out;
use crate::http::session::Session;
use crate::http::{Result, Site, Staff};
use crate::web::act_answer;
use crate::web::form::Form;

/// Sets the switch to the field `sold_out` (`true` or `false`).
pub async fn send(
    State(site): State<Site>,
    staff: Staff,
    session: Session,
    Path((handle, item)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let restaurant = super::of(&site.app, &staff, &handle).await?;
    let item = MenuItemId::parse(&item)?;
    let sold_out = form.text("sold_out") == "true";
    let (app, id) = (site.app.clone(), restaurant.id);
    let outcome = site
        .app
        .db
        .write(move |c| set_sold_out::run(c, &app, &id, &item, sold_out))
        .await;
    let done = if sold_out {
        "board-item-gone"
    } else {
        "board-item-back"
    };
    let page = super::path(&restaurant.handle);
    act_answer::back(&site, &session, outcome, act_answer::never, done, &page).await
}
