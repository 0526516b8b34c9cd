//! `POST /restaurant/{handle}/menu/items/{id}/sold-out`: the last portion is gone, or there is more.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Counter;
use super::side::path;
use crate::app::App;
use crate::flow::menu::set_sold_out;
use crate::http::Result;
use crate::web::form::Form;
use crate::web::look::way_back;

/// Sets the switch (`sold-out`: `yes` or `no`) and goes `back`, or to the menu.
pub async fn send(
    State(app): State<App>,
    Counter { restaurant, .. }: Counter,
    Path((_, item)): Path<(String, String)>,
    form: Form,
) -> Result<Redirect> {
    let item = id(&item)?;
    let sold_out = form.text("sold-out") == "yes";
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let set = app
        .db
        .write(move |c| set_sold_out::run(c, &flow, &of, &item, sold_out));
    app.committed(set.await?);
    Ok(Redirect::to(&back(&form, &path(&restaurant, "menu"))))
}

/// Where a switch leads: back to the page it stands on, which may be the board.
pub(super) fn back(form: &Form, else_: &str) -> String {
    form.filled("back").map_or(else_, way_back).to_owned()
}
