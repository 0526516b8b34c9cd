//! `POST /coop/restaurants/claim`: somebody answers for a restaurant from now on.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::TextValue;
use musette_domain::id::RestaurantId;

use crate::flow::restaurant::claim;
use crate::http::session::{self, Session};
use crate::http::{Administrator, Result, Site};
use crate::store::{Error, user_account};
use crate::web::form::Form;

/// Gives the restaurant to the account with this mail address. A second press changes nothing.
pub async fn send(
    State(site): State<Site>,
    _: Administrator,
    session: Session,
    form: Form,
) -> Result<Response> {
    let id = RestaurantId::parse(form.text("restaurant"))?;
    let email: String = form.text("email").chars().take(254).collect();
    let (app, wanted) = (site.app.clone(), email.clone());
    let claimed = site.app.db.write(move |c| {
        let Some(user) = user_account::by_email(c, &wanted)? else {
            return Ok::<_, Error>(None);
        };
        claim::run(c, &app, &id, &user.id).map(Some)
    });
    let said = match claimed.await? {
        Some(changed) => {
            site.app.committed(changed);
            "coop-restaurants-claimed"
        }
        None => "coop-restaurants-nobody",
    };
    let now = site.app.clock.wire();
    session::flash(&session, now, said, &[("email", &email)]).await?;
    Ok(Redirect::to(super::RESTAURANTS).into_response())
}
