//! `POST /restaurant/{handle}/specials/{id}/take-back`.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::special::take_back;
use crate::http::Result;
use crate::http::session::{self, Session};

/// Takes the special back.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    Path((_, special)): Path<(String, String)>,
) -> Result<Redirect> {
    let special = id(&special)?;
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let taken = app
        .db
        .write(move |c| take_back::run(c, &flow, &of, &special));
    app.committed(taken.await?);
    session::flash(&session, app.clock.wire(), "special-taken-back", &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "specials")))
}
