//! `POST /restaurant/{handle}/busy`: more to do than usual, or no longer.

use axum::extract::State;
use axum::response::Redirect;

use super::mine::Counter;
use super::side::path;
use super::sold_out::back;
use crate::app::App;
use crate::flow::restaurant::set_busy;
use crate::http::Result;
use crate::web::form::Form;

/// Sets the switch (`busy`: `yes` or `no`) and goes `back`, or to the profile.
pub async fn send(
    State(app): State<App>,
    Counter { restaurant, .. }: Counter,
    form: Form,
) -> Result<Redirect> {
    let busy = form.text("busy") == "yes";
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let set = app.db.write(move |c| set_busy::run(c, &flow, &of, busy));
    app.committed(set.await?);
    Ok(Redirect::to(&back(&form, &path(&restaurant, "profile"))))
}
