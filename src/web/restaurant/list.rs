//! `POST /restaurant/{handle}/listing`: shown to everybody, or hidden.

use axum::extract::State;
use axum::response::Redirect;

use super::mine::Mine;
use super::side::path;
use crate::app::App;
use crate::flow::restaurant::{hide, list};
use crate::http::session::{self, Session};
use crate::http::{Error, Result};
use crate::web::form::Form;

/// Shows (`listed`: `yes`) or hides the restaurant.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    form: Form,
) -> Result<Redirect> {
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let said = if form.text("listed") == "yes" {
        let listed = app.db.write(move |c| list::run(c, &flow, &of)).await;
        app.committed(listed.map_err(|refusal| Error::refused(refusal.key(), refusal))?);
        "profile-now-listed"
    } else {
        app.committed(app.db.write(move |c| hide::run(c, &flow, &of)).await?);
        "profile-now-hidden"
    };
    session::flash(&session, app.clock.wire(), said, &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "profile")))
}
