//! `POST /restaurant/{handle}/conversation/held`: whether new replies wait until the restaurant's people have read them.

use axum::extract::State;
use axum::response::Redirect;

use crate::app::App;
use crate::flow::conversation::hold;
use crate::http::Result;
use crate::http::session::{self, Session};
use crate::web::form::Form;
use crate::web::restaurant::mine::Mine;
use crate::web::restaurant::side::path;

/// Lets new replies wait, or shows them at once.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    form: Form,
) -> Result<Redirect> {
    let (of, held) = (restaurant.id.clone(), form.text("held") == "yes");
    let set = app.db.write(move |c| hold::run(c, &of, held));
    app.committed(set.await?);
    let said = if held {
        "conversation-now-held"
    } else {
        "conversation-now-open"
    };
    session::flash(&session, app.clock.wire(), said, &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "conversation")))
}
