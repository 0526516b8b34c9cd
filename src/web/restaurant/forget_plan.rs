//! `POST /restaurant/{handle}/specials/plan/{id}/forget`.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::menu::id;
use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::special::forget_plan;
use crate::http::Result;
use crate::http::session::{self, Session};

/// Forgets the plan; what it has published stays.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    Path((_, plan)): Path<(String, String)>,
) -> Result<Redirect> {
    let plan = id(&plan)?;
    let of = restaurant.id.clone();
    let forgotten = app.db.write(move |c| forget_plan::run(c, &of, &plan));
    app.committed(forgotten.await?);
    session::flash(&session, app.clock.wire(), "special-plan-forgotten", &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "specials")))
}
