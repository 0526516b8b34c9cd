//! `POST /restaurant/{handle}/conversation/hidden`: what everybody reads below the restaurant's specials.

use axum::extract::State;
use axum::response::Redirect;

use crate::app::App;
use crate::flow::conversation::set_hidden;
use crate::http::Result;
use crate::http::session::{self, Session};
use crate::web::form::Form;
use crate::web::restaurant::mine::Mine;
use crate::web::restaurant::side::path;

/// Hides a reply, or shows it again.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    form: Form,
) -> Result<Redirect> {
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let (reply, hidden) = (form.raw("reply").to_owned(), form.text("hidden") == "yes");
    let set = app
        .db
        .write(move |c| set_hidden::run(c, &flow, &of, &reply, hidden));
    app.committed(set.await?);
    let said = if hidden {
        "conversation-is-hidden"
    } else {
        "conversation-is-shown"
    };
    session::flash(&session, app.clock.wire(), said, &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "conversation")))
}
