//! `POST /restaurant/{handle}/reopen`: orders are taken again.

use axum::extract::State;
use axum::response::Redirect;

use super::mine::Counter;
use super::side::path;
use super::sold_out::back;
use crate::app::App;
use crate::flow::restaurant::reopen;
use crate::http::Result;
use crate::web::form::Form;

/// Ends a closure and goes `back`, or to the profile.
pub async fn send(
    State(app): State<App>,
    Counter { restaurant, .. }: Counter,
    form: Form,
) -> Result<Redirect> {
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let opened = app.db.write(move |c| reopen::run(c, &flow, &of));
    app.committed(opened.await?);
    Ok(Redirect::to(&back(&form, &path(&restaurant, "profile"))))
}
