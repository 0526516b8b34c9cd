//! `POST /restaurant/{handle}/specials/{id}/sold-out`: the last portion of a special is gone, or there is more.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Counter;
use super::side::path;
use super::sold_out::back;
use crate::app::App;
use crate::flow::special::sold_out;
use crate::http::{Error, Result};
use crate::web::form::Form;

/// Sets the switch (`sold-out`: `yes` or `no`) and goes `back`, or to the specials.
pub async fn send(
    State(app): State<App>,
    Counter { restaurant, .. }: Counter,
    Path((_, special)): Path<(String, String)>,
    form: Form,
) -> Result<Redirect> {
    let special = id(&special)?;
    let gone = form.text("sold-out") == "yes";
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let set = app
        .db
        .write(move |c| sold_out::run(c, &flow, &of, &special, gone));
    let changed = set
        .await
        .map_err(|refusal| Error::refused(refusal.key(), refusal))?;
    app.committed(changed);
    Ok(Redirect::to(&back(&form, &path(&restaurant, "specials"))))
}
